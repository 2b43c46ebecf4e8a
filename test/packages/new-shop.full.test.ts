import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { openShopperBrowser } from '../preview/support/open-preview.ts';
import { emptyFolder, guideCommands } from './support/installed-app.ts';
import { buyMug, startInstalledPreview } from './support/installed-preview.ts';
import { madePackages } from './support/packages.ts';
import { verdictOfSynthesis } from './support/verdicts.ts';

const packages = madePackages();
const app = emptyFolder(packages);
const [init = '', install = '', synth = '', check = ''] = guideCommands('Begin a new shop');

const started = Date.now();

/** Tells how long this machine took for a step, which no test holds it to. */
function tell(what: string, begin: number): void {
  process.stderr.write(`${what}: ${((Date.now() - begin) / 1000).toFixed(1)} s\n`);
}

/** Runs a line of the guide, which has to succeed. */
function step(command: string): string {
  const begin = Date.now();
  // On a terminal npm asks whether it may fetch what is not installed.
  const { status, stdout, stderr } = app.run(command, { npm_config_yes: 'true' });
  tell(command, begin);
  expect({ command, status, said: status === 0 ? '' : stdout + stderr }).toEqual({
    command,
    status: 0,
    said: '',
  });
  return stdout;
}

describe('from an empty folder, by the guide and the packages alone', () => {
  test('a shop is written', () => {
    expect(readdirSync(app.folder)).toEqual([]);
    const said = step(
      `${init} --yes --shop acme --gateway stripe:fields,paypal --language en,de --ci github`,
    );
    expect(said).toContain(`wrote `);
    expect(said).toContain('  npm install\n');
    expect(existsSync(join(app.folder, 'site', 'assets', 'js', 'palisade-checkout.de.js'))).toBe(true);
    const pipeline = readFileSync(join(app.folder, '.github', 'workflows', 'palisade.yml'), 'utf8');
    expect(pipeline).toBe(readFileSync(packagePath('examples', 'ci', 'github', 'palisade.yml'), 'utf8'));
  });

  test('its app is installed, compiled and synthesized, and both doors find nothing', () => {
    step(install);
    step(synth);
    expect(verdictOfSynthesis(join(app.folder, 'cdk.out'))).toEqual([]);
    const said = step(check);
    expect(said).toMatch(/ 0 failed, 0 unknown, /);
    const stacks = readdirSync(join(app.folder, 'cdk.out')).filter((name) => name.endsWith('.template.json'));
    expect(stacks).toEqual(
      expect.arrayContaining(['acme-prod-edge.template.json', 'acme-staging-payments.template.json']),
    );
  });

  test('it is previewed, somebody buys mugs in its page and at PayPal, and Ctrl-C ends it', async () => {
    const begin = Date.now();
    const preview = await startInstalledPreview(app.folder);
    tell('palisade preview', begin);
    const browser = await openShopperBrowser();
    try {
      await buyMug(await browser.newPage(), preview.shop, 'stripe');
      await buyMug(await browser.newPage(), preview.shop, 'paypal');
    } finally {
      await browser.close();
      await preview.interrupt();
    }
    tell('from nothing to paid orders', started);
    expect(await preview.ended).toEqual({ code: 0, signal: null });
    await expect(fetch(preview.shop)).rejects.toThrow('fetch failed');
  }, 600_000);

  test('its app takes one environment, and what an account has once', () => {
    step('npx --no-install cdk synth -q -c environment=staging --output staging');
    expect(readdirSync(join(app.folder, 'staging')).filter((name) => name.startsWith('acme-prod'))).toEqual(
      [],
    );
    app.write('account.yaml', readFileSync(packagePath('examples', 'account.yaml'), 'utf8'));
    step('npx --no-install cdk ls -c account=account.yaml');
  });

  test('its app refuses code of the wrong type before anything is synthesized', () => {
    const text = readFileSync(join(app.folder, 'bin', 'shop.ts'), 'utf8');
    app.write('bin/shop.ts', text.replace('environment: name', 'environment: 1'));
    const { status, stdout } = app.run('npx --no-install cdk synth -q --output mistyped');
    expect(status).toBe(1);
    expect(stdout).toContain("Type 'number' is not assignable to type 'string'");
    app.write('bin/shop.ts', text);
  });

  test('a second shop is not written over the first', () => {
    const { status, stderr } = app.run('npx --no-install palisade init --yes');
    expect(status).toBe(2);
    expect(stderr).toContain('nothing is overwritten, and nothing was written\n');
  });
});
