import {
  type ContentSecurityPolicy,
  parsePolicies,
  sourceDirectives,
} from '../csp/content-security-policy.ts';
import { type CspSource, parseSource } from '../csp/source.ts';
import { at, type Canonical, canonical, isCanonicalRecord, type Names, shown, written } from './canonical.ts';
import type { Change } from './directed-properties.ts';
import type { Pair } from './weakening.ts';

const place = 'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy';
const customPlace = 'ResponseHeadersPolicyConfig.CustomHeadersConfig.Items[]';

/** Directives that bind a page by being there, whatever they say. */
const flags = [
  'report-uri',
  'report-to',
  'upgrade-insecure-requests',
  'sandbox',
  'require-trusted-types-for',
];

/** Directives for which `default-src` does not stand in. */
const withoutFallback = ['default-src', 'base-uri', 'form-action', 'frame-ancestors', 'navigate-to'];

/** What the headers of pages let browsers do that they did not. */
export function headerWeakenings({ before, after }: Pair, names: Names): readonly Change[] {
  if (after.type !== 'AWS::CloudFront::ResponseHeadersPolicy') return [];
  const [earlier, later] = [before, after].map((one) => canonical(one.attribute('Properties'), names));
  return [...pagePolicies(policiesOf(earlier), policiesOf(later)), ...customHeaders(earlier, later)];
}

function policiesOf(side: Canonical | undefined): readonly ContentSecurityPolicy[] {
  return at(side, place).flatMap((text) => (typeof text === 'string' ? parsePolicies(text) : []));
}

/** Several policies bind a page together, so each of the earlier ones has to hold in one of the later ones. */
function pagePolicies(
  before: readonly ContentSecurityPolicy[],
  after: readonly ContentSecurityPolicy[],
): readonly Change[] {
  if (after.length === 0) return [];
  return before.flatMap((one) => {
    const found = after.map((other) => policyChanges(one, other));
    return found.some(({ length }) => length === 0) ? [] : (found[0] ?? []);
  });
}

function policyChanges(before: ContentSecurityPolicy, after: ContentSecurityPolicy): readonly Change[] {
  const directives = new Set([...sourceDirectives(before), ...sourceDirectives(after)]);
  return [
    ...[...directives].flatMap((name) => directive(name, before, after)),
    ...flags
      .filter((name) => before.has(name) && !after.has(name))
      .map((name) => change(name, shownList(before.get(name)), 'nothing', 'is gone')),
    ...tokens(before, after),
  ];
}

function directive(
  name: string,
  before: ContentSecurityPolicy,
  after: ContentSecurityPolicy,
): readonly Change[] {
  const [known, now] = [effective(name, before), effective(name, after)];
  if (!known) return [];
  if (!now) return [change(name, shownList(known), 'nothing', 'is gone')];
  const sources = known.map(parseSource);
  return now
    .filter(
      (source) =>
        !["'none'", "'report-sample'"].includes(source) &&
        !sources.some((one) => takesIn(one, parseSource(source))),
    )
    .map((source) => change(name, 'nothing', source, 'has one more source'));
}

/** What browsers go by where a directive is not written. */
function effective(name: string, policy: ContentSecurityPolicy): readonly string[] | undefined {
  return policy.get(name) ?? (withoutFallback.includes(name) ? undefined : policy.get('default-src'));
}

function takesIn(wide: CspSource, narrow: CspSource): boolean {
  if (wide.text === narrow.text) return true;
  if (wide.kind === 'scheme') return isScheme(wide.scheme, narrow.scheme);
  // A path binds a source to some files of its host, so only the same text is within it.
  if (wide.kind !== 'host' || narrow.kind !== 'host' || wide.text.includes('/', 8)) return false;
  return isSchemeOf(wide, narrow) && isHostOf(wide.host ?? '', narrow.host ?? '');
}

function isScheme(wide: string | undefined, narrow: string | undefined): boolean {
  return wide === narrow || (wide === 'http:' && narrow === 'https:');
}

function isSchemeOf(wide: CspSource, narrow: CspSource): boolean {
  const isPort = wide.port === '*' || wide.port === narrow.port;
  return isPort && (wide.scheme === undefined || wide.scheme === narrow.scheme);
}

function isHostOf(wide: string, narrow: string): boolean {
  return wide === '*' || wide === narrow || (wide.startsWith('*.') && narrow.endsWith(wide.slice(1)));
}

/** A sandbox lets a page do what its tokens say. */
function tokens(before: ContentSecurityPolicy, after: ContentSecurityPolicy): readonly Change[] {
  const known = before.get('sandbox');
  const more = (after.get('sandbox') ?? []).filter((token) => !(known ?? [token]).includes(token));
  return more.map((token) => change('sandbox', 'nothing', token, 'lets pages do more'));
}

function shownList(items: readonly string[] | undefined): string {
  return shown((items ?? []).join(' '));
}

function change(name: string, before: string, after: string, says: string): Change {
  return { kind: 'broader', path: `ContentSecurityPolicy ${name}`, before, after, says };
}

/** Headers that let other sites read or run something. */
const openers = /^access-control-allow-/i;

function customHeaders(before: Canonical | undefined, after: Canonical | undefined): readonly Change[] {
  const [earlier, later] = [headersOf(before), headersOf(after)];
  return [
    ...[...earlier].flatMap(([name, value]) => header(name, value, later.get(name))),
    ...[...later]
      .filter(([name]) => !earlier.has(name) && openers.test(name))
      .map(([name, value]) => ({
        kind: 'broader' as const,
        path: `CustomHeadersConfig ${name}`,
        before: 'nothing',
        after: shown(value),
        says: 'is new',
      })),
  ];
}

function headersOf(side: Canonical | undefined): ReadonlyMap<string, string> {
  const items = at(side, customPlace).filter(isCanonicalRecord);
  return new Map(items.map((item) => [written(item['Header']).toLowerCase(), written(item['Value'])]));
}

function header(name: string, before: string, after: string | undefined): readonly Change[] {
  if (after === before) return [];
  if (name === 'permissions-policy' && after !== undefined && isNarrower(before, after)) return [];
  return [
    {
      kind: 'weaker',
      path: `CustomHeadersConfig ${name}`,
      before: shown(before),
      after: shown(after),
      says: after === undefined ? 'is gone' : 'is another than before',
    },
  ];
}

/** Whether no feature of the browser is allowed to anybody more than before. */
function isNarrower(before: string, after: string): boolean {
  const [earlier, later] = [featuresOf(before), featuresOf(after)];
  return [...earlier].every(([feature, known]) => {
    const now = later.get(feature);
    return now !== undefined && (known.includes('*') || now.every((one) => known.includes(one)));
  });
}

function featuresOf(header: string): ReadonlyMap<string, readonly string[]> {
  const found = [...header.matchAll(/([a-z-]+)=(?:\(([^)]*)\)|([^,\s]+))/g)];
  return new Map(
    found.map(([, name = '', list, one = '']) => [
      name,
      (list ?? one).split(/\s+/).filter((part) => part !== ''),
    ]),
  );
}
