import { isArnOfOwnAccount, isOwnAccount } from '../../cloudformation/accounts.ts';
import type { Value } from '../../cloudformation/model/types.ts';
import {
  type Condition,
  isEveryone,
  mayAllow,
  type Statement,
  statements,
} from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import type { Verdict } from '../expect.ts';
import { type Observation, observation } from '../observation.ts';
import restricting from './restricting-keys.json' with { type: 'json' };

/** The statements of a policy that let anyone in, or may turn out to. */
export function publicStatements(document: Value): readonly Observation[] {
  return statements(document).flatMap(publicPrincipals);
}

/** By whom a statement lets anyone in, or may turn out to; nothing where it does not. */
export function publicPrincipals(statement: Statement): readonly Observation[] {
  const verdict = isPublic(statement);
  if (verdict === false) return [];
  const expected = 'named principals, or a condition on who calls';
  return [observation(verdict ? 'fail' : 'unknown', placeOf(statement), { expected })];
}

function isPublic(statement: Statement): Verdict {
  if (!mayAllow(statement)) return false;
  const anyone = admitsAnyone(statement);
  if (anyone === false) return false;
  const limits = statement.conditions.values.map(isRestricting);
  if (statement.conditions.isDecided && limits.includes(true)) return false;
  const isOpen = limits.every((limit) => limit === false) && statement.conditions.isDecided;
  return anyone && isOpen ? true : undefined;
}

/** Everyone except some is nearly everyone. */
function admitsAnyone({ principals, value }: Statement): Verdict {
  if (!value.isObject) return undefined;
  if (principals.negated) return true;
  const verdicts = principals.values.map(isEveryone);
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** Operators that ask for something; those with `IfExists` and `ForAllValues` hold where nothing is sent. */
const operators = [
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'IpAddress',
];

function isRestricting({ operator, key, values, isDecided }: Condition): Verdict {
  if (operator === undefined || key === undefined || !isDecided) return undefined;
  const plain = operator.replace(/^ForAnyValue:/, '');
  if (!operators.includes(plain) || !restricting.keys.includes(key)) return false;
  const narrow = values.map(leavesOut);
  if (narrow.includes(false)) return false;
  return narrow.includes(undefined) ? undefined : true;
}

/** What names a resource of the templates, the own account or something in it admits nobody else. */
function leavesOut(value: Value): Verdict {
  const isOwn = value.alternatives.every(({ kind }) => kind === 'reference') || isOwnAccount(value);
  return isOwn || isArnOfOwnAccount(value) || textIs(value, isNarrow);
}

/** Whether a value leaves anybody out: a wildcard may only stand where something before it names an owner. */
function isNarrow(text: string): boolean {
  const [, block, size] = /^([0-9a-f.:]+)\/(\d+)$/i.exec(text) ?? [];
  if (block !== undefined) return Number(size) >= leastPrefix[block.includes(':') ? 'ipv6' : 'ipv4'];
  return !/[*?]/.test(text) || owned.some((pattern) => pattern.test(text));
}

const { leastPrefix } = restricting;

/** ARNs with an account, paths below an organization, sessions of one role. */
const owned = [/^arn:[^:]*:[^:]*:[^:]*:\d{12}:/, /^o-[a-z0-9]+\//, /^A[A-Z0-9]{15,}:/];

/** The first principal that may be meant; the whole where the statement cannot be read. */
function placeOf({ value, principals }: Statement): Value {
  const first = principals.values.find((one) => isEveryone(one) !== false) ?? principals.values[0];
  return (value.isObject && first?.value) || value;
}
