import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ConfigError } from '../lib/config/config-error.ts';
import { packagePath } from '../lib/package-root.ts';
import { loadShop } from '../lib/shop.ts';
import { type Changes, small, textWith } from './config/files.ts';

const analytics = {
  host: 'https://cdn.analytics.example',
  owner: 'marketing',
  reason: 'counts visits',
  pages: ['/*'],
};

/** A folder with the site of the example and a small file, some of its settings and files changed. */
function shop(changes: Changes, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  cpSync(packagePath('examples', 'boutique', 'site'), join(folder, 'site'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const file = join(folder, 'storefront.yaml');
  writeFileSync(file, textWith(small, changes));
  return file;
}

function sentences(file: string): readonly string[] {
  try {
    loadShop(file);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.sentences.map((each) => each.replace(dirname(file), '.'));
    throw error;
  }
}

test('a file and a site without a mistake are read', () => {
  expect(sentences(shop({}))).toEqual([]);
});

test('what is wrong with a file, with its pages and with its products is said at once', () => {
  const file = shop(
    { 'environments.prod.domain': 'shop' },
    {
      'site/index.html': '<p onclick="x()">\n<p style="y">',
      'site/cart/index.html': '<base href="/">',
      'site/catalogue.json': '{"products":[{"slug":"Mug","title":"Mug","prices":{"eur":1}}]}',
    },
  );
  const said = sentences(file);
  expect(said).toEqual([
    expect.stringMatching(/^\.\/storefront\.yaml:\d+: environments\.prod\.domain: found "shop", write /),
    expect.stringMatching(/^site\/cart\/index\.html:1: found a base element, /),
    expect.stringMatching(/^site\/index\.html:1: found the inline event handler onclick, /),
    expect.stringMatching(/^site\/index\.html:2: found the style attribute "y", /),
    expect.stringMatching(/^site\/catalogue\.json:1: products\[0\]\.slug: found "Mug", write /),
  ]);
});

test('pages that a file names and that are not there, and its redirects, are said while the file is wrong elsewhere', () => {
  const file = shop(
    {
      'environments.prod.region': 'mars',
      'environments.prod.site.checkout': '/kasse/',
      'environments.prod.redirects': 'redirects.csv',
      scripts: [
        { ...analytics, pages: ['/prodct/*'] },
        { ...analytics, host: 'none', pages: ['/cart/*'] },
      ],
    },
    {
      'site/cart/index.html': '<title>Cart</title>',
      'redirects.csv': 'from,to,status\n/api/old,/cart/,301\n',
    },
  );
  expect(sentences(file)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/: environments\.prod\.region: found "mars", /),
      expect.stringMatching(
        /: environments\.prod\.site\.checkout: found "\/kasse\/", where site has no page, /,
      ),
      expect.stringMatching(
        /: scripts\[0\]\.pages\[0\]: found "\/prodct\/\*", which no page of the site matches, /,
      ),
      expect.stringMatching(/: scripts\[1\]\.host: found "none", /),
      expect.stringMatching(/^redirects\.csv/),
    ]),
  );
});

test('what is wrong with pages on different paths is said at once, with a page that is misplaced', () => {
  const file = shop(
    { 'environments.prod.site.checkout': '/kasse/', scripts: [{ ...analytics, pages: ['/prodct/*', '/*'] }] },
    {
      'site/product/index.html': '<script src="https://evil.example/a.js"></script>',
      'site/checkout/index.html': '<p onclick="x()">',
    },
  );
  expect(sentences(file)).toEqual([
    expect.stringMatching(
      /^\.\/storefront\.yaml:\d+: environments\.prod\.site\.checkout: found "\/kasse\/", where site has no page, write the path of the page, or add kasse\/index\.html to the site$/,
    ),
    expect.stringMatching(
      /: environments\.prod\.site\.return: found "\/kasse\/done\/", where site has no page, /,
    ),
    expect.stringMatching(
      /^\.\/storefront\.yaml:\d+: scripts\[0\]\.pages\[0\]: found "\/prodct\/\*", which no page of the site matches, write "\/product\/\*"$/,
    ),
    expect.stringMatching(/^site\/checkout\/index\.html:1: found the inline event handler onclick, /),
    expect.stringMatching(/^site\/product\/index\.html:1: found a script from https:\/\/evil\.example, /),
  ]);
});

test('environments in one account share its quota of header sets', () => {
  const pages = Array.from({ length: 9 }, (_, index) => `page-${index}`);
  const scripts = pages.map((page) => ({
    ...analytics,
    host: `https://${page}.example`,
    pages: [`/${page}/*`],
  }));
  const files = Object.fromEntries(pages.map((page) => [`site/${page}/index.html`, '<title>Page</title>']));
  const inOne = {
    'environments.staging.purpose': 'production',
    'environments.staging.account': '111111111111',
    'environments.staging.payments.gateways[0].mode': 'live',
  };
  expect(sentences(shop({ scripts }, files))).toEqual([]);
  expect(sentences(shop({ scripts, ...inOne }, files))).toEqual([
    expect.stringMatching(
      /^\.\/storefront\.yaml:\d+: scripts: found pages that need 24 sets of response headers in one account, list scripts for the same pages: the quota of CloudFront is 20 response headers policies for each account \(\d{4}-\d\d-\d\d\)$/,
    ),
  ]);
});

test.each([
  ['40.000', '40.000, which YAML reads as 40, write 40000, or 40 where that is meant'],
  ['4e4', '4e4, which YAML reads as 40000, write 40000'],
  ['0x10', '0x10, which YAML reads as 16, write 16'],
  ['007', '007, which YAML reads as 7, write 7'],
])('a count of %s is doubtful, and is said with its line', (count, found) => {
  const file = shop({});
  const counts = `{ ecommerce: ${count}, total: 120000 }`;
  writeFileSync(
    file,
    textWith(small).replace('yearlyTransactions: {}', `yearlyTransactions:\n  visa: ${counts}`),
  );
  expect(sentences(file)).toContainEqual(
    expect.stringMatching(
      new RegExp(`^\\./storefront\\.yaml:\\d+: yearlyTransactions\\.visa\\.ecommerce: found ${found}$`),
    ),
  );
});
