import type { Frame, HTTPRequest, HTTPResponse, Page } from 'puppeteer-core';
import type { LoadedScript } from '../page-integrity/ports.ts';

/** How many scripts of one page are kept. */
const mostScripts = 500;

/** Stands for all that a page asked for beyond these. No source allows it, so that it is a change. */
const furtherScripts = 'about:further-scripts';

/**
 * Records every script that the page asks for, workers included, from the moment of this call. Frames of others have
 * scripts and policies of their own. Gives what was recorded up to the call of what it returns.
 */
export function recordScripts(page: Page, origin: string): () => Promise<readonly LoadedScript[]> {
  const asked = new Set<string>();
  const bodies = new Map<string, Promise<Buffer | undefined>>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script' && isOurs(request.frame(), origin)) keep(asked, request);
  });
  page.on('response', (response) => {
    const request = response.request();
    if (!isScript(response) || !isOurs(request.frame(), origin) || !keep(asked, request)) return;
    bodies.set(request.url(), response.buffer().then(asBuffer, nothing));
  });
  return () =>
    Promise.all(
      [...asked].map(async (url) => {
        const body = await bodies.get(url);
        return body ? { url, body } : { url };
      }),
    );
}

function keep(asked: Set<string>, request: HTTPRequest): boolean {
  asked.add(asked.size < mostScripts ? request.url() : furtherScripts);
  return asked.has(request.url());
}

function isOurs(frame: Frame | null, origin: string): boolean {
  // A worker has no frame, and an empty frame is the page's own.
  if (!frame || !URL.canParse(frame.url())) return true;
  const other = new URL(frame.url()).origin;
  return other === origin || other === 'null' || frame.parentFrame() === null;
}

function isScript(response: HTTPResponse): boolean {
  const type = response.headers()['content-type'] ?? '';
  return response.request().resourceType() === 'script' || /\b(java|ecma)script\b/.test(type);
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

// A redirect has no body, and one that was taken out of memory is compared where the file itself is fetched.
const nothing = (): undefined => undefined;
