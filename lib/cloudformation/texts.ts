import { isScalar, type Json } from './model/json.ts';
import { all, some, type Truth } from './model/truth.ts';
import type { Value } from './model/types.ts';

/** Whether a value is a text that passes the test: in every alternative, in none, or undecided. */
export function textIs(value: Value, test: (text: string) => boolean): Truth {
  const truths = value.alternatives.map((resolved): Truth => {
    if (resolved.kind === 'literal') return literalIs(resolved.value, test);
    return resolved.kind === 'absent' ? false : undefined;
  });
  const [first] = truths;
  return truths.every((truth) => truth === first) ? first : undefined;
}

/** A dynamic reference is replaced at deployment, by a text that stands in no template. */
function literalIs(literal: Json, test: (text: string) => boolean): Truth {
  if (!isScalar(literal)) return false;
  const text = String(literal);
  return text.includes('{{resolve:') ? undefined : test(text);
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
