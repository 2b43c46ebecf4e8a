import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'puppeteer-core';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { allRules, rules } from '../../../lib/policy/rules/index.ts';
import { formatHtml } from '../../../lib/report/formats/html.ts';
import { buildReport } from '../../../lib/report/report.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { openTestBrowser } from '../../support/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-page-'));
const asOf = '2026-11-30';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** The page of a shop with both its environments, among what else was judged; `weaken` changes the text of its templates. */
function pageOf(
  name: string,
  weaken: (text: string) => string,
  others: readonly TemplateSource[] = [],
): string {
  const sources = ['prod', 'staging'].flatMap((environment) => boutiqueTemplates(environment));
  const changed = sources.map(
    // The folder that tells the lines of code is gone by now.
    ({ madeAt: _, ...source }): TemplateSource => ({
      ...source,
      body: JSON.parse(weaken(JSON.stringify(source.body))),
    }),
  );
  const model = new Model([...changed, ...others]);
  const report = buildReport({ findings: evaluate(model, rules, { asOf }), rules: allRules, model, asOf });
  const file = join(folder, `${name}.html`);
  writeFileSync(file, formatHtml(report));
  return pathToFileURL(file).href;
}

/** What lies in a folder of another team: some of it good, some of it not. */
function ofTeam(number: number): TemplateSource {
  const Resources = {
    Inbox: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'alias/aws/sqs' } },
    Files: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'Private' } },
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'of the team',
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIp: '0.0.0.0/0' }],
      },
    },
  };
  return { name: `teams/team-${number}/template.yaml`, sha256: String(number), body: { Resources } };
}

const teams = Array.from({ length: 39 }, (_, number) => ofTeam(number + 1));

const pages = {
  whole: pageOf('whole', (text) => text),
  weakened: pageOf('weakened', (text) =>
    text
      .replaceAll('"RetentionInDays":400', '"RetentionInDays":7')
      .replaceAll('"BlockPublicPolicy":true', '"BlockPublicPolicy":false')
      .replaceAll('"redirect-to-https"', '"allow-all<script>document.title=1</script>"'),
  ),
  repository: pageOf('repository', (text) => text, teams),
};
/** How many pages of paper each takes at most; a repository has the templates of its other teams besides. */
const mostPages = { whole: 12, weakened: 12, repository: 16 } as const;
const names = Object.keys(pages) as (keyof typeof pages)[];

let browser: Browser;
beforeAll(async () => {
  browser = await openTestBrowser(['--no-sandbox', '--no-zygote']);
}, 120_000);
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

interface Window {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly scripts?: boolean;
}

/** Opens a page in a window, and closes the window after its use. */
async function within<T>(
  name: keyof typeof pages,
  { width = 1280, height = 800, scheme = 'light', scripts = true }: Window,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await browser.newPage();
  try {
    await page.setJavaScriptEnabled(scripts);
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(pages[name]);
    return await use(page);
  } finally {
    await page.close();
  }
}

const unfold = (page: Page, folds: string) =>
  page.$$eval(folds, (nodes) => {
    for (const node of nodes) node.setAttribute('open', '');
  });

