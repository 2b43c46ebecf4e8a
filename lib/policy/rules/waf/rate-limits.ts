import type { Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import {
  asNumber,
  expectAbsent,
  expectNumber,
  expectOneOf,
  observe,
  observeLiteral,
  type Verdict,
} from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import { blockedAnswer, expectStopping } from './acl-rules.ts';

/** What AWS takes: https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const limits = { min: 10 };

/** What one sender may ask for in a second: a page with all its files every few seconds, and far more than any person does. */
const mostPerSecond = 100;
const windows = [60, 120, 300, 600];
const defaultWindow = 300;

/** The rate-based statement of a rule. */
export function rateStatement(rule: Value): Value {
  return rule.at('Statement.RateBasedStatement');
}

/** Requests a second that a rate-based statement lets through; nothing where it is not written out. */
export function rateOf(statement: Value): number | undefined {
  const limit = asNumber(statement.at('Limit').literal);
  const window = secondsOf(statement);
  return limit === undefined || window === undefined ? undefined : limit / window;
}

/** Judges a limit for every request. */
export function globalLimit(rule: Value): readonly Observation[] {
  const statement = rateStatement(rule);
  return [
    ...sound(rule),
    expectNumber(statement.at('Limit'), {
      ...limits,
      max: mostPerSecond * Math.max(secondsOf(statement) ?? 0, defaultWindow),
    }),
    expectOneOf(statement.at('AggregateKeyType'), ['IP', 'CUSTOM_KEYS']),
  ];
}

/** Judges a limit for some paths: it has to be lower than `ceiling`, the requests a second that all paths share. */
export function tighterLimit(rule: Value, ceiling: number | undefined): readonly Observation[] {
  const statement = rateStatement(rule);
  const window = secondsOf(statement);
  const expected = `at least ${limits.min} and a lower rate than the limit for every request`;
  return [
    ...sound(rule),
    observe(statement.at('Limit'), { expected }, (resolved): Verdict => {
      if (resolved.kind !== 'literal' && resolved.kind !== 'absent') return undefined;
      const limit = resolved.kind === 'literal' ? asNumber(resolved.value) : undefined;
      if (limit === undefined || limit < limits.min) return false;
      return isLower({ limit, window, ceiling });
    }),
    expectOneOf(statement.at('AggregateKeyType'), ['IP', 'CUSTOM_KEYS', 'CONSTANT']),
  ];
}

interface Compared {
  readonly limit: number;
  readonly window: number | undefined;
  readonly ceiling: number | undefined;
}

function isLower({ limit, window, ceiling }: Compared): Verdict {
  return window === undefined || ceiling === undefined ? undefined : limit / window < ceiling;
}

function sound(rule: Value): readonly Observation[] {
  return [
    expectStopping(rule.at('Action')),
    ...blockedAnswer(rule),
    ...flawsOf([expectOneOf(windowOf(rateStatement(rule)), windows)]),
    ...countedBy(rateStatement(rule)),
  ];
}

/** Custom keys count each combination by itself, so one that a client makes up gives it a new count at will. */
function countedBy(statement: Value): readonly Observation[] {
  const [type, keys] = [statement.at('AggregateKeyType'), statement.at('CustomKeys')];
  if (!type.alternatives.some((one) => one.kind === 'literal' && one.value === 'CUSTOM_KEYS')) return [];
  const expected = 'a list of keys that clients cannot make up';
  if (!keys.isDecidedList) return [observation('unknown', keys, { expected })];
  if (keys.items().length === 0) return [observation('fail', keys, { expected })];
  return keys
    .items()
    .flatMap((key) =>
      flawsOf([
        ...madeUp.map((name) => expectAbsent(key.at(name), `no ${name}, which clients make up`)),
        expectAbsent(
          key.at('LabelNamespace'),
          'no LabelNamespace, since requests without a label are not counted',
        ),
      ]),
    );
}

const madeUp = ['Header', 'Cookie', 'QueryArgument', 'QueryString', 'UriPath'];

function secondsOf(statement: Value): number | undefined {
  const seconds = asNumber(windowOf(statement).literal);
  return seconds !== undefined && seconds > 0 ? seconds : undefined;
}

function windowOf(statement: Value): Value {
  return statement.at('EvaluationWindowSec').withDefault(defaultWindow);
}

/** A forwarded address is whatever the client writes into a header, so each request may bring a new one. */
export function forgeable(rule: Value): readonly Observation[] {
  const statement = rateStatement(rule);
  if (statement.isAbsent) return [];
  const keys = statement.at('CustomKeys');
  return flawsOf([
    observeLiteral(
      statement.at('AggregateKeyType'),
      { expected: 'IP, CUSTOM_KEYS or CONSTANT, since clients write FORWARDED_IP themselves' },
      (literal) => literal !== 'FORWARDED_IP',
    ),
    ...keys
      .items()
      .map((key) => expectAbsent(key.at('ForwardedIP'), 'no ForwardedIP, which clients write themselves')),
  ]);
}
