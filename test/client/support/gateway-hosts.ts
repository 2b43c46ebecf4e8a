import { createHash } from 'node:crypto';
import { buildSync } from 'esbuild';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { pageScripts } from '../../../lambda/gateways/registry.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { cardPage } from '../../../lib/preview/gateways/pages/card-page.ts';
import type { BrowserAnswer, BrowserRequest } from '../../e2e/support/hosts.ts';

/** Test cards; what becomes of each is the fake gateway's word. */
export const cards = {
  paid: '4242424242424242',
  declined: '4000000000000002',
  challenge: '4000000000003220',
} as const;

/** What else is typed. */
export const expiry = '12/34';
export const code = '7391';

/** The hosts of a gateway, as a browser sees them. */
export interface GatewayHosts {
  /** Nothing where the request is none for them. */
  readonly answer: (request: BrowserRequest) => BrowserAnswer | undefined;
}

/** What a gateway's hosts tell of a charge of their own. */
export type Settle = (state: 'paid' | 'failed') => void;

const built = new Map<string, string>();

/** The code of a gateway's fake script. */
export function fakeScript(gateway: string): string {
  const known = built.get(gateway);
  if (known !== undefined) return known;
  const { outputFiles } = buildSync({
    entryPoints: [packagePath('test', 'client', 'fakes', `${gateway}.ts`)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    absWorkingDir: packagePath(),
  });
  const script = outputFiles[0]?.text ?? '';
  built.set(gateway, script);
  return script;
}

/** The hash of a script, as an `integrity` attribute has it. */
export function hashOf(script: string): string {
  return `sha384-${createHash('sha384').update(script).digest('base64')}`;
}

const html = (body: string): BrowserAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
});

const json = (body: object): BrowserAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
  body: JSON.stringify(body),
});

/** Opens the hosts of one gateway: its script, the frame in which cards are typed, the banks' pages. */
export function gatewayHosts(config: GatewayConfig, settle: Settle, returnUrl: string): GatewayHosts {
  const scriptHosts = new Set(pageScripts(config).map(({ url }) => new URL(url).host));
  const page = (path: string, request: BrowserRequest): BrowserAnswer | undefined => {
    switch (path) {
      case '/fake/card':
        return html(cardPage);
      case '/fake/setup':
        return json({});
      case '/fake/pay':
        return json(pay(request.body, settle));
      case '/fake/bank':
        return html(bankPage(request.url, returnUrl));
      case '/fake/charged':
        settle(request.url.searchParams.has('pass') ? 'paid' : 'failed');
        return { status: 303, headers: { location: request.url.searchParams.get('to') ?? '' }, body: '' };
      case '/fake/challenge':
        return html(challengePage);
      case '/fake/challenged':
        settle(request.url.searchParams.has('pass') ? 'paid' : 'failed');
        return json({});
      default:
        return undefined;
    }
  };
  return {
    answer: (request) => {
      const { pathname, host } = request.url;
      const isScript = request.headers['sec-fetch-dest']?.[0] === 'script';
      if (!isScript) return page(pathname, request);
      if (!scriptHosts.has(host)) return undefined;
      const headers = { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' };
      return { status: 200, headers, body: fakeScript(config.name) };
    },
  };
}

interface Asked {
  readonly number?: string;
  readonly charges?: boolean;
  readonly challenge?: 'pass' | 'fail';
}

/** Makes a token of a card, or charges it. */
function pay(body: string, settle: Settle): object {
  const { number, charges, challenge } = JSON.parse(body) as Asked;
  const result = resultOf(number, challenge);
  if (charges && result !== 'challenge') settle(result === 'paid' ? 'paid' : 'failed');
  // A gateway that makes tokens tells of most refusals only when the token is charged.
  if (!charges && result === 'declined' && challenge === undefined) {
    return { result: 'paid', token: 'tok-declined' };
  }
  return { result, token: `tok-${result}` };
}

function resultOf(number: string | undefined, challenge: Asked['challenge']): string {
  if (challenge) return challenge === 'pass' ? 'paid' : 'declined';
  if (number === cards.challenge) return 'challenge';
  return number === cards.declined ? 'declined' : 'paid';
}

/** The page of a bank to which a gateway leads, and from which the shopper comes back. */
function bankPage({ searchParams }: URL, returnUrl: string): string {
  const link = (id: 'pass' | 'fail') => {
    const back = new URL(searchParams.get('to') ?? returnUrl);
    if (searchParams.has('redirectResult')) {
      back.searchParams.set('redirectResult', id);
      return `<a id="${id}" href="${back}">${id}</a>`;
    }
    back.searchParams.set('redirect_status', id === 'pass' ? 'succeeded' : 'failed');
    return `<a id="${id}" href="/fake/charged?${new URLSearchParams({ [id]: '', to: back.href })}">${id}</a>`;
  };
  return `<!doctype html><title>Bank</title>${link('pass')} ${link('fail')}`;
}

/** The page of an issuer in a frame of the shop's page. */
const challengePage = `<!doctype html><html lang="en"><title>Issuer</title>
<button id="pass">I am the owner</button> <button id="fail">I am not</button>
<script>
  for (const id of ['pass', 'fail']) document.getElementById(id).onclick = async () => {
    // Where a token comes of it, nothing is charged before the shop charges it.
    if (location.host !== 'issuer.example') await fetch('/fake/challenged?' + id);
    parent.postMessage({ status: 'COMPLETE', challenge: id }, '*');
  };
</script></html>`;
