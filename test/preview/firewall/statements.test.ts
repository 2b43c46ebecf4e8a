import { describe, expect, test } from '@jest/globals';
import { openFirewall } from '../../../lib/preview/firewall/firewall.ts';
import { type RequestProps, viewerRequest } from '../../../lib/preview/responder.ts';
import { resource } from '../../support/firewall.ts';

type Statement = Readonly<Record<string, unknown>>;

const addressSet = resource('AWS::WAFv2::IPSet', 'known|1|CLOUDFRONT', {
  Addresses: ['203.0.113.0/28', '2001:db8::/32'],
});
const patternSet = resource('AWS::WAFv2::RegexPatternSet', 'odd|2|CLOUDFRONT', {
  RegularExpressionList: ['^/wp-', '(?i)\\.php$'],
});
const arnOf = (kind: string, name: string, id: number) =>
  `arn:aws:wafv2:us-east-1:111111111111:global/${kind}/${name}/${id}`;

function firewallWith(statement: Statement) {
  const rule = { Name: 'asked', Priority: 0, Statement: statement, Action: { Block: {} } };
  const acl = resource('AWS::WAFv2::WebACL', 'acl', {
    Name: 'shop',
    DefaultAction: { Allow: {} },
    Rules: [rule],
  });
  return openFirewall({ acl, resources: [addressSet, patternSet] });
}

async function holds(statement: Statement, request: Partial<RequestProps> = {}): Promise<boolean> {
  const firewall = firewallWith(statement);
  expect(firewall.limits).toEqual([]);
  const { action, undecided } = await firewall.decide(
    viewerRequest({ url: 'https://shop.example/', ...request }),
  );
  expect(undecided).toEqual([]);
  return action === 'block';
}

const at = (path: string) => ({ url: `https://shop.example${path}` });
const asSent = [{ Priority: 0, Type: 'NONE' }];
const bytes = (field: Statement, search: string, constraint = 'CONTAINS', types = ['NONE']) => ({
  ByteMatchStatement: {
    FieldToMatch: field,
    SearchString: search,
    PositionalConstraint: constraint,
    TextTransformations: types.map((Type, Priority) => ({ Priority, Type })),
  },
});
const size = (field: Statement, operator: string, bytesOfIt: number) => ({
  SizeConstraintStatement: {
    FieldToMatch: field,
    ComparisonOperator: operator,
    Size: bytesOfIt,
    TextTransformations: asSent,
  },
});

