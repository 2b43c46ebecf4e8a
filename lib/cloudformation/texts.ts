import { isScalar } from './model/json.ts';
import { asParts } from './model/resolved.ts';
import { all, some, type Truth } from './model/truth.ts';
import type { Resolved, Value } from './model/types.ts';

/** Whether a value is a text that passes the test: in every alternative, in none, or undecided. */
export function textIs({ alternatives }: Value, test: (text: string) => boolean): Truth {
  const first = alternatives[0] && isText(alternatives[0], test);
  // Most values have one alternative, and this is asked more often than anything else.
  if (alternatives.length === 1) return first;
  return alternatives.every((resolved) => isText(resolved, test) === first) ? first : undefined;
}

function isText(resolved: Resolved, test: (text: string) => boolean): Truth {
  if (resolved.kind === 'literal') return isScalar(resolved.value) && test(String(resolved.value));
  return resolved.kind === 'absent' ? false : undefined;
}

/** Whether a list surely holds the text. */
export function holds(items: readonly Value[], wanted: string): Truth {
  return some(
    items.map((item) => {
      const is = textIs(item, (text) => text === wanted);
      return is && item.isOptional ? undefined : is;
    }),
  );
}

/** Whether a list holds something, and in no case anything but texts that pass the test. */
export function holdsOnly(items: readonly Value[], test: (text: string) => boolean): Truth {
  if (items.length === 0) return false;
  const truth = all(items.flatMap((item) => item.each().map((one) => textIs(one, test))));
  return truth && items.every(({ isOptional }) => isOptional) ? undefined : truth;
}

/** A text as it is written, with the word `open` in place of each part that is a reference or only known at deployment. */
export function writtenText(resolved: Resolved): string {
  return asParts(resolved)
    .map((part) => (typeof part === 'string' ? part : 'open'))
    .join('');
}

/** Like `textIs` for what can be told from the written parts alone; undecided only where nothing is written. */
export function writtenTextIs({ alternatives }: Value, test: (text: string) => boolean): Truth {
  const truths = alternatives.map((resolved): Truth => {
    if (resolved.kind === 'unknown') return undefined;
    return resolved.kind !== 'reference' && test(writtenText(resolved));
  });
  const [first] = truths;
  return truths.every((truth) => truth === first) ? first : undefined;
}
