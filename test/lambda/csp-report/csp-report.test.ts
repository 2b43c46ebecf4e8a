import { describe, expect, test } from '@jest/globals';
import { createCspReport } from '../../../lambda/csp-report/csp-report.ts';
import type { Kept, Occurrences } from '../../../lambda/csp-report/report.ts';
import type { HttpEvent } from '../../../lambda/gateways/delivery.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { chromeLegacy, firefoxLegacy, listed } from './bodies.ts';

const now = () => new Date('2026-11-22T10:00:00Z');
const shop = {
  origin: 'https://shop.boutique.example',
  patterns: ['/csp-report', '/checkout/*', '*'],
  paymentPatterns: ['/checkout/*'],
};
const bare = (statusCode: number) => ({
  statusCode,
  multiValueHeaders: { 'cache-control': ['no-store'], 'x-content-type-options': ['nosniff'] },
  body: '',
});

type Keep = (all: readonly Occurrences[]) => Promise<Kept>;
const everythingIsNew: Keep = async (all) => ({ added: all.map(({ violation }) => violation), overflow: 0 });

async function reported(event: HttpEvent, keep: Keep = everythingIsNew) {
  const lines: Record<string, unknown>[] = [];
  const stored: Occurrences[] = [];
  const report = createCspReport({
    shop,
    store: {
      keep: async (all) => {
        stored.push(...all);
        return keep(all);
      },
    },
    log: createLog((line) => lines.push(JSON.parse(line)), { service: 'csp-report', now }),
    now,
  });
  const answer = await report(event);
  const messages = lines.filter((line) => 'message' in line);
  const counted = lines.flatMap((line) =>
    ['PolicyViolation', 'PaymentCspViolation', 'ReportsLost'].filter((metric) => metric in line),
  );
  return { answer, stored, messages, counted };
}

