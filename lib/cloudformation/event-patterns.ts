import { isList, isRecord, type Json, type JsonRecord, own } from './model/json.ts';
import { all, not, some, type Truth } from './model/truth.ts';
import { isMadeOf } from './wildcards.ts';

/**
 * Whether an event pattern of EventBridge takes in an event; undefined where the pattern has a part that this reader does not
 * know. An empty pattern is none: EventBridge refuses it.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, read on 2026-11-29.
 */
export function takesIn(pattern: Json, event: Json): Truth {
  if (!isRecord(pattern) || Object.keys(pattern).length === 0) return false;
  return matchesAll(pattern, event);
}

function matchesAll(pattern: JsonRecord, event: Json | undefined): Truth {
  // Of a list in an event one item has to fit the whole pattern.
  if (isList(event)) return some(event.map((item) => matchesAll(pattern, item)));
  return all(Object.entries(pattern).map(([field, wanted]) => matchesField(field, wanted, event)));
}

function matchesField(field: string, wanted: Json, event: Json | undefined): Truth {
  if (field === 'Ref' || field.startsWith('Fn::')) return undefined;
  if (field === '$or') {
    return isList(wanted)
      ? some(wanted.map((one) => (isRecord(one) ? matchesAll(one, event) : undefined)))
      : undefined;
  }
  const value = isRecord(event) ? own(event, field) : undefined;
  if (isRecord(wanted)) return matchesAll(wanted, value);
  return isList(wanted) ? some(wanted.map((filter) => matchesValue(filter, value))) : undefined;
}

function matchesValue(filter: Json, value: Json | undefined): Truth {
  if (isRecord(filter)) return matchesFilter(filter, value);
  return isList(value) ? value.includes(filter) : value === filter;
}

function matchesFilter(filter: JsonRecord, value: Json | undefined): Truth {
  const [[name = '', operand = null] = [], ...others] = Object.entries(filter);
  if (others.length > 0) return undefined;
  if (name === 'exists') return typeof operand === 'boolean' ? (value !== undefined) === operand : undefined;
  if (isList(value)) return some(value.map((item) => matchesFilter(filter, item)));
  return own(filters, name)?.(operand, value);
}

/** What `anything-but` excludes: values, or what another filter takes in. */
function isOneOf(operand: Json, value: Json): Truth {
  if (isRecord(operand)) return matchesFilter(operand, value);
  return (isList(operand) ? operand : [operand]).includes(value);
}

type Filter = (operand: Json, value: Json | undefined) => Truth;

const filters: Readonly<Record<string, Filter>> = {
  'anything-but': (operand, value) => (value === undefined ? false : not(isOneOf(operand, value))),
  numeric: (operand, value) => (isList(operand) ? compares(operand, value) : undefined),
  prefix: texts((value, operand) => value.startsWith(operand)),
  suffix: texts((value, operand) => value.endsWith(operand)),
  // Unlike in policies a question mark is a character like any other.
  wildcard: texts((value, operand) => isMadeOf(value, operand.split('*'))),
  'equals-ignore-case': texts((value, operand) => value.toLowerCase() === operand.toLowerCase()),
};

function texts(test: (value: string, operand: string) => boolean): Filter {
  return (operand, value) => {
    if (typeof operand !== 'string') return undefined;
    return typeof value === 'string' ? test(value, operand) : false;
  };
}

/** `[">=", 4, "<", 7]`: each comparison has to hold. */
function compares(operand: readonly Json[], value: Json | undefined): Truth {
  if (operand.length === 0 || operand.length % 2 === 1) return undefined;
  const pairs = operand.flatMap((operator, index) =>
    index % 2 === 0 ? [[operator, operand[index + 1]] as const] : [],
  );
  return all(pairs.map(([operator, bound]) => comparesTo(operator, bound, value)));
}

function comparesTo(operator: Json, bound: Json | undefined, value: Json | undefined): Truth {
  const test = typeof operator === 'string' ? own(comparisons, operator) : undefined;
  if (!test || typeof bound !== 'number') return undefined;
  return typeof value === 'number' ? test(value, bound) : false;
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};
