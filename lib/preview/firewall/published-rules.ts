import { type DocumentedPatterns, everyManagedRule, type ManagedRule } from '../../aws/managed-rules.ts';
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
export function documentedMatches(request: FirewallRequest): readonly string[] {
  return everyManagedRule
    .filter((rule) => matches(rule.documented, textsOf(rule, request)))
    .map(({ group, name }) => `${group}/${name}`);
}

/** What a rule reads: as it was sent, for lengths, and as it was meant. */
function textsOf({ inspects, name }: ManagedRule, request: FirewallRequest): readonly string[] {
  const readers: Readonly<Record<string, () => readonly (string | undefined)[]>> = {
    'user agent': () => [headerOf(request, 'user-agent')],
    cookie: () => [headerOf(request, 'cookie')],
    host: () => [headerOf(request, 'host')],
    header: () => [...request.headers.values()].flat(),
    method: () => [request.method],
    path: () => [request.path],
    body: () => [request.body],
    query: () =>
      name.endsWith('_QUERYARGUMENTS') ? argumentsOf(request).map(([, value]) => value) : [request.query],
  };
  return (readers[inspects]?.() ?? []).filter((text) => text !== undefined);
}

function matches(patterns: DocumentedPatterns, texts: readonly string[]): boolean {
  const { longerThan, missing, is, holds = [], endsWith = [], fits } = patterns;
  if (missing) return texts.every((text) => text === '');
  return texts.some((text) => {
    const meant = decodedUrl(text).toLowerCase();
    return (
      (longerThan !== undefined && text.length > longerThan) ||
      text === is ||
      holds.some((part) => meant.includes(part)) ||
      endsWith.some((part) => meant.endsWith(part)) ||
      (fits !== undefined && new RegExp(fits).test(meant))
    );
  });
}
