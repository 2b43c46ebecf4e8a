import { gateways } from '../../lambda/gateways/index.ts';
import { titleOf } from '../../lambda/gateways/registry.ts';

interface SecretForm {
  /** What it seems to be, with its article. */
  readonly kind: string;
  readonly pattern: RegExp;
}

/** How secrets begin that people paste into a storefront file: those of the gateways, as their adapters know them. */
const forms: readonly SecretForm[] = [
  ...gateways.flatMap(({ name, secretForms = [] }) =>
    secretForms.map(({ kind, pattern }) => ({
      kind: `${kind} of ${titleOf(name)}`,
      pattern: new RegExp(pattern, 'g'),
    })),
  ),
  { kind: 'an AWS access key id', pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{8,}/g },
  { kind: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
];

/** A secret somewhere in a text. */
export interface FoundSecret {
  /** What it seems to be, with its article. */
  readonly kind: string;
  readonly offset: number;
}

/** Everything in a text, comments included, that looks like a secret. */
export function secretsIn(text: string): readonly FoundSecret[] {
  const kinds = new Map<number, string[]>();
  for (const { kind, pattern } of forms) {
    for (const { index } of text.matchAll(pattern)) kinds.set(index, [...(kinds.get(index) ?? []), kind]);
  }
  // Keys of two gateways can begin alike.
  return [...kinds].map(([offset, found]) => ({ kind: found.join(' or '), offset }));
}

/** The text with each secret in it made unreadable: a message ends up in logs. */
export function withoutSecrets(text: string): string {
  return forms.reduce((rest, { pattern }) => rest.replace(pattern, '(a secret)'), text);
}