const path = { UriPath: {} };
const all = { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' };

describe('a part of a request', () => {
  const header = (name: string, value: string) => ({ headers: { [name]: value } });
  const json = (value: unknown) => ({ method: 'POST', body: JSON.stringify(value) });
  const jsonBody = (more: Statement) => ({
    JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL', ...more },
  });

  test.each<[string, Statement, Partial<RequestProps>, Partial<RequestProps>]>([
    ['the path, without the query', path, at('/needle'), at('/?needle')],
    ['the query', { QueryString: {} }, at('/?a=needle'), at('/needle')],
    ['one argument, in any case', { SingleQueryArgument: { Name: 'a' } }, at('/?A=needle'), at('/?b=needle')],
    ['all arguments and their names', { AllQueryArguments: {} }, at('/?needle=1'), at('/needle')],
    ['the method', { Method: {} }, { method: 'needle' }, {}],
    ['one header', { SingleHeader: { Name: 'X-A' } }, header('x-a', 'needle'), header('x-b', 'needle')],
    ['all headers and their names', { Headers: all }, header('needle', '1'), at('/needle')],
    [
      'some headers',
      { Headers: { ...all, MatchPattern: { IncludedHeaders: ['X-A'] } } },
      header('x-a', 'needle'),
      header('x-b', 'needle'),
    ],
    [
      'all headers but some',
      { Headers: { ...all, MatchPattern: { ExcludedHeaders: ['X-B'] } } },
      header('x-a', 'needle'),
      header('x-b', 'needle'),
    ],
    [
      'names of headers',
      { Headers: { ...all, MatchScope: 'KEY' } },
      header('needle', '1'),
      header('x', 'needle'),
    ],
    ['cookies', { Cookies: all }, header('cookie', 'a=1; b=needle'), header('x', 'needle')],
    [
      'values of some cookies',
      { Cookies: { ...all, MatchScope: 'VALUE', MatchPattern: { IncludedCookies: ['b'] } } },
      header('cookie', 'a=1; b=needle'),
      header('cookie', 'a=needle; needle=1'),
    ],
    ['the body', { Body: {} }, { method: 'POST', body: 'a needle' }, at('/needle')],
    ['a JSON body', jsonBody({}), json({ a: [{ b: 'needle' }] }), json({})],
    [
      'values of a JSON body',
      jsonBody({ MatchScope: 'VALUE' }),
      json({ a: 'needle' }),
      json({ needle: 'a' }),
    ],
    [
      'some paths of a JSON body',
      jsonBody({ MatchPattern: { IncludedPaths: ['/a/0'] } }),
      json({ a: [{ b: 'needle' }] }),
      json({ a: [1, 'needle'], b: 'needle' }),
    ],
    [
      'a body that is no JSON, as its statement says',
      jsonBody({ InvalidFallbackBehavior: 'MATCH' }),
      { method: 'POST', body: '{' },
      json({}),
    ],
    ['the order of headers', { HeaderOrder: all }, { headers: { needle: '1' } }, at('/needle')],
  ])('is %s', async (_, field, matching, other) => {
    const statement = bytes(field, 'needle');
    expect(await holds(statement, matching)).toBe(true);
    expect(await holds(statement, other)).toBe(false);
  });
});

describe('a comparison', () => {
  test.each([
    ['EXACTLY', '/word', '/words'],
    ['STARTS_WITH', '/words', '/a/word'],
    ['ENDS_WITH', '/a/word', '/words'],
    ['CONTAINS', '/a/words/', '/wo/rd'],
    ['CONTAINS_WORD', '/a/word-b', '/words'],
  ])('of text %s', async (constraint, matching, other) => {
    const statement = bytes(path, constraint === 'CONTAINS_WORD' ? 'word' : '/word', constraint);
    expect(await holds(statement, at(matching))).toBe(true);
    expect(await holds(statement, at(other))).toBe(false);
  });

  test.each([
    ['EQ', [false, true, false]],
    ['NE', [true, false, true]],
    ['LT', [true, false, false]],
    ['LE', [true, true, false]],
    ['GT', [false, false, true]],
    ['GE', [false, true, true]],
  ])('of lengths %s', async (operator, expected) => {
    const sized = size({ QueryString: {} }, operator, 3);
    const found = await Promise.all(['ab', 'abc', 'abcd'].map((query) => holds(sized, at(`/?${query}`))));
    expect(found).toEqual(expected);
  });

  test('of lengths counts bytes, not letters', async () => {
    const long = { method: 'POST', body: 'ü'.repeat(6) };
    expect(await holds(size({ Body: {} }, 'EQ', 12), long)).toBe(true);
  });

  test('of text finds letters beyond ASCII by their bytes', async () => {
    expect(await holds(bytes({ Body: {} }, 'Müller'), { method: 'POST', body: 'Frau Müller' })).toBe(true);
  });

  test('by patterns reads their flags', async () => {
    const fits = (RegexString: string) => ({
      RegexMatchStatement: { FieldToMatch: path, RegexString, TextTransformations: asSent },
    });
    expect(await holds(fits('(?i)^/ADMIN'), at('/admin'))).toBe(true);
    expect(await holds(fits('^/ADMIN'), at('/admin'))).toBe(false);
  });

  test('by a set of patterns', async () => {
    const set = {
      RegexPatternSetReferenceStatement: {
        Arn: arnOf('regexpatternset', 'odd', 2),
        FieldToMatch: path,
        TextTransformations: asSent,
      },
    };
    const paths = ['/wp-login', '/a.PHP', '/shop/'];
    expect(await Promise.all(paths.map((one) => holds(set, at(one))))).toEqual([true, true, false]);
  });
});

describe('a body that is longer than what the firewall is given', () => {
  const long = { method: 'POST', body: `${'x'.repeat(16_384)}needle` };

  test.each([
    ['CONTINUE', false],
    ['MATCH', true],
    ['NO_MATCH', false],
  ])('is handled by %s', async (OversizeHandling, expected) => {
    expect(await holds(bytes({ Body: { OversizeHandling } }, 'needle'), long)).toBe(expected);
  });

  test('is read at its beginning', async () => {
    expect(await holds(bytes({ Body: { OversizeHandling: 'CONTINUE' } }, 'xxx'), long)).toBe(true);
  });

  test('counts as many bytes as were given', async () => {
    const atMost = size({ Body: { OversizeHandling: 'CONTINUE' } }, 'LE', 16_384);
    expect(await holds(atMost, long)).toBe(true);
  });

  test('and more headers than it is given likewise', async () => {
    const headers = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`x-${index}`, '1']));
    const handled = (OversizeHandling: string) => bytes({ Headers: { ...all, OversizeHandling } }, 'needle');
    expect(await holds(handled('MATCH'), { headers })).toBe(true);
    expect(await holds(handled('NO_MATCH'), { headers })).toBe(false);
  });
});

