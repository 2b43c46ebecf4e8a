import { type DocumentedPatterns, everyManagedRule } from '../../aws/managed-rules.ts';
import { decodedUrl } from './decodings.ts';
import { argumentsOf, type FirewallRequest, headerOf } from './firewall-request.ts';
import type { ManagedRules } from './managed-rules.ts';

/** Managed rules, decided by what AWS documents of them and nothing else: lengths, what is missing, and its examples. */
export const publishedRules: ManagedRules = {
  about: [
    'Managed rule groups are decided by what AWS documents of them: lengths, a missing user agent, a method, and its examples of attacks.',
    'Lists of addresses and every other pattern of theirs are not decided here.',
  ].join(' '),
  matching: (request) =>
    Promise.resolve(new Map(documentedMatches(request).map((rule) => [rule, 'documented' as const]))),
  close: () => Promise.resolve(),
};

/** The rules, as `GROUP/RULE`, of which AWS documents that they match. */
function documentedMatches(request: FirewallRequest): readonly string[] {
  const texts = Object.entries(readers).map(([part, read]) => [part, read(request).map(bothWays)] as const);
  const byPart = new Map(texts);
  return documentedRules
    .filter(({ part, matches }) => matches(byPart.get(part) ?? []))
    .map(({ rule }) => rule);
}

/** A text as it was sent, for lengths, and as it was meant. */
interface Text {
  readonly sent: string;
  readonly meant: string;
}

function bothWays(sent: string): Text {
  return { sent, meant: decodedUrl(sent).toLowerCase() };
}

/** What rules read of a request, by the word for it in the table of rules. */
const readers: Readonly<Record<string, (request: FirewallRequest) => readonly string[]>> = {
  'user agent': (request) => [headerOf(request, 'user-agent') ?? ''],
  cookie: (request) => [headerOf(request, 'cookie') ?? ''],
  host: (request) => [headerOf(request, 'host') ?? ''],
  header: ({ headers }) => [...headers.values()].flat(),
  method: ({ method }) => [method],
  path: ({ path }) => [path],
  body: ({ body }) => [body],
  query: ({ query }) => [query],
  'query arguments': (request) => argumentsOf(request).map(([, value]) => value),
};

const documentedRules = everyManagedRule
  .filter(({ documented }) => Object.keys(documented).length > 0)
  .map(({ group, name, inspects, documented }) => ({
    rule: `${group}/${name}`,
    part: name.endsWith('_QUERYARGUMENTS') ? 'query arguments' : inspects,
    matches: matcherOf(documented),
  }));

function matcherOf(patterns: DocumentedPatterns): (texts: readonly Text[]) => boolean {
  const { longerThan = Number.POSITIVE_INFINITY, missing, is, holds = [], endsWith = [], fits } = patterns;
  const pattern = fits === undefined ? undefined : new RegExp(fits);
  if (missing) return (texts) => texts.every(({ sent }) => sent === '');
  return (texts) =>
    texts.some(
      ({ sent, meant }) =>
        sent.length > longerThan ||
        sent === is ||
        holds.some((part) => meant.includes(part)) ||
        endsWith.some((part) => meant.endsWith(part)) ||
        pattern?.test(meant),
    );
}
