import type { Browser, Page } from 'puppeteer-core';
import { openTestBrowser } from '../../support/browser.ts';
import type { Hosts } from './hosts.ts';

/** Starts the browser for which all hosts of the world are these, but for this machine. */
export function openBrowser({ port }: Hosts): Promise<Browser> {
  return openTestBrowser([
    '--no-sandbox',
    '--no-zygote',
    `--host-resolver-rules=MAP * 127.0.0.1:${port}, EXCLUDE 127.0.0.1`,
    '--ignore-certificate-errors',
    '--short-reporting-delay',
  ]);
}

/** Something that a content security policy has kept from happening. */
interface Violation {
  readonly directive: string;
  readonly blocked: string;
}

/** A shopper's window, in a profile that nobody has used before. */
export interface Visit {
  readonly page: Page;
  /** What was blocked, on all pages. */
  readonly violations: readonly Violation[];
  /** What else the browser complained about, and what scripts of pages threw. */
  readonly complaints: readonly string[];
  /** The first thing that is blocked, as soon as it is. */
  readonly blocked: Promise<Violation>;
  readonly end: () => Promise<void>;
}

/** Opens such a window. */
export async function visit(browser: Browser, shopUrl: string): Promise<Visit> {
  const context = await browser.createBrowserContext();
  // Without a window to be seen, the browser sends reports of violations only where it was told that it may.
  await context.overridePermissions(shopUrl, ['background-sync']);
  const page = await context.newPage();
  const violations: Violation[] = [];
  const complaints: string[] = [];
  const session = await page.createCDPSession();
  const blocked = new Promise<Violation>((tell) => {
    session.on('Audits.issueAdded', ({ issue: { details } }) => {
      const violation = details.contentSecurityPolicyIssueDetails;
      if (!violation) return;
      const { violatedDirective: directive, blockedURL = '' } = violation;
      violations.push({ directive, blocked: blockedURL });
      tell({ directive, blocked: blockedURL });
    });
  });
  await session.send('Audits.enable');
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
  });
  return { page, violations, complaints, blocked, end: () => context.close() };
}
