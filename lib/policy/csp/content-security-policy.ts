import { type CspSource, parseSource } from './source.ts';

/** One content security policy: what each directive says, by name in lower case. */
export type ContentSecurityPolicy = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the value of a `Content-Security-Policy` header the way browsers do: a comma starts another policy,
 * and all policies apply together; of a repeated directive only the first one counts.
 */
export function parsePolicies(header: string): readonly ContentSecurityPolicy[] {
  return header
    .split(',')
    .map(parsePolicy)
    .filter(({ size }) => size > 0);
}

function parsePolicy(text: string): ContentSecurityPolicy {
  const directives = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name = '', ...values] = directive.split(/[\t\n\f\r ]+/).filter((token) => token !== '');
    const key = name.toLowerCase();
    // A directive with a character outside ASCII is dropped by browsers, as if it were not there.
    if (key !== '' && isAscii(directive) && !directives.has(key)) directives.set(key, values);
  }
  return directives;
}

function isAscii(text: string): boolean {
  return [...text].every((character) => character.charCodeAt(0) < 128);
}

/** Directives whose values are no sources. */
const withoutSources = [
  ...['report-uri', 'report-to', 'sandbox', 'upgrade-insecure-requests', 'block-all-mixed-content'],
  ...['require-trusted-types-for', 'trusted-types', 'plugin-types', 'require-sri-for', 'webrtc'],
];

/** The directives that list sources, in the order of the policy. */
export function sourceDirectives(policy: ContentSecurityPolicy): readonly string[] {
  return [...policy.keys()].filter((name) => !withoutSources.includes(name));
}

/** The sources that a directive of the policy lists; nothing where the policy does not have it. */
export function sourcesOf(
  policy: ContentSecurityPolicy,
  directive: string,
): readonly CspSource[] | undefined {
  return policy.get(directive)?.map(parseSource);
}
