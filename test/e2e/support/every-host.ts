import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'puppeteer-core';
import { openBrowser } from './browser.ts';
import { type BrowserAnswer, type BrowserRequest, type Hosts, startHosts } from './hosts.ts';

/** A browser, and all the hosts that it can reach. */
export interface EveryHost {
  readonly hosts: Hosts;
  readonly browser: Browser;
}

/**
 * Starts both before the first test of a file, for whom every host answers so, and ends them after its last. What the answer
 * needs may be made later, by the file's own hooks.
 */
export function everyHost(answer: (request: BrowserRequest) => Promise<BrowserAnswer>): EveryHost {
  let hosts: Hosts | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    hosts = await startHosts(answer);
    browser = await openBrowser(hosts);
  }, 60_000);
  // Without a browser there is nothing else to close, and that it did not start is all that should be told.
  afterAll(async () => {
    await browser?.close();
    await hosts?.stop();
  });
  return {
    get hosts() {
      return started(hosts);
    },
    get browser() {
      return started(browser);
    },
  };
}

function started<Started>(one: Started | undefined): Started {
  if (one === undefined) throw new Error('the browser and its hosts start before the first test');
  return one;
}
