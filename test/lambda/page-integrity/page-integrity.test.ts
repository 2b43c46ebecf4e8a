import { describe, expect, test } from '@jest/globals';
import { UnreachableError } from '../../../lambda/page-integrity/fetch-answer.ts';
import type { Inventory } from '../../../lambda/page-integrity/inventory.ts';
import { createPageIntegrity } from '../../../lambda/page-integrity/page-integrity.ts';
import type { PageAnswer, RenderPage } from '../../../lambda/page-integrity/ports.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { sha256 } from '../../../lambda/shared/site/code.ts';

const origin = 'https://shop.boutique.example';
const text = '<!doctype html><script src="/a.js"></script>';

const inventory: Inventory = {
  version: 1,
  shop: 'boutique',
  environment: 'prod',
  engine: 'html',
  pages: [
    {
      path: '/checkout/',
      file: 'checkout/index.html',
      sha256: sha256(Buffer.from(text)),
      headers: [{ name: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' }],
      pageElements: [{ kind: 'script', what: '/a.js' }],
      sources: { scripts: [], frames: [], forms: [] },
    },
  ],
  scripts: [
    {
      kind: 'own',
      path: '/a.js',
      sha256: sha256(Buffer.from('a')),
      integrity: 'sha384-',
      pages: ['/checkout/'],
      authorisedBy: 'boutique',
      reason: 'its own',
    },
  ],
};

function page(body: string, headers: Readonly<Record<string, string>> = {}): PageAnswer {
  const all = { 'strict-transport-security': 'max-age=63072000; includeSubDomains', ...headers };
  return { status: 200, headers: new Map(Object.entries(all)), body: Buffer.from(body) };
}

const asDeployed: Readonly<Record<string, PageAnswer>> = { '/checkout/': page(text), '/a.js': page('a') };

async function run(answers: Readonly<Record<string, PageAnswer | Error>>, renderPage?: RenderPage) {
  const lines: Record<string, unknown>[] = [];
  const compare = createPageIntegrity({
    inventory: { ...inventory, engine: renderPage ? 'browser' : 'html' },
    origin,
    fetchAnswer: async (url) => {
      const answer = answers[url.slice(origin.length)];
      if (answer instanceof Error || !answer) throw answer ?? new Error('nothing there');
      return answer;
    },
    ...(renderPage && { renderPage }),
    log: createLog((line) => lines.push(JSON.parse(line)), {
      service: 'page-integrity',
      now: () => new Date(0),
    }),
  });
  const { changes, complete } = await compare();
  return {
    changes,
    complete,
    messages: lines.filter((line) => 'message' in line),
    counted: lines.flatMap((line) => ['PageCompared', 'PageChanged'].filter((metric) => metric in line)),
  };
}

const told = { level: 'info', service: 'page-integrity', message: 'pages compared' };

test('a run that finds everything as it was deployed counts as one, which keeps the alarm for a missed run quiet', async () => {
  expect(await run(asDeployed)).toEqual({
    changes: [],
    complete: true,
    messages: [{ ...told, outcome: 'complete', count: 0 }],
    counted: ['PageCompared'],
  });
});

test('a difference is one line, and one alarm for each page', async () => {
  expect(await run({ ...asDeployed, '/a.js': page('b'), '/checkout/': page(`${text} `) })).toEqual({
    changes: [
      { page: '/checkout/', change: 'page-bytes', subject: '/checkout/' },
      { page: '/checkout/', change: 'script-bytes', subject: '/a.js' },
    ],
    complete: true,
    messages: [
      {
        ...{ level: 'warn', service: 'page-integrity', message: 'page changed' },
        ...{ page: '/checkout/', change: 'page-bytes', subject: '/checkout/' },
      },
      {
        ...{ level: 'warn', service: 'page-integrity', message: 'page changed' },
        ...{ page: '/checkout/', change: 'script-bytes', subject: '/a.js' },
      },
      { ...told, outcome: 'complete', count: 2 },
    ],
    counted: ['PageChanged', 'PageCompared'],
  });
});

test('a script of the shop that is answered with another status is a difference', async () => {
  const { changes } = await run({ ...asDeployed, '/a.js': { ...page('a'), status: 301 } });
  expect(changes).toEqual([{ page: '/checkout/', change: 'script-status', subject: '/a.js' }]);
});

describe('a run that could not look at everything', () => {
  test.each(['/checkout/', '/a.js'])(
    'for want of %s does not count, and says what is missing',
    async (path) => {
      const error = new UnreachableError('the shop is not well', { statusCode: 503 });
      expect(await run({ ...asDeployed, [path]: error })).toEqual({
        changes: [],
        complete: false,
        messages: [
          {
            ...{ level: 'error', service: 'page-integrity', message: 'page not reached', page: path },
            ...{ error: 'UnreachableError', errorStatus: 503 },
          },
          { ...told, outcome: 'incomplete', count: 0 },
        ],
        counted: [],
      });
    },
  );

  test('still tells the differences that it has seen', async () => {
    const { changes, counted } = await run({ '/checkout/': new Error('no'), '/a.js': page('b') });
    expect(changes).toHaveLength(1);
    expect(counted).toEqual(['PageChanged']);
  });

  test('is also one whose browser kept no text of the page', async () => {
    const rendered = { answer: undefined, url: `${origin}/checkout/`, elements: [], scripts: [] };
    const { complete, messages } = await run(asDeployed, async () => rendered);
    expect(complete).toBe(false);
    expect(messages[0]).toMatchObject({ message: 'page not reached', error: 'UnreachableError' });
  });
});

test('a flood of differences has a bounded number of lines', async () => {
  const many = Array.from({ length: 300 }, (_, index) => `<script src="/x${index}.js"></script>`).join('');
  const { changes, messages } = await run({ ...asDeployed, '/checkout/': page(text + many) });
  expect(changes).toHaveLength(301);
  expect(messages).toHaveLength(101);
  expect(messages.at(-1)).toEqual({ ...told, outcome: 'complete', count: 301 });
});

describe('headers', () => {
  test.each([
    ['max-age=63072000;includeSubdomains', []],
    ['max-age=63072000', ['header-changed']],
    ['max-age=63072000; includeSubDomains, max-age=0', ['header-changed']],
  ])('strict-transport-security: %s', async (value, expected) => {
    const { changes } = await run({
      ...asDeployed,
      '/checkout/': page(text, { 'strict-transport-security': value }),
    });
    expect(changes.map(({ change }) => change)).toEqual(expected);
  });
});

test('no comparison is made by a function that cannot see what the inventory asks for', () => {
  const log = createLog(() => undefined, { service: 'page-integrity', now: () => new Date(0) });
  const fetchAnswer = async () => page(text);
  expect(() =>
    createPageIntegrity({ inventory: { ...inventory, engine: 'browser' }, origin, fetchAnswer, log }),
  ).toThrow("the inventory is for the engine 'browser', and this function has another one");
});
