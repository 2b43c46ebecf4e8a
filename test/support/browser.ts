import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { startBrowser } from '../../lambda/page-integrity-browser/browser.ts';
import { packagePath } from '../../lib/package-root.ts';

let folder: Promise<string> | undefined;

/**
 * Starts the function's browser, as the function starts it unless the test has arguments of its own. Throws within
 * 20 seconds, with one sentence that names the cause, where there is no browser that draws text.
 */
export async function openTestBrowser(args?: readonly string[]): Promise<Browser> {
  folder ??= unpackedFolder();
  return startBrowser(await folder, args);
}

async function unpackedFolder(): Promise<string> {
  try {
    const script = packagePath('dist', 'browser.cjs');
    return (await promisify(execFile)(process.execPath, [script])).stdout.trim();
  } catch (error) {
    throw new Error((error as { readonly stderr?: string }).stderr?.trim(), { cause: error });
  }
}
