import chromium from '@sparticuz/chromium';
import { type Browser, launch } from 'puppeteer-core';

/** Unpacks the browser whose compressed parts lie in a folder, once for each instance of the function, and starts it. */
export async function openBrowser(folder: string): Promise<Browser> {
  return launchBrowser(await chromium.executablePath(folder));
}

/**
 * Starts a browser with a profile of its own.
 *
 * It runs without Chromium's own sandbox and in one process, since a Lambda function may not make the namespaces which
 * that needs. What contains it is the function's micro virtual machine, and a role that may write a log and nothing else.
 */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  return launch({ executablePath, args: browserArguments(), headless: 'shell', protocolTimeout: 60_000 });
}

/** The arguments that the browser's packager advises, without those that would have it judge pages less strictly. */
function browserArguments(): string[] {
  chromium.setGraphicsMode = false;
  return chromium.args.filter((argument) => !weakening.includes(argument));
}

const weakening = ['--allow-running-insecure-content', '--disable-web-security'];
