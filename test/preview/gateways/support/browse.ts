import type { OpenGateways } from '../../../../lib/preview/gateways/open-gateways.ts';
import { type Answer, viewerRequest } from '../../../../lib/preview/responder.ts';
import { shopUrl } from './shop.ts';

/** A page, as a browser without script sees it. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

type Fields = Readonly<Record<string, string>>;

/** Opens a page of the gateways, and follows where it leads, up to the shop. */
export async function open(gateways: OpenGateways, url: string, posted?: Fields): Promise<Page> {
  if (url.startsWith(shopUrl)) return { url, status: 200, html: '' };
  const respond = gateways.responders[new URL(url).host];
  if (!respond) throw new Error(`nobody answers for ${url}`);
  const answer = await respond(
    viewerRequest({
      method: posted ? 'POST' : 'GET',
      url,
      headers: {
        accept: 'text/html',
        ...(posted && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(posted && { body: new URLSearchParams(posted).toString() }),
    }),
  );
  const { location } = answer.headers;
  if (answer.status === 303) return open(gateways, new URL(String(location), url).href);
  return { url, status: answer.status, html: textOf(answer) };
}

function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

/** Sends the form of a page, with what was pressed and chosen. */
export function submit(gateways: OpenGateways, page: Page, chosen: Fields): Promise<Page> {
  const [, action = ''] = /<form method="post" action="([^"]*)">/.exec(page.html) ?? [];
  const hidden = [...page.html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const fields = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  return open(gateways, new URL(action.replaceAll('&amp;', '&'), page.url).href, { ...fields, ...chosen });
}
