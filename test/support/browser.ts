import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { startBrowser } from '../../lambda/page-integrity-browser/browser.ts';
import { packagePath } from '../../lib/package-root.ts';

let folder: Promise<string> | undefined;
let failure: unknown;

/**
 * Starts the function's browser, as the function starts it unless the test has arguments of its own. Throws within
 * 20 seconds, with one sentence that names the cause, where no browser draws text; from then on at once.
 */
export async function openTestBrowser(args?: readonly string[]): Promise<Browser> {
  if (failure !== undefined) throw failure;
  try {
    return await startBrowser(await browserFolder(), args);
  } catch (error) {
    failure = error;
    throw error;
  }
}

/** Where the function's browser is unpacked. */
export function browserFolder(): Promise<string> {
  folder ??= unpackedFolder();
  return folder;
}

async function unpackedFolder(): Promise<string> {
  const script = packagePath('dist', 'browser.cjs');
  try {
    return (await promisify(execFile)(process.execPath, [script])).stdout.trim();
  } catch (cause) {
    throw new Error((cause as { readonly stderr?: string }).stderr?.trim(), { cause });
  }
}
