import { describe, expect, test } from '@jest/globals';
import { runEdgeFunction } from '../../../support/edge/engine.ts';

const target = '/cart/?a=1';
const run = (code: string, keyValues?: Record<string, string>) =>
  runEdgeFunction(code, { target }, keyValues);

describe('the engine of the edge functions', () => {
  test.each([
    ['for (const name of []) name;', 'Token "of" not supported'],
    ['const last = [1].at(-1);', '(intermediate value)["at"] is not a function'],
    ['Object.keys(await 1);', 'await in arguments not supported'],
    ["eval('1');", 'InternalError: Not implemented'],
    ["new Function('return 1')();", 'function constructor is disabled in "safe" mode'],
  ])('refuses %s, as CloudFront does', (statement, words) => {
    expect(() => run(`async function handler(event) { ${statement} return event.request; }`)).toThrow(words);
  });

  test('tells what a function throws, now or later', () => {
    expect(() => run('function handler() { throw new Error("at once"); }')).toThrow('Error: at once');
    expect(() => run('async function handler() { throw new Error("later"); }')).toThrow('Error: later');
  });

  test.each([
    ['return undefined;', 'the function answers neither a request nor a response'],
    ["return { uri: 'cart', method: 'GET' };", 'the function answers a request for cart, which is no path'],
    ["return { uri: '/', method: 'POST' };", 'the function changes the method to POST'],
    ["return { statusCode: '200' };", 'the function answers the status 200'],
    [
      "return { statusCode: 302, headers: { Location: { value: '/' } } };",
      'the function names a header Location, not in lower case',
    ],
    [
      "return { statusCode: 302, headers: { location: '/' } };",
      'the function gives the header location no text',
    ],
  ])('refuses an answer that CloudFront takes for an error: %s', (statement, words) => {
    expect(() => run(`function handler() { ${statement} }`)).toThrow(words);
  });

  test('starts each request anew', () => {
    const code = `let count = 0; function handler() { count += 1; return { statusCode: 200 + count }; }`;
    expect([run(code).answer.statusCode, run(code).answer.statusCode]).toEqual([201, 201]);
  });

  test('tells what a function logs', () => {
    expect(run("function handler(event) { console.log('seen'); return event.request; }").logged).toEqual([
      'seen',
    ]);
  });

  test.each([
    ['/', undefined],
    ['/?', ''],
    ['/?a=1&a=2&b', 'a=1&a=2&b'],
  ])('tells the raw query of %s as CloudFront does', (each, query) => {
    const code = `function handler(event) {
      return { statusCode: 200, body: JSON.stringify([typeof event.request.rawQueryString(), event.request.rawQueryString()]) };
    }`;
    const { body } = runEdgeFunction(code, { target: each }).answer;
    expect(JSON.parse(String(body))).toEqual([typeof query, query ?? null]);
  });
});

describe("CloudFront's own module", () => {
  const withStore = (body: string) => `import cf from 'cloudfront';
    const store = cf.kvs();
    async function handler(event) { ${body} return event.request; }`;

  test('reads a key value store', () => {
    const code = withStore(`
      const known = await store.exists('release');
      const unknown = await store.exists('other');
      const release = await store.get('release');
      const flags = await store.get('flags', { format: 'json' });
      const bytes = await store.get('release', { format: 'bytes' });
      console.log(JSON.stringify([known, unknown, release, flags.open, bytes.toString('hex')]));`);
    const { logged } = run(code, { release: 'r1', flags: '{"open":true}' });
    expect(logged.map((line) => JSON.parse(line))).toEqual([[true, false, 'r1', true, '7231']]);
  });

  test('fails for a key that is not stored, and where no store is associated', () => {
    expect(() => run(withStore("await store.get('other');"), {})).toThrow('KeyNotFound');
    expect(() => run(withStore(''))).toThrow('no key value store is associated with this function');
  });

  test('changes the origin of a request', () => {
    const code = (call: string) =>
      `import cf from 'cloudfront'; function handler(event) { ${call} return event.request; }`;
    expect(run(code("cf.updateRequestOrigin({ originPath: '/b' });")).origin).toEqual({ originPath: '/b' });
    expect(run(code("cf.selectRequestOriginById('shop');")).origin).toEqual({ originId: 'shop' });
    expect(run(code('')).origin).toBeUndefined();
  });
});
