import { afterEach, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../lib/preview/responder.ts';
import { type Served, type ServedProps, served } from './support/served.ts';
import { type SmallProps, small } from './support/small.ts';

let open: Served | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

/** What passes of time, in seconds, is said by the test. */
let seconds = 0;

async function serve(props: SmallProps, origin?: ServedProps['origin']): Promise<Served> {
  seconds = 0;
  open = await served({ resources: small(props), now: () => seconds * 1_000, ...(origin && { origin }) });
  return open;
}

const results = (answers: readonly { readonly headers: Readonly<Record<string, unknown>> }[]) =>
  answers.map(({ headers }) => String(headers['x-cache']).split(' ')[0]);

const hour = { ttl: [0, 3600, 3600] as const };

describe('an answer', () => {
  test('is kept, and tells how old it is', async () => {
    const shop = await serve(hour);
    const first = await shop.send('/a');
    seconds = 7;
    const second = await shop.send('/a');
    expect(results([first, second])).toEqual(['Miss', 'Hit']);
    expect([first.headers['age'], second.headers['age'], shop.asked.length]).toEqual([undefined, '7', 1]);
    expect(second.body.toString()).toBe('/a');
  });

  test('to another method than GET is not kept', async () => {
    const shop = await serve(hour);
    const answers = [await shop.send('/a', { method: 'POST' }), await shop.send('/a', { method: 'POST' })];
    expect(results(answers)).toEqual(['Miss', 'Miss']);
  });

  test('to GET stands in for one to HEAD', async () => {
    const shop = await serve(hour);
    await shop.send('/abc');
    const head = await shop.send('/abc', { method: 'HEAD' });
    expect([...results([head]), head.headers['content-length'], head.body.length]).toEqual(['Hit', '4', 0]);
  });

  test.each<[string, SmallProps['ttl'], string, number, string]>([
    ['as long as it says', [0, 60, 3600], 'max-age=10', 9, 'Hit'],
    ['no longer than it says', [0, 60, 3600], 'max-age=10', 11, 'Miss'],
    ['by what it says for shared caches', [0, 60, 3600], 'max-age=1, s-maxage=20', 19, 'Hit'],
    ['no longer than the policy lets it', [0, 60, 100], 'max-age=1000', 101, 'Miss'],
    ['at least as long as the policy says', [30, 60, 100], 'max-age=0', 29, 'Hit'],
    ['not where it may not be kept', [0, 60, 100], 'no-store', 0, 'Miss'],
    ['even where it may not be kept, if the policy says so', [30, 60, 100], 'private', 29, 'Hit'],
    ['as long as is usual', [0, 60, 100], '', 59, 'Hit'],
    ['no longer than is usual', [0, 60, 100], '', 61, 'Miss'],
  ])('is kept %s', async (_, ttl = [0, 0, 0], said, later, result) => {
    const headers: Answer['headers'] = said === '' ? {} : { 'cache-control': said };
    const shop = await serve({ ttl }, () => ({ status: 200, headers, body: 'a' }));
    await shop.send('/a');
    seconds = later;
    expect(results([await shop.send('/a')])).toEqual([result]);
  });

  test('that is too old is asked for by its tag, and kept on where it is still the same', async () => {
    const shop = await serve({ ttl: [0, 10, 10] }, ({ headers }): Answer => {
      if (headers['if-none-match']) return { status: 304, headers: {}, body: '' };
      return { status: 200, headers: { etag: '"1"' }, body: 'kept' };
    });
    const first = await shop.send('/a');
    seconds = 11;
    const second = await shop.send('/a');
    const third = await shop.send('/a');
    expect(results([first, second, third])).toEqual(['Miss', 'RefreshHit', 'Hit']);
    expect([second.status, second.body.toString()]).toEqual([200, 'kept']);
  });

  test('that a viewer has already is not sent again', async () => {
    const shop = await serve(hour, () => ({ status: 200, headers: { etag: '"1"' }, body: 'a' }));
    const answer = await shop.send('/a', { headers: { 'if-none-match': 'W/"0", W/"1"' } });
    expect([answer.status, answer.body.length]).toEqual([304, 0]);
    expect(shop.asked[0]?.headers['if-none-match']).toBeUndefined();
  });

  test('that is an error is kept as long as the distribution says, also where nothing else is', async () => {
    const CustomErrorResponses = [{ ErrorCode: 404, ErrorCachingMinTTL: 60 }];
    const shop = await serve({ ttl: [0, 0, 0], distribution: { CustomErrorResponses } }, () => ({
      status: 404,
      headers: {},
      body: 'none',
    }));
    await shop.send('/a');
    seconds = 59;
    await shop.send('/a');
    expect(shop.asked).toHaveLength(1);
    seconds = 61;
    await shop.send('/a');
    expect(shop.asked).toHaveLength(2);
  });
});

describe('the cache key', () => {
  const key = {
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
    CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['currency'] },
    QueryStringsConfig: { QueryStringBehavior: 'allExcept', QueryStrings: ['utm'] },
  };

  test.each([
    ['a header of the policy', '/a', { 'accept-language': 'de' }, 'Miss'],
    ['another header', '/a', { 'x-forwarded-host': 'stranger.example' }, 'Hit'],
    ['a cookie of the policy', '/a', { cookie: 'b=1; currency=CHF' }, 'Miss'],
    ['another cookie', '/a', { cookie: 'session=1' }, 'Hit'],
    ['a parameter of the policy', '/a?size=1', {}, 'Miss'],
    ['another parameter', '/a?utm=1', {}, 'Hit'],
    ['a path in other letters', '/A', {}, 'Miss'],
    ['codings of answers', '/a', { 'accept-encoding': 'gzip' }, 'Miss'],
    ['codings that nobody knows', '/a', { 'accept-encoding': 'x' }, 'Hit'],
  ])('is told apart by the policy alone: %s', async (_, path, headers, result) => {
    const shop = await serve({ ...hour, key });
    await shop.send('/a');
    expect(results([await shop.send(path, { headers })])).toEqual([result]);
  });

  test('is all that reaches the origin, so that nobody can poison an answer by what is not in it', async () => {
    const shop = await serve({ ...hour, key });
    const headers = {
      'accept-language': 'de',
      'x-forwarded-host': 'stranger.example',
      'x-original-url': '/admin',
      'user-agent': 'odd',
      cookie: 'session=1; currency=CHF',
    };
    await shop.send('/a?utm=1&size=2', { headers });
    const [asked] = shop.asked;
    expect(asked?.target).toBe('/a?size=2');
    expect(Object.keys(asked?.headers ?? {}).sort()).toEqual([
      'accept-language',
      'cookie',
      'host',
      'user-agent',
      'via',
      'x-amz-cf-id',
      'x-forwarded-for',
    ]);
    expect(asked?.headers).toMatchObject({ cookie: ['currency=CHF'], 'user-agent': ['Amazon CloudFront'] });
  });
});
