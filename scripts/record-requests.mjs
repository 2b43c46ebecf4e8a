/**
 * Makes the corpus of ordinary requests anew: `npm run record-requests`. Runs the browser tests in which somebody shops, writes down
 * what the browsers ask the shops for, each request once, and completes that by every page of the sites and by the other agents,
 * languages, searches and names of test/preview/firewall/ordinary/shoppers.json. Identifiers, tokens and times of a run are replaced by ones of the same form.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FEWEST = 1000;
const root = fileURLToPath(new URL('..', import.meta.url));
const ordinary = join(root, 'test', 'preview', 'firewall', 'ordinary');
const shoppers = JSON.parse(readFileSync(join(ordinary, 'shoppers.json'), 'utf8'));
const shops = {
  'shop.boutique.example': 'boutique',
  'lyngmo.example': 'atelier',
  'staging.lyngmo.example': 'atelier',
};
/** Tests in which nobody attacks the shop, by the configuration of Jest that runs them. */
const tests = {
  'jest.config.mjs': [
    'test/e2e/(account|atelier|checkout|products-in-pages|without-script).test',
    'test/preview/one-path.test',
  ],
  'jest.full.config.mjs': ['test/e2e/atelier.full', 'test/preview/atelier.full'],
};

const recorded = distinct(recordedRequests().flatMap(known));
const visits = recorded.filter(
  ({ method, headers }) => method === 'GET' && headers['sec-fetch-dest'] === 'document',
);
const completed = distinct([
  ...recorded.flatMap(byOthers),
  ...[...new Set(Object.values(shops))].flatMap(pages),
  ...searches(),
  ...orders(),
  ...reports(),
]);
const count = recorded.length + completed.length;
if (count < FEWEST) {
  console.error(`record-requests: found ${count} requests, record tests in which more is asked for`);
  process.exit(1);
}
writeFileSync(join(ordinary, 'requests.json'), fileText());
console.log(`${recorded.length} requests were recorded and ${completed.length} made of them`);

/** What the tests have written down; the folder is given where somebody has run them already. */
function recordedRequests() {
  const folder = process.argv[2] ?? run(mkdtempSync(join(tmpdir(), 'palisade-requests-')));
  const lines = readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'));
  if (process.argv[2] === undefined) rmSync(folder, { recursive: true });
  return lines.map((line) => JSON.parse(line));
}

function run(folder) {
  for (const [config, files] of Object.entries(tests)) {
    const args = [join(root, 'node_modules/jest/bin/jest.js'), '--config', config, '--runInBand', ...files];
    const env = { ...process.env, RECORD_REQUESTS: folder };
    const { status } = spawnSync(process.execPath, args, { env, stdio: 'inherit' });
    if (status !== 0) process.exit(1);
  }
  return folder;
}

/** A recorded request as the corpus has it; nothing where it is not for a shop. */
function known({ method, url, headers, body }) {
  const { host, pathname, search } = new URL(url);
  const shop = shops[host.replace(/:\d+$/, '')];
  if (shop === undefined) return [];
  // Host and length follow from the request, and the connection is that of the tests.
  const { host: _, connection, 'content-length': length, ...sent } = headers;
  const own = Object.entries(sent).map(([name, values]) => [name, withoutRun(values.join(', '))]);
  return [
    {
      ...{ shop, method, target: withoutRun(`${pathname}${search}`) },
      ...{ headers: Object.fromEntries(own), body: withoutRun(body) },
    },
  ];
}

/** A text without what only one run has. */
function withoutRun(text) {
  return text
    .replaceAll('HeadlessChrome', 'Chrome')
    .replaceAll('staging.lyngmo.example', 'lyngmo.example')
    .replaceAll(/(\.example):\d+/g, '$1')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '5f0c7a0e-3b59-4d0e-9c43-0d5f4f1f2b11')
    .replaceAll(/\b1[78]\d{8}(\d{3})?\b/g, '1800000000$1')
    .replaceAll(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/g, 'K7QF-2MXP')
    .replaceAll(/[\w-]{20,}/g, (word) =>
      isRandom(word) ? 'aZ9-_0'.repeat(word.length).slice(0, word.length) : word,
    );
}

function isRandom(word) {
  return (/\d/.test(word) && /[A-Z]/.test(word)) || /^[a-z]{20}$/.test(word) || /^[0-9a-f]{32,}$/.test(word);
}

function distinct(requests) {
  return [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
}

/** The same request from two other programs and people. */
function byOthers(request, index) {
  return [0, 1].map((turn) => from(request, index * 2 + turn));
}

function from({ headers, ...request }, index, more = {}) {
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('sec-ch-'));
  const agent = {
    'user-agent': at(shoppers.agents, index),
    'accept-language': at(shoppers.languages, index),
  };
  return { ...request, headers: { ...Object.fromEntries(kept), ...agent, ...more } };
}

