import { isLike } from '../../cloudformation/wildcards.ts';
import { holdsPeer } from './peers.ts';

/** Each line of a statement's conditions: operator and key in lower case, and the values. */
export type Conditions = ReadonlyMap<string, readonly string[]>;

/** Operators that a stricter one of the same family may take the place of. */
const stricter: Readonly<Record<string, readonly string[]>> = {
  StringLike: ['StringEquals'],
  StringEqualsIgnoreCase: ['StringEquals'],
  ArnLike: ['ArnEquals', 'StringEquals'],
  ArnEquals: ['ArnLike', 'StringEquals'],
  StringEquals: ['ArnEquals'],
};

/** Whether each condition of the wider statement binds the narrower one at least as tightly. */
export function isLessBound(wide: Conditions, narrow: Conditions): boolean {
  return [...wide].every(([line, values]) =>
    linesLike(line).some((one) => isTighter(line, values, narrow.get(one))),
  );
}

function linesLike(line: string): readonly string[] {
  const [operator = '', key = ''] = line.split(' ');
  const [bare = '', ...sets] = operator.split(':').reverse();
  const lead = sets
    .reverse()
    .map((set) => `${set}:`)
    .join('');
  return [line, ...(stricter[bare] ?? []).map((other) => `${lead}${other} ${key}`)];
}

function isTighter(line: string, wide: readonly string[], narrow: readonly string[] | undefined): boolean {
  if (!narrow) return false;
  if (/Not/.test(line)) return wide.every((value) => narrow.some((other) => isWithin(line, value, other)));
  return narrow.every((value) => wide.some((other) => isWithin(line, value, other)));
}

/** Whether whoever meets a condition with one value meets it with the other one too. */
function isWithin(line: string, value: string, other: string): boolean {
  if (value === other) return true;
  if (/Like|ArnEquals/.test(line)) return isLike(value, other);
  if (/IpAddress/.test(line)) return holdsPeer(block(other), block(value));
  const [one, bound] = [value, other].map((text) => (/Date/.test(line) ? Date.parse(text) : Number(text)));
  if (one === undefined || bound === undefined || !/^(Numeric|Date)/.test(line.replace(/^.*:/, '')))
    return false;
  return /Less/.test(line) ? one <= bound : /Greater/.test(line) && one >= bound;
}

function block(text: string): string {
  if (text.includes('/')) return text;
  return text.includes(':') ? `${text}/128` : `${text}/32`;
}
