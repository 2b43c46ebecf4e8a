import type { Browser, CDPSession, HTTPResponse, Page } from 'puppeteer-core';
import { TimeoutError } from 'puppeteer-core';
import { UnreachableError } from '../page-integrity/fetch-answer.ts';
import type { PageAnswer, RenderedPage, RenderPage } from '../page-integrity/ports.ts';
import { recordScripts } from './record-scripts.ts';
import { renderedElements } from './rendered-elements.ts';

export interface RenderLimits {
  /** Until the page has loaded. */
  readonly loadMilliseconds: number;
  /** After that, for what its scripts load; a page that never rests is looked at then. */
  readonly restMilliseconds: number;
  /** How long nothing is loaded when a page rests. */
  readonly quietMilliseconds: number;
}

const retrying: RenderLimits = {
  loadMilliseconds: 30_000,
  restMilliseconds: 15_000,
  quietMilliseconds: 1000,
};

/** Opens each page in a browser of its own, as a shopper who has never been there. Fills in no form and sends none. */
export function createRenderPage(open: () => Promise<Browser>, limits: RenderLimits = retrying): RenderPage {
  return async (url) => {
    // A browser in one process ends with the second profile that it is asked for.
    const browser = await open();
    try {
      return await rendered(await browser.newPage(), url, limits);
    } catch (cause) {
      throw new UnreachableError('the page did not load in a browser', { cause });
    } finally {
      await browser.close();
    }
  };
}

async function rendered(page: Page, url: string, limits: RenderLimits): Promise<RenderedPage> {
  const session = await prepared(page);
  const { origin } = new URL(url);
  const scripts = recordScripts(page, origin);
  const answer = firstAnswer(page);
  await page.goto(url, { waitUntil: 'load', timeout: limits.loadMilliseconds });
  await page
    .waitForNetworkIdle({ idleTime: limits.quietMilliseconds, timeout: limits.restMilliseconds })
    .catch(neverRests);
  const elements = await renderedElements(session, origin);
  return { answer: await answer(), url: page.url(), elements, scripts: await scripts() };
}

/**
 * What came first of all, whatever led away from it. The browser forgets the text of a page that a script has left, and
 * then there is no answer.
 */
function firstAnswer(page: Page): () => Promise<PageAnswer | undefined> {
  let first: Promise<PageAnswer | undefined> | undefined;
  page.on('response', (response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      first ??= answerOf(response).catch(() => undefined);
    }
  });
  return async () => first;
}

async function prepared(page: Page): Promise<CDPSession> {
  const session = await page.createCDPSession();
  await page.setCacheEnabled(false);
  await session.send('Network.enable');
  await session.send('Network.setBypassServiceWorker', { bypass: true });
  const agent = await page.browser().userAgent();
  await page.setUserAgent({ userAgent: agent.replace('HeadlessChrome', 'Chrome') });
  page.on('dialog', (dialog) => void dialog.dismiss());
  return session;
}

async function answerOf(response: HTTPResponse): Promise<PageAnswer> {
  const headers = Object.entries(response.headers());
  return {
    status: response.status(),
    // The browser keeps several values of one name on lines of their own.
    headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), value.replaceAll('\n', ', ')])),
    body: isRedirect(response) ? Buffer.alloc(0) : Buffer.from(await response.buffer()),
  };
}

function isRedirect(response: HTTPResponse): boolean {
  return response.status() >= 300 && response.status() <= 399;
}

function neverRests(error: unknown): void {
  if (!(error instanceof TimeoutError)) throw error;
}
