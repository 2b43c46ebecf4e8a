import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';

const chromium = resolve('node_modules', '@sparticuz', 'chromium');

/** The function's browser, started as the function starts it. */
export async function openTestBrowser(): Promise<Browser> {
  const { launchBrowser } = await import('../../../lambda/page-integrity-browser/browser.ts');
  return launchBrowser(testBrowser());
}

/** Path of the function's browser, unpacked once for each version and machine, with what it loads within its reach. */
export function testBrowser(): string {
  const folder = unpacked();
  process.env['LD_LIBRARY_PATH'] = join(folder, 'al2023', 'lib');
  process.env['FONTCONFIG_PATH'] = join(folder, 'fonts');
  return join(folder, 'chromium');
}

function unpacked(): string {
  const { version } = JSON.parse(readFileSync(join(chromium, 'package.json'), 'utf8'));
  const folder = join(tmpdir(), `palisade-chromium-${version}`);
  if (!existsSync(folder)) unpack(folder);
  return folder;
}

/** Several test files may unpack at once, so that a folder appears under its name only when it is whole. */
function unpack(folder: string): void {
  const draft = mkdtempSync(`${folder}-`);
  const module = pathToFileURL(join(chromium, 'build', 'esm', 'index.js'));
  const program = `const { default: chromium } = await import('${module}'); await chromium.executablePath();`;
  execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    // The package looks at the second one, and brings its own libraries where there may be none.
    env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
}
