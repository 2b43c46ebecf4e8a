import { own } from '../cloudformation/model/json.ts';
import { all, not, some, type Truth } from '../cloudformation/model/truth.ts';
import type { Value } from '../cloudformation/model/types.ts';
import type { Condition } from '../cloudformation/policy-documents.ts';
import keys from './condition-keys.json' with { type: 'json' };
import { type Name, namesIn, takesIn } from './names.ts';

/** What is known of a request besides who asks for what: the values of condition keys, in lower case. */
export interface Circumstances {
  readonly known: Readonly<Record<string, readonly Name[]>>;
  /** Whether the session is one of an AWS service such as Lambda, not of a person. */
  readonly isService: boolean;
}

/** Whether a statement's conditions hold, and where that differs from session to session, what has to hold. */
export interface Fulfilment {
  readonly truth: Truth;
  readonly needs: readonly string[];
}

const held: Fulfilment = { truth: true, needs: [] };

/** Judges the conditions of a statement for a request whose free values are chosen so that the statement holds, or not. */
export function fulfilment(
  conditions: readonly Condition[],
  { known, isService }: Circumstances,
  wish: 'holds' | 'fails',
): Fulfilment {
  return conjunction(conditions.map((condition) => one(condition, { known, isService }, wish)));
}

/** All of them at once. */
export function conjunction(all_: readonly Fulfilment[]): Fulfilment {
  return {
    truth: all(all_.map(({ truth }) => truth)),
    needs: [...new Set(all_.flatMap(({ needs }) => needs))],
  };
}

function one(condition: Condition, circumstances: Circumstances, wish: 'holds' | 'fails'): Fulfilment {
  const { operator, key } = condition;
  if (operator === undefined || key === undefined) return { truth: undefined, needs: [] };
  if (keys.chosen.keys.includes(key)) return { truth: wish === 'holds', needs: [] };
  const values = own(circumstances.known, key);
  if (values) return { truth: compare(condition, operator, values), needs: [] };
  if (circumstances.isService && keys.notForServices.keys.includes(key)) {
    return { truth: withoutValue(operator, condition), needs: [] };
  }
  if (isOfSession(key)) return { ...held, needs: [sentence(condition, operator, key)] };
  return { truth: undefined, needs: [] };
}

function isOfSession(key: string): boolean {
  const { keys: whole, prefixes } = keys.session;
  return whole.includes(key) || prefixes.some((prefix) => key.startsWith(prefix));
}

function sentence({ values }: Condition, operator: string, key: string): string {
  return `${key} ${operator} ${values.map(String).join(' or ')}`;
}

/** A key that a request lacks: negated operators and those with `IfExists` hold, all others do not. */
function withoutValue(operator: string, { values }: Condition): Truth {
  if (operator.startsWith('ForAllValues:') || operator.endsWith('IfExists')) return true;
  if (operator === 'Null') return valuesAre(values, 'true');
  return /Not(Equals|Like)/.test(operator);
}

function valuesAre(values: readonly Value[], text: string): Truth {
  return some(values.map(({ literal }) => (literal === undefined ? undefined : String(literal) === text)));
}

type Compare = (expected: Name, actual: Name) => Truth;

const exactly: Compare = (expected, actual) => takesIn(withoutWildcards(expected), actual);

const comparisons: Readonly<Record<string, Compare>> = {
  StringEquals: exactly,
  StringEqualsIgnoreCase: (expected, actual) => exactly(lower(expected), lower(actual)),
  StringLike: takesIn,
  ArnEquals: takesIn,
  ArnLike: takesIn,
  Bool: (expected, actual) => exactly(lower(expected), lower(actual)),
};

function compare(condition: Condition, operator: string, actual: readonly Name[]): Truth {
  if (operator === 'Null') return valuesAre(condition.values, 'false');
  const plain = operator.replace(/^For(All|Any)Values?:/, '').replace(/IfExists$/, '');
  const isNegated = plain.includes('Not');
  const comparison = own(comparisons, plain.replace('Not', ''));
  if (!comparison) return undefined;
  const matching = actual.map((name) => matchesOne(condition, name, comparison));
  const found = operator.startsWith('ForAllValues:') ? all(matching) : some(matching);
  return isNegated ? not(found) : found;
}

function matchesOne({ values, isDecided }: Condition, actual: Name, comparison: Compare): Truth {
  const found = some(
    values.map((value) => {
      const truths = namesIn(value).map((expected) => comparison(expected, actual));
      const [first] = truths;
      return truths.every((truth) => truth === first) ? first : undefined;
    }),
  );
  return found === false && !isDecided ? undefined : found;
}

/** `StringEquals` takes a star for a star. */
function withoutWildcards(name: Name): Name {
  return {
    ...name,
    tokens: name.tokens.map((token) => (token === '*' || token === '?' ? `\\${token}` : token)),
  };
}

function lower(name: Name): Name {
  return {
    ...name,
    tokens: name.tokens.map((token) => (typeof token === 'string' ? token.toLowerCase() : token)),
  };
}
