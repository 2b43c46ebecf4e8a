import type { Value } from '../policy/model/value.ts';
import { type Expectation, observation, type Verdict } from '../policy/observe.ts';
import type { Observation } from '../policy/rule.ts';
import { textIs } from './policy-documents.ts';

/** Judges a list as a whole, in each of its alternatives; one that is open stays unknown. */
export function observeList(
  list: Value,
  expectation: Expectation,
  judge: (items: readonly Value[]) => Verdict,
): Observation {
  const verdict = all(list.each().map((one) => (one.isDecidedList ? judge(one.items()) : undefined)));
  const status = verdict === undefined ? 'unknown' : verdict ? 'pass' : 'fail';
  return observation(status, list, expectation);
}

/** Whether all verdicts are good; nothing when that cannot be told. */
export function all(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

/** Whether one verdict is good; nothing when that cannot be told. */
export function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** Whether the list surely holds the text. */
export function holds(items: readonly Value[], wanted: string): Verdict {
  return some(
    items.map((item) => {
      const is = textIs(item, (text) => text === wanted);
      return is && item.isOptional ? undefined : is;
    }),
  );
}

/** Whether the list holds something, and in no case anything but texts that pass the test. */
export function holdsOnly(items: readonly Value[], test: (text: string) => boolean): Verdict {
  if (items.length === 0) return false;
  const verdict = all(items.flatMap((item) => item.each().map((one) => textIs(one, test))));
  return verdict && items.every(({ isOptional }) => isOptional) ? undefined : verdict;
}
