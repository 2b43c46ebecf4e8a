import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import chromium from '@sparticuz/chromium';
import { type Browser, launch, type Page } from 'puppeteer-core';

/** Thrown where no browser can be used. The message is one sentence that names the cause; the code goes to logs. */
export class BrowserError extends Error {
  override readonly name = 'BrowserError';
  readonly code: 'NotStarted' | 'WithoutFonts';

  constructor(code: BrowserError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Unpacks the browser whose compressed parts lie in a folder, once for each instance of the function, and starts it. */
export async function openBrowser(parts: string): Promise<Browser> {
  return startBrowser(await unpackBrowser(parts));
}

/**
 * Unpacks the browser, its libraries and its fonts into the system's temporary folder, unless they are there.
 * Returns the folder that `startBrowser` expects.
 */
export async function unpackBrowser(parts: string): Promise<string> {
  const folder = dirname(await chromium.executablePath(parts));
  await writeFile(join(folder, 'fonts', 'fonts.conf'), fontsConfiguration);
  return folder;
}

/** The package's own file names folders of Lambda only, so this one names the fonts that lie beside it. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`;

/** Limits in milliseconds: together they stay below 20 seconds, so that whoever waits for a browser learns why soon. */
const limits = { start: 8000, draw: 5000 };

/**
 * Starts the browser that was unpacked into a folder, with a profile of its own, and hands it out only when it has drawn
 * text. Throws a `BrowserError` otherwise: without fonts Chromium ends, or waits for ever, at the first page with text.
 *
 * By default it runs without Chromium's own sandbox and in one process, since a Lambda function may not make the namespaces
 * which that needs. What contains it is the function's micro virtual machine, and a role that may write a log and nothing else.
 */
export async function startBrowser(folder: string, args = argumentsInLambda()): Promise<Browser> {
  const fonts = process.env['FONTCONFIG_PATH'] ?? join(folder, 'fonts');
  if (!existsSync(join(fonts, 'fonts.conf'))) {
    throw withoutFonts(`finds no fonts: ${fonts} holds no fonts.conf`);
  }
  const browser = await launchedInTime(folder, fonts, args);
  try {
    await drawText(browser, fonts);
    return browser;
  } catch (error) {
    // A browser that has crashed does not answer a request to close.
    browser.process()?.kill('SIGKILL');
    throw error;
  }
}

/** A browser that the system ends while it starts is started once more; whatever else keeps it from starting is told. */
async function launchedInTime(folder: string, fonts: string, args: readonly string[]): Promise<Browser> {
  try {
    return await launched(folder, fonts, args);
  } catch (error) {
    if (!wasEnded(error)) throw error;
    return launched(folder, fonts, args);
  }
}

/** Whether a signal ended the browser: it then has no exit code. */
function wasEnded(error: unknown): boolean {
  return error instanceof BrowserError && error.code === 'NotStarted' && /Code: null/.test(error.message);
}

async function launched(folder: string, fonts: string, args: readonly string[]): Promise<Browser> {
  const executablePath = join(folder, 'chromium');
  try {
    return await launch({
      executablePath,
      args: [...args],
      headless: 'shell',
      timeout: limits.start,
      protocolTimeout: 60_000,
      env: { ...inherited(), LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: fonts },
    });
  } catch (cause) {
    throw new BrowserError('NotStarted', `the browser ${executablePath} did not start: ${firstLine(cause)}`, {
      cause,
    });
  }
}

/** Pages run other people's scripts, so the browser's processes get none of the function's credentials. */
function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(
    ['HOME', 'PATH', 'TMPDIR', 'TZ', 'FONTCONFIG_FILE'].map((name) => [name, process.env[name]]),
  );
}

function firstLine(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause).split('\n', 1)[0] ?? '';
}

async function drawText(browser: Browser, fonts: string): Promise<void> {
  const page = await browser.newPage();
  const width = await Promise.race([widthOfText(page), crashOf(page, fonts), patience(fonts)]);
  if (width <= 0) throw withoutFonts(`finds no fonts in ${fonts}, so it cannot draw text`);
  await page.close();
}

async function widthOfText(page: Page): Promise<number> {
  await page.setContent('<!doctype html><title>Text</title><span>Text</span>');
  return page.$eval('span', (element) => element.getBoundingClientRect().width);
}

function crashOf(page: Page, fonts: string): Promise<never> {
  return new Promise((_, reject) => {
    page.once('error', (cause) =>
      reject(withoutFonts(`crashed at the first text: see the fonts in ${fonts}`, cause)),
    );
  });
}

async function patience(fonts: string): Promise<never> {
  await setTimeout(limits.draw, undefined, { ref: false });
  throw withoutFonts(`drew no text within ${limits.draw / 1000} seconds: see the fonts in ${fonts}`);
}

function withoutFonts(failure: string, cause?: unknown): BrowserError {
  return new BrowserError('WithoutFonts', `the browser ${failure}`, { cause });
}

/** The arguments that the browser's packager advises, without those that would have it judge pages less strictly. */
function argumentsInLambda(): readonly string[] {
  chromium.setGraphicsMode = false;
  return chromium.args.filter((argument) => !weakening.includes(argument));
}

const weakening = ['--allow-running-insecure-content', '--disable-web-security'];