function post(body: unknown, type = 'application/csp-report'): HttpEvent {
  return {
    httpMethod: 'POST',
    multiValueHeaders: { 'content-type': [type] },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

const list = (...reports: readonly unknown[]) => post(reports, 'application/reports+json');
const kept = async (event: HttpEvent) =>
  (await reported(event)).stored.map(({ violation, count }) => ({ ...violation, count }));

const legacy = (changed: Readonly<Record<string, unknown>>) =>
  post({ 'csp-report': { ...firefoxLegacy['csp-report'], ...changed } });

describe('a report is reduced to what concerns the shop', () => {
  test('of report-uri, by Chrome', async () => {
    expect(await kept(post(chromeLegacy))).toEqual([
      {
        pattern: '/checkout/*',
        directive: 'script-src-elem',
        blocked: 'inline',
        disposition: 'enforce',
        count: 1,
      },
    ]);
  });

  test('of report-uri, by Firefox', async () => {
    expect(await kept(post(firefoxLegacy))).toEqual([
      {
        pattern: '*',
        directive: 'script-src-elem',
        blocked: 'https://evil.example',
        disposition: 'enforce',
        count: 1,
      },
    ]);
  });

  test('of the Reporting API', async () => {
    expect(await kept(list(listed()))).toEqual([
      {
        pattern: '/checkout/*',
        directive: 'connect-src',
        blocked: 'https://evil.example',
        disposition: 'enforce',
        count: 1,
      },
    ]);
  });

  test('of either form, where a browser calls it plain JSON', async () => {
    expect(await kept(post(chromeLegacy, 'application/json; charset=utf-8'))).toHaveLength(1);
    expect(await kept(post([listed()], 'application/json'))).toHaveLength(1);
  });

  test('that arrived in base64', async () => {
    const body = Buffer.from(JSON.stringify(chromeLegacy)).toString('base64');
    expect(await kept({ ...post(body), isBase64Encoded: true })).toHaveLength(1);
  });

  test('with the whole directive, as older browsers send it', async () => {
    const event = legacy({ 'effective-directive': undefined, 'violated-directive': "img-src 'self' data:" });
    expect(await kept(event)).toMatchObject([{ directive: 'img-src' }]);
  });

  test('that only warns', async () => {
    expect(await kept(list(listed({ disposition: 'report' })))).toMatchObject([{ disposition: 'report' }]);
  });
});

describe('what was blocked', () => {
  test.each([
    ['eval', 'eval'],
    ['wasm-eval', 'wasm-eval'],
    ['trusted-types-sink', 'trusted-types-sink'],
    ['data', 'data'],
    ['data:text/javascript,alert(1)', 'data'],
    ['blob:https://shop.boutique.example/5a0c', 'blob'],
    ['chrome-extension://abcdef/content.js', 'extension'],
    ['moz-extension', 'extension'],
    ['https://user:secret@evil.example:8443/a?b#c', 'https://evil.example:8443'],
    ['wss://evil.example/socket', 'wss://evil.example'],
    ['https://shop.boutique.example/assets/a.js?who=jane', 'self'],
    ['android-app://com.example', 'other'],
    ['jane@boutique.example', 'other'],
    ['', 'other'],
    [null, 'other'],
    [`https://${'a.'.repeat(80)}example/`, 'oversized'],
    [`https://evil.example/${'a'.repeat(9000)}`, 'other'],
    ['https://4242424242424242.evil.example/', 'withheld'],
  ])('as %j is kept as %s', async (uri, blocked) => {
    expect(await kept(legacy({ 'blocked-uri': uri }))).toMatchObject([{ blocked }]);
  });

  test.each(['chrome-extension', 'moz-extension://0f3c/inject.js', 'sandbox eval code'])(
    'by code of %s is the extension of one shopper, whatever it did',
    async (source) => {
      expect(await kept(legacy({ 'blocked-uri': 'inline', 'source-file': source }))).toMatchObject([
        { blocked: 'extension' },
      ]);
    },
  );
});

test('nothing of a person is kept or logged', async () => {
  const { stored, messages } = await reported(
    list(
      listed({
        documentURL: 'https://shop.boutique.example/checkout/?mail=jane@doe.example',
        blockedURL: 'https://evil.example/jane?card=4242424242424242',
        referrer: 'https://mail.example/jane',
        sample: 'jane',
      }),
    ),
  );
  expect(stored).toHaveLength(1);
  expect(JSON.stringify([stored, messages])).not.toMatch(/jane|4242|Mozilla|referrer|mail/);
});

test('the same report many times in one request is one entry with a count', async () => {
  const { stored } = await reported(list(...Array.from({ length: 30 }, () => listed())));
  expect(stored.map(({ count }) => count)).toEqual([30]);
});

test('more reports than a request may have are not read', async () => {
  const many = Array.from({ length: 80 }, () => listed());
  expect((await reported(list(...many))).stored.map(({ count }) => count)).toEqual([50]);
});

describe('is answered and left out:', () => {
  test.each([
    ['a report about somebody else’s page', list(listed({ documentURL: 'https://evil.example/checkout/' }))],
    [
      'a report about a page by another port',
      list(listed({ documentURL: 'https://shop.boutique.example:8443/' })),
    ],
    ['a report about no page', list(listed({ documentURL: 'about' }))],
    ['a directive that there is not', list(listed({ effectiveDirective: 'card-src' }))],
    ['a report of another type', list({ ...listed(), type: 'deprecation' })],
    ['a member of a list that is no report', list(7, null, 'x', [], { type: 'csp-violation', body: null })],
    ['an empty list', list()],
  ])('%s', async (_, event) => {
    const { answer, stored, messages } = await reported(event);
    expect({ answer, stored, messages }).toEqual({ answer: bare(204), stored: [], messages: [] });
  });
});

describe('is refused without a word:', () => {
  test.each<readonly [string, number, HttpEvent]>([
    ['another method', 405, { ...post(chromeLegacy), httpMethod: 'GET' }],
    ['a body of another type', 415, post(chromeLegacy, 'text/plain')],
    ['a body without a type', 415, { ...post(chromeLegacy), multiValueHeaders: {} }],
    [
      'a body of two types',
      415,
      {
        ...post(chromeLegacy),
        multiValueHeaders: { 'content-type': ['application/csp-report', 'application/json'] },
      },
    ],
    ['a body that is no JSON', 400, post('{"csp-report":')],
    ['an empty body', 400, post('')],
    ['a body without a body', 400, { ...post(''), body: null }],
    ['JSON of another form', 400, post({ report: {} })],
    ['a report without a page', 400, post({ 'csp-report': { 'blocked-uri': 'inline' } })],
    ['a body of more than 64 kB', 413, post({ ...chromeLegacy, padding: 'x'.repeat(65_536) })],
  ])('%s', async (_, statusCode, event) => {
    const { answer, stored, messages } = await reported(event);
    expect({ answer, stored, messages }).toEqual({ answer: bare(statusCode), stored: [], messages: [] });
  });
});

describe('a violation that nobody had reported', () => {
  test('is logged and raises the alarm once', async () => {
    const { messages, counted } = await reported(post(firefoxLegacy));
    expect(messages).toEqual([
      {
        level: 'info',
        service: 'csp-report',
        message: 'policy violation',
        result: 'violation',
        pattern: '*',
        directive: 'script-src-elem',
        blocked: 'https://evil.example',
        disposition: 'enforce',
      },
    ]);
    expect(counted).toEqual(['PolicyViolation']);
  });

  test('raises an alarm of its own on a payment page', async () => {
    const { counted } = await reported(post(chromeLegacy));
    expect(counted).toEqual(['PaymentCspViolation']);
  });

  test('raises none where it is an extension’s', async () => {
    const { messages, counted } = await reported(legacy({ 'blocked-uri': 'chrome-extension://abc' }));
    expect(messages).toMatchObject([{ result: 'noise', blocked: 'extension' }]);
    expect(counted).toEqual([]);
  });
});

test('a known violation is counted without a line', async () => {
  const { answer, messages, counted } = await reported(post(firefoxLegacy), async () => ({
    added: [],
    overflow: 0,
  }));
  expect({ answer, messages, counted }).toEqual({ answer: bare(204), messages: [], counted: [] });
});

test('what is only counted is told', async () => {
  const { messages } = await reported(post(firefoxLegacy), async () => ({ added: [], overflow: 7 }));
  expect(messages).toEqual([
    { level: 'warn', service: 'csp-report', message: 'reports only counted', count: 7 },
  ]);
});

test('a store that fails loses no report without a word', async () => {
  const { answer, messages, counted } = await reported(post(firefoxLegacy), async () => {
    throw new Error('no table for jane@doe.example');
  });
  expect(answer).toEqual(bare(503));
  expect(counted).toEqual(['ReportsLost']);
  expect(messages).toEqual([
    { level: 'error', service: 'csp-report', message: 'reports not kept', count: 1, error: 'Error' },
  ]);
});