describe('a transformation', () => {
  test.each([
    ['LOWERCASE', 'ABC', 'abc'],
    ['COMPRESS_WHITE_SPACE', 'a \t\n b', 'a b'],
    ['HTML_ENTITY_DECODE', '&lt;&#97;&#x62;&quot;', '<ab"'],
    ['CMD_LINE', 'C^md.EXE ,; "/C"  a', 'cmd.exe/c a'],
    ['URL_DECODE', '%2e%2E%2f', '../'],
    ['URL_DECODE_UNI', '%u0041%uff41%42', 'AaB'],
    ['BASE64_DECODE', 'YWJj', 'abc'],
    ['BASE64_DECODE_EXT', 'Y*W!Jj', 'abc'],
    ['HEX_DECODE', '616263', 'abc'],
    ['SQL_HEX_DECODE', 'x=0x616263', 'x=abc'],
    ['CSS_DECODE', 'j\\61v\\0061', 'java'],
    ['JS_DECODE', '\\u0061\\x62\\n', 'ab\n'],
    ['ESCAPE_SEQ_DECODE', '\\x61\\142\\t', 'ab\t'],
    ['UTF8_TO_UNICODE', 'aé', 'a%u00e9'],
    ['REPLACE_COMMENTS', 'a/* b */c/*d', 'a c '],
    ['REMOVE_NULLS', 'a\0b', 'ab'],
    ['REPLACE_NULLS', 'a\0b', 'a b'],
    ['NORMALIZE_PATH', '/a//b/./c/../d', '/a/b/d'],
    ['NORMALIZE_PATH_WIN', '\\a\\..\\b', '/b'],
    ['MD5', 'abc', Buffer.from('900150983cd24fb0d6963f7d28e17f72', 'hex')],
  ])('%s is done before the comparison', async (type, sent, expected) => {
    const SearchStringBase64 = Buffer.from(expected).toString('base64');
    const statement = {
      ByteMatchStatement: {
        FieldToMatch: { Body: {} },
        SearchStringBase64,
        PositionalConstraint: 'EXACTLY',
        TextTransformations: [{ Priority: 0, Type: type }],
      },
    };
    expect(await holds(statement, { method: 'POST', body: sent })).toBe(true);
    expect(await holds(statement, { method: 'POST', body: `Zz${sent}` })).toBe(false);
  });

  test('comes after the one of a lower priority', async () => {
    const decoded = bytes(path, '/callbacks/', 'STARTS_WITH', ['URL_DECODE', 'NORMALIZE_PATH']);
    const dotted = bytes(path, '/callbacks/', 'STARTS_WITH', ['NORMALIZE_PATH', 'URL_DECODE']);
    expect(await holds(decoded, at('/api/%2e%2e/callbacks/x'))).toBe(true);
    expect(await holds(dotted, at('/api/%2e%2e/callbacks/x'))).toBe(false);
  });
});

