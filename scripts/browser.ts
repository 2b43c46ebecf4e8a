// Makes sure that the browser which tests and functions look at pages with is unpacked and draws text, and prints its folder.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BrowserError, startBrowser, unpackBrowser } from '../lambda/page-integrity-browser/browser.ts';
import { packagePath } from '../lib/package-root.ts';

const packaged = packagePath('node_modules', '@sparticuz', 'chromium');
const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'));
const folder = packagePath('node_modules', '.cache', 'palisade-browser', version);

async function install(): Promise<void> {
  if (!existsSync(folder)) await fill();
  await (await startBrowser(folder)).close();
  process.stdout.write(`${folder}\n`);
}

/** Fills a folder beside the wanted one and renames it, so that whoever finds the wanted one finds it whole. */
async function fill(): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  const usual = tmpdir();
  // The packager unpacks into the temporary folder, and brings its own libraries where it believes itself in Lambda.
  Object.assign(process.env, { TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' });
  try {
    await unpackBrowser(join(packaged, 'bin'));
    publish(draft);
  } finally {
    process.env['TMPDIR'] = usual;
    rmSync(draft, { recursive: true, force: true });
  }
}

function publish(draft: string): void {
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another process was faster, and its folder is as good.
    if (!existsSync(folder)) throw error;
  }
}

install().catch((error: unknown) => {
  if (!(error instanceof BrowserError)) throw error;
  process.stderr.write(`palisade: ${error.message}\n`);
  process.exitCode = 2;
});
