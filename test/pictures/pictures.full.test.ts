import { existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { Model } from '../../lib/cloudformation/model/model.ts';
import { packagePath } from '../../lib/package-root.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { allRules, rules } from '../../lib/policy/rules/index.ts';
import { formatHtml } from '../../lib/report/formats/html.ts';
import { buildReport } from '../../lib/report/report.ts';
import { deployFolder, type OpenedShop } from '../client/support/open-shop.ts';
import { everyHost } from '../e2e/support/every-host.ts';
import { boutiqueTemplates } from '../support/boutique.ts';
import { expectGolden } from '../support/golden.ts';

const asOf = '2026-11-30';
const mostBytes = 150_000;

let shop: OpenedShop;
const world = everyHost((request) => shop.answer(request));

/** The report of the boutique's production, as a file of this machine. */
function reportFile(): string {
  // The folder that tells the lines of code is gone by now.
  const model = new Model(boutiqueTemplates('prod').map(({ madeAt: _, ...source }) => source));
  const report = buildReport({ findings: evaluate(model, rules, { asOf }), rules: allRules, model, asOf });
  const file = join(mkdtempSync(join(tmpdir(), 'palisade-picture-')), 'report.html');
  writeFileSync(file, formatHtml(report));
  return pathToFileURL(file).href;
}

/** What somebody reads on the page. */
function readIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const lines = (document.body as HTMLElement).innerText.split('\n').map((line) => line.trim());
    return `${lines.filter((line) => line !== '').join('\n')}\n`;
  });
}

beforeAll(() => {
  shop = deployFolder(packagePath('examples', 'boutique')).open();
}, 60_000);

describe('the picture of README.md that shows', () => {
  test.each([
    { what: 'the shop', name: 'shop', address: () => `${shop.url}/`, told: (text: string) => text },
    // How many findings passed, and so the hash of the report, changes with every rule, and is no reason for another picture.
    {
      what: 'the report',
      name: 'report',
      address: reportFile,
      told: (text: string) => text.replace(/\b[0-9a-f]{64}\b/g, 'HASH').replace(/\d+/g, 'N'),
    },
  ])('$what says what the page says, and is small', async ({ name, address, told }) => {
    const page = await world.browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(address(), { waitUntil: 'networkidle0' });
    const picture = packagePath('docs', 'pictures', `${name}.webp`);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(dirname(picture), { recursive: true });
      writeFileSync(picture, await page.screenshot({ type: 'webp', quality: 80 }));
    }
    expectGolden(join('pictures', `${name}.txt`), told(await readIn(page)));
    expect(existsSync(picture)).toBe(true);
    expect(statSync(picture).size).toBeLessThan(mostBytes);
  });
});