describe('an address', () => {
  const set = { IPSetReferenceStatement: { Arn: arnOf('ipset', 'known', 1) } };

  test.each([
    ['203.0.113.7', true],
    ['203.0.113.17', false],
    ['2001:db8::1', true],
    ['2001:db9::1', false],
  ])('%s is looked up in the set', async (address, expected) => {
    expect(await holds(set, { address })).toBe(expected);
  });

  test.each([
    ['FIRST', '203.0.113.7, 198.51.100.1', true],
    ['FIRST', '198.51.100.1, 203.0.113.7', false],
    ['LAST', '198.51.100.1, 203.0.113.7', true],
    ['ANY', '198.51.100.1, 203.0.113.7, 198.51.100.2', true],
    ['FIRST', 'unknown', true],
  ])('that a header names at %s of %s', async (Position, header, expected) => {
    const forwarded = {
      IPSetReferenceStatement: {
        Arn: arnOf('ipset', 'known', 1),
        IPSetForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH', Position },
      },
    };
    expect(await holds(forwarded, { headers: { 'x-forwarded-for': header } })).toBe(expected);
    expect(await holds(forwarded)).toBe(false);
  });
});

describe('what nobody here can decide', () => {
  const country = { GeoMatchStatement: { CountryCodes: ['CH'] } };
  const unknown: readonly [string, Statement, RegExp][] = [
    ['countries', country, /country/],
    ['networks', { AsnMatchStatement: { AsnList: [1] } }, /network/],
    ['injections', { SqliMatchStatement: {} }, /AWS does not publish/],
    ['scripts', { XssMatchStatement: {} }, /AWS does not publish/],
    ['a kind that AWS adds later', { NewStatement: {} }, /NewStatement/],
    ['a fingerprint', bytes({ JA3Fingerprint: {} }, 'a'), /JA3Fingerprint/],
    ['a new transformation', bytes(path, 'a', 'EXACTLY', ['NEW']), /NEW/],
    [
      'a set that is not there',
      { IPSetReferenceStatement: { Arn: arnOf('ipset', 'x', 9) } },
      /was not deployed/,
    ],
  ];

  test.each(unknown)('is told at the start and with each request: %s', async (_, statement, sentence) => {
    const firewall = firewallWith(statement);
    expect(firewall.limits).toEqual([expect.stringMatching(sentence)]);
    expect(firewall.limits[0]).toContain("The firewall's rule asked is not decided here");
    const verdict = await firewall.decide(viewerRequest({ url: 'https://shop.example/' }));
    expect(verdict).toMatchObject({ action: 'allow', undecided: ['asked'] });
  });

  test('leaves a whole undecided where it matters, also in its opposite', async () => {
    const yes = bytes(path, '/', 'STARTS_WITH');
    const no = { NotStatement: { Statement: yes } };
    const judged = async (statement: Statement) => {
      const { action, undecided } = await firewallWith(statement).decide(
        viewerRequest({ url: 'https://shop.example/' }),
      );
      return undecided.length > 0 ? undefined : action === 'block';
    };
    const both = (kind: string, other: Statement) => judged({ [kind]: { Statements: [country, other] } });
    expect(await judged({ NotStatement: { Statement: country } })).toBeUndefined();
    expect(await both('AndStatement', yes)).toBeUndefined();
    expect(await both('AndStatement', no)).toBe(false);
    expect(await both('OrStatement', yes)).toBe(true);
    expect(await both('OrStatement', no)).toBeUndefined();
  });
});
