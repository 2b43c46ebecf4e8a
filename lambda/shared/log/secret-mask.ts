import { fold } from '../card-guard/fold.ts';
import { readings } from '../card-guard/reading.ts';
import type { Span } from '../card-guard/span.ts';
import { replaceParts } from '../card-guard/text.ts';

/** Knows the secrets of a function and takes them out of texts. */
export interface SecretMask {
  readonly withhold: (secret: string) => void;
  readonly mask: (text: string) => string;
}

/** Stands for a secret. */
export const maskedSecret = '[secret]';

/** Makes a mask without secrets. It finds them in every form that the card guard reads: escaped, base64, folded. */
export function createSecretMask(): SecretMask {
  const secrets = new Set<string>();
  return {
    withhold: (secret) => {
      for (const part of [secret, secret.trim()]) {
        const { text } = fold(part);
        if (text !== '') secrets.add(text);
      }
    },
    mask: (text) => (secrets.size === 0 ? text : replaceParts(text, join(spansOf(text, secrets)))),
  };
}

function spansOf(text: string, secrets: ReadonlySet<string>): readonly Span[] {
  const spans: Span[] = [];
  for (const reading of readings(text, { steps: 0 })) {
    for (const secret of secrets) {
      for (const start of placesOf(secret, reading.text))
        spans.push(reading.origin(start, start + secret.length));
    }
  }
  return spans;
}

function* placesOf(secret: string, text: string): Generator<number> {
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) yield at;
}

function join(spans: readonly Span[]): readonly (Span & { readonly mask: string })[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const before = joined.at(-1);
    if (before && span.start <= before.end) {
      joined[joined.length - 1] = { start: before.start, end: Math.max(before.end, span.end) };
    } else joined.push(span);
  }
  return joined.map((span) => ({ ...span, mask: maskedSecret }));
}