/** Every file of a site, as browsers ask for it, and as those do that want to know whether it is there. */
function pages(shop) {
  const folder = join(root, 'examples', shop, 'site');
  const visit = visits.find((one) => one.shop === shop);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(folder.length)
        .replace(/index\.html$/, ''),
    )
    .sort()
    .flatMap((target, index) => [
      from({ ...visit, target }, index),
      from({ ...visit, target, method: 'HEAD' }, index + 5),
    ]);
}

/** Pages that somebody comes to with a query behind the address, with a cart in a cookie, from elsewhere. */
function searches() {
  const longest = `q=${'long+question+'.repeat(140)}`;
  return [...shoppers.searches, longest].flatMap((query, index) =>
    shoppers.languages.map((_, turn) => {
      const page = at(visits, index * 7 + turn);
      const more = {
        cookie: `consent=%7B%22a%22%3Atrue%7D; cart=${'ab'.repeat(turn * 100)}`,
        referer: 'https://search.example/?q=select+mugs+where+to+buy',
      };
      return from({ ...page, target: `${page.target.split('?')[0]}?${query}` }, index + turn, more);
    }),
  );
}

/** What browsers report that do not know the newer form of reports. */
function reports() {
  return recorded
    .filter(({ target }) => target === '/csp-report')
    .flatMap(({ body, ...report }, index) =>
      JSON.parse(body).map(({ body: { blockedURL, documentURL, effectiveDirective, sample } }) =>
        from(
          {
            ...report,
            body: JSON.stringify({
              'csp-report': {
                'blocked-uri': blockedURL,
                'document-uri': documentURL,
                'violated-directive': effectiveDirective,
                'script-sample': sample,
              },
            }),
          },
          index,
          { 'content-type': 'application/csp-report' },
        ),
      ),
    );
}

/** Every recorded order and every recorded link to one, by each shopper of the list. */
function orders() {
  const forms = distinct(
    recorded.filter(({ body }) => /"?name"?[=:]|"email":/.test(body)).map(withoutShopper),
  );
  return shoppers.names.flatMap((name, index) => {
    const shopper = { name, email: at(shoppers.emails, index), ...at(shoppers.addresses, index) };
    return forms.map((form) => from({ ...form, body: filledIn(form.body, shopper) }, index));
  });
}

/** Orders that differ in who orders alone become one. */
function withoutShopper(request) {
  const nobody = { name: '', email: '', line1: '', line2: '', postalCode: '', city: '', country: '' };
  return { ...request, body: filledIn(request.body, nobody) };
}

function filledIn(body, shopper) {
  if (body.startsWith('{')) {
    const order = JSON.parse(body);
    const known = Object.entries(shopper).filter(([field]) => field in order);
    return JSON.stringify({ ...order, ...Object.fromEntries(known) });
  }
  const form = new URLSearchParams(body);
  for (const [field, value] of Object.entries(shopper)) if (form.has(field)) form.set(field, value);
  return String(form);
}

function at(list, index) {
  return list[index % list.length];
}

/** Headers and lists of headers that many requests share are written once, and so is each request, on a line. */
function fileText() {
  const headers = numbered();
  const lists = numbered();
  const row = ({ shop, method, target, headers: sent, body }) => {
    const list = Object.entries(sent).map(([name, value]) => headers.numberOf(`${name}: ${value}`));
    return [shop, method, target, lists.numberOf(JSON.stringify(list)), ...(body === '' ? [] : [body])];
  };
  const rows = { recorded: recorded.map(row), completed: completed.map(row) };
  const about =
    'Written by npm run record-requests: requests of the browser tests, and those made of them by shoppers.json. Each has shop, method, address, the place of its list of headers, and its body.';
  const parts = [
    `  "about": ${JSON.stringify(about)}`,
    onLines('headers', headers.texts()),
    `  "lists": [\n    ${lists.texts().join(',\n    ')}\n  ]`,
    onLines('recorded', rows.recorded),
    onLines('completed', rows.completed),
  ];
  return `{\n${parts.join(',\n')}\n}\n`;
}

function onLines(name, values) {
  return `  "${name}": [\n    ${values.map((value) => JSON.stringify(value)).join(',\n    ')}\n  ]`;
}

/** Gives each text a number, the same text the same. */
function numbered() {
  const numbers = new Map();
  return {
    numberOf: (text) => {
      if (!numbers.has(text)) numbers.set(text, numbers.size);
      return numbers.get(text);
    },
    texts: () => [...numbers.keys()],
  };
}