/** What reaches out of the window on its right side. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((node) => node.outerHTML.slice(0, 100)),
  );

describe.each(names)('the page of the %s shop', (name) => {
  test('fits windows of 320, 390, 768 and 1280 pixels, folded and unfolded', async () => {
    await within(name, {}, async (page) => {
      const inEachWindow = async () => {
        const found: Record<number, readonly string[]> = {};
        for (const width of [320, 390, 768, 1280]) {
          await page.setViewport({ width, height: 800 });
          found[width] = await cutOff(page);
        }
        return found;
      };
      const nothing = { 320: [], 390: [], 768: [], 1280: [] };
      expect(await inEachWindow()).toEqual(nothing);
      await unfold(page, 'details');
      expect(await inEachWindow()).toEqual(nothing);
    });
  });

  test('shows shop, environments, sums, owners of scripts and what fails first on one screen', async () => {
    await within(name, {}, async (page) => {
      const below = await page.$$eval('h1, .verdict, .sums, .card, .aside', (nodes) =>
        nodes
          .filter((node) => node.getBoundingClientRect().bottom > innerHeight)
          .map(({ className }) => className),
      );
      expect(below).toEqual([]);
      const cards = await page.$$eval('.card', (nodes) => nodes.map(({ textContent }) => textContent));
      expect(cards).toHaveLength(2);
      for (const card of cards) expect(card).toContain('boutique owns the shop’s own');
    });
  });

  test('prints on few pages of A4, and every observation on request, also without script', async () => {
    const counts = await within(name, { scripts: false }, async (page) => {
      const usual = await printed(page);
      await page.click('#whole');
      return { usual, whole: await printed(page) };
    });
    expect(counts.usual).toBeLessThanOrEqual(mostPages[name]);
    expect(counts.whole).toBeGreaterThan(40);
    expect(await within(name, {}, printed)).toBe(counts.usual);
  });

  test('prints every rule with its verdict, and nothing over the edge of the paper', async () => {
    // A4 without the margins, at 96 pixels an inch.
    await within(name, { width: 695, scripts: false }, async (page) => {
      await page.emulateMediaType('print');
      const shown = await page.$$eval('.rule > summary', (nodes) =>
        nodes.filter((node) => node.checkVisibility()),
      );
      expect(shown).toHaveLength(allRules.length);
      expect(await cutOff(page)).toEqual([]);
    });
  });

  test('loads nothing, breaks no rule of its own policy and throws nothing', async () => {
    await within(name, {}, async (page) => {
      const heard: string[] = [];
      page.on('request', (request) => heard.push(request.url()));
      page.on('console', (message) => heard.push(message.text()));
      page.on('pageerror', (error) => heard.push(String(error)));
      await page.reload();
      await page.type('#query', 'bucket');
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      expect(heard).toEqual([pages[name]]);
      expect(await page.title()).toMatch(/^boutique: /);
    });
  });
});

describe('axe finds nothing', () => {
  test.each([
    ['whole', 'light'],
    ['weakened', 'dark'],
  ] as const)('in the page of the %s shop in the %s scheme', async (name, scheme) => {
    await within(name, { scheme }, async (page) => {
      await unfold(page, 'main details:not(.rule), .area > .rule:nth-of-type(1)');
      // What the page's policy forbids to the page itself, the browser's own console may.
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: AxeResult[] }> } };
        const { violations } = await axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(found).toEqual([]);
    });
  });
});

interface AxeResult {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function printed(page: Page): Promise<number> {
  const bytes = await page.pdf({ preferCSSPageSize: true });
  return (
    Buffer.from(bytes)
      .toString('latin1')
      .match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0
  );
}

describe('a reader without script', () => {
  test('unfolds with the keyboard what is folded, and sees no control that does nothing', async () => {
    await within('whole', { scripts: false }, async (page) => {
      expect(await page.$eval('#finder', (node) => node.checkVisibility())).toBe(false);
      await page.focus('.area > summary');
      expect(await page.$eval('.area .rule > summary', (node) => node.checkVisibility())).toBe(false);
      await page.keyboard.press('Enter');
      expect(await page.$eval('.area .rule > summary', (node) => node.checkVisibility())).toBe(true);
    });
  });

  test('skips with the first key to the findings', async () => {
    await within('whole', { scripts: false }, async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the findings');
    });
  });
});

describe('searching', () => {
  const seen = (page: Page, selector: string) =>
    page.$$eval(selector, (nodes) =>
      nodes.filter((node) => node.checkVisibility({ contentVisibilityAuto: true })).map(({ id }) => id),
    );

  test('shows the rules and observations that hold every word, and counts them', async () => {
    await within('whole', {}, async (page) => {
      await page.type('#query', 'viewerprotocolpolicy redirect');
      const rulesShown = await seen(page, '.rule');
      expect(rulesShown).toContain('rule-edge-01');
      const lines = await page.$$eval('#rule-edge-01 .seen > li', (nodes) =>
        nodes.filter((node) => node.checkVisibility()).map(({ textContent }) => textContent?.toLowerCase()),
      );
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).toMatch(/viewerprotocolpolicy.*redirect/s);
      expect(await page.$eval('#found', (node) => node.textContent)).toMatch(
        new RegExp(`^${rulesShown.length} of ${allRules.length} rules, \\d+ observations?$`),
      );
    });
  });

  test('says that nothing was found', async () => {
    await within('whole', {}, async (page) => {
      await page.type('#query', 'no such word');
      expect(await seen(page, '.rule')).toEqual([]);
      expect(await page.$eval('#found', (node) => node.textContent)).toBe(
        `0 of ${allRules.length} rules, 0 observations`,
      );
    });
  });

  test('shows all again, folded as before, when it is cleared', async () => {
    await within('whole', {}, async (page) => {
      const folds = () => page.$$eval('details', (nodes) => nodes.map(({ open, hidden }) => [open, hidden]));
      const before = await folds();
      await page.type('#query', 'tls');
      expect(await folds()).not.toEqual(before);
      for (const _ of 'tls') await page.keyboard.press('Backspace');
      expect(await folds()).toEqual(before);
    });
  });

  test('shows the rules of one verdict and one severity', async () => {
    await within('weakened', {}, async (page) => {
      await page.select('#status', 'fail');
      const failed = await seen(page, '.rule');
      await page.select('#severity', 'critical');
      const critical = await seen(page, '.rule');
      expect(failed).toEqual(expect.arrayContaining(['rule-log-05', 'rule-edge-01']));
      expect(critical).toContain('rule-edge-01');
      expect(critical).not.toContain('rule-log-05');
    });
  });
});
