import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'puppeteer-core';
import { evidenceBundle } from '../../lib/evidence/bundle.ts';
import { openTestBrowser } from '../support/browser.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-pages-'));
const evidence = boutiqueEvidence();
const files = evidenceBundle(evidence);
const claim =
  /\b(?:compliant|certified|complies|conforms|conformant|in compliance|meets (?:the |all )*(?:requirements?|standard|PCI))\b/i;
/** What is said about conformity is that nothing is said about it. */
const denial = /nothing here says that [^.]*conforms/gi;
/** Every page but the report, whose own tests open it. */
const pages = files
  .map(({ path }) => path)
  .filter((path) => path.endsWith('.html') && path !== 'report.html');
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

let browser: Browser;
beforeAll(async () => {
  for (const { path, content } of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  browser = await openTestBrowser(['--no-sandbox', '--no-zygote']);
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens a page with script disabled, unless it is for a tool that is one. */
async function within<T>(path: string, use: (page: Page) => Promise<T>): Promise<T> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(false);
    await page.goto(pathToFileURL(join(folder, path)).href);
    return await use(page);
  } finally {
    await page.close();
  }
}

/** What reaches out of the window on its right side, and cannot be scrolled to within its own frame. */
const cutOff = (page: Page, frames: string) =>
  page.evaluate(
    (scrolling) =>
      [...document.body.querySelectorAll('*')]
        .filter((node) => scrolling === '' || !node.parentElement?.closest(scrolling))
        .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((node) => node.outerHTML.slice(0, 120)),
    frames,
  );

describe.each(pages)('%s', (path) => {
  test('fits windows of 320, 768 and 1280 pixels without script', async () => {
    await within(path, async (page) => {
      for (const width of [320, 768, 1280]) {
        await page.setViewport({ width, height: 800 });
        expect([width, await cutOff(page, '.wide')]).toEqual([width, []]);
      }
    });
  });

  test('prints on A4 without anything over the edge of the paper', async () => {
    await within(path, async (page) => {
      await page.emulateMediaType('print');
      // A4 without the margins, at 96 pixels an inch; pictures that need it turn their sheet.
      await page.setViewport({ width: 695, height: 1000 });
      expect(await cutOff(page, '.turned, .large')).toEqual([]);
    });
  });

  test('gives axe nothing to find, and runs no script of its own', async () => {
    await within(path, async (page) => {
      await page.setJavaScriptEnabled(true);
      const heard: string[] = [];
      page.on('request', (request) => heard.push(request.url()));
      page.on('console', (message) => heard.push(message.text()));
      await page.reload();
      expect(heard).toEqual([page.url()]);
      expect(await page.$$eval('script', (nodes) => nodes.length)).toBe(0);
      await page.setViewport({ width: 320, height: 800 });
      // What the page's policy forbids to the page itself, the browser's own console may.
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { axe: checker } = window as unknown as {
          axe: { run: () => Promise<{ violations: Violation[] }> };
        };
        const { violations } = await checker.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(found).toEqual([]);
    });
  });
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

test('what a merchant with SAQ A has to do this year is one sheet of A4', async () => {
  await within('year.html', async (page) => {
    const bytes = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type\s*\/Page\b(?!s)/g),
    ).toHaveLength(1);
    const said = await page.evaluate(() => document.body.innerText);
    for (const part of ['File', 'Confirm', 'Do', 'Mend', 'PCI DSS SAQ A', 'By an Approved Scanning Vendor'])
      expect(said).toContain(part);
  });
});

test('the links of each page lead to what is in the folder', async () => {
  for (const path of pages) {
    const links = await within(path, (page) =>
      page.$$eval('a[href]', (nodes) => nodes.map((node) => node.getAttribute('href') ?? '')),
    );
    for (const link of links.filter((each) => !each.startsWith('https:'))) {
      const [file = '', fragment = ''] = link.split('#');
      const text = readFileSync(join(folder, file === '' ? path : file), 'utf8');
      expect([path, link, fragment === '' || text.includes(`id="${fragment}"`)]).toEqual([path, link, true]);
    }
  }
});

test.each(['for the assessor', 'for somebody outside'])(
  'no file of the bundle %s claims conformity',
  (whom) => {
    const all = whom === 'for the assessor' ? files : evidenceBundle({ ...evidence, isRedacted: true });
    const claims = all.flatMap(({ path, content }) => {
      const found = String(content).replaceAll(denial, '').match(claim);
      return found ? [[path, ...found]] : [];
    });
    expect(claims).toEqual([]);
    expect('The shop is PCI DSS compliant.').toMatch(claim);
    expect('It meets all requirements.').toMatch(claim);
  },
);
