import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import {
  type Condition,
  isEveryone,
  type Statement,
  statements,
} from '../../../cloudformation/policy-documents.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { bestOf, distinct, inTurn } from '../../choices.ts';
import type { Verdict } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import { effectIs, listsOne } from '../../statements/statement-parts.ts';

/** The condition under which a request is refused. */
export interface Refusal {
  /** As a phrase: `requests without TLS`. */
  readonly name: string;
  readonly operators: readonly string[];
  /** In lower case. */
  readonly key: string;
  readonly isValue: (text: string) => boolean;
}

export const withoutTls: Refusal = {
  name: 'requests without TLS',
  operators: ['Bool', 'BoolIfExists'],
  key: 'aws:securetransport',
  isValue: (text) => text === 'false',
};

const leastTls = 1.2;

export const oldTls: Refusal = {
  name: 'requests with TLS below 1.2',
  operators: ['NumericLessThan', 'NumericLessThanIfExists'],
  key: 's3:tlsversion',
  isValue: (text) => Number(text) >= leastTls,
};

/** What a policy has to protect: every part of it, for everyone. */
export interface Protected {
  readonly action: { readonly name: string; readonly matches: (pattern: Value) => Verdict };
  readonly parts: readonly { readonly name: string; readonly isCovered: (resource: Value) => Verdict }[];
}

/** Judges that a policy refuses certain requests to a resource, whoever sends them. */
export function expectRefusal(
  policy: Resource,
  refusal: Refusal,
  subject: Protected,
): readonly Observation[] {
  const document = policy.property('PolicyDocument');
  const candidates = statements(document).filter((statement) => mayRefuse(statement, refusal));
  const seen = subject.parts.flatMap((part) => {
    const lacking = missing(policy, document.path, `a Deny of ${refusal.name} to ${part.name}`);
    return bestOf(
      inTurn(candidates, (statement) => refusalOf(statement, refusal, { ...subject, parts: [part] })),
      [lacking],
    );
  });
  return distinct(seen);
}

/** Whether a statement has the condition, so that it is the one that is meant. */
function mayRefuse({ conditions }: Statement, { key }: Refusal): boolean {
  return conditions.values.some((condition) => condition.key === undefined || condition.key === key);
}

function refusalOf(
  statement: Statement,
  refusal: Refusal,
  { action, parts }: Protected,
): readonly Observation[] {
  const { value, principals, actions, resources } = statement;
  const judged = <Item>(
    items: readonly Item[],
    at: (item: Item) => Value,
    verdict: (item: Item) => Verdict,
  ) => items.map((item) => ({ at: at(item), verdict: verdict(item) }));
  return [
    effectIs(statement, 'Deny'),
    listsOne(
      { ...principals, values: judged(principals.values, (one) => one.value, isEveryone) },
      { at: value.at('Principal'), expected: '*' },
    ),
    listsOne(
      { ...actions, values: judged(actions.values, (one) => one, action.matches) },
      { at: value.at('Action'), expected: action.name },
    ),
    ...parts.map(({ name, isCovered }) =>
      listsOne(
        { ...resources, values: judged(resources.values, (one) => one, isCovered) },
        { at: value.at('Resource'), expected: name },
      ),
    ),
    onlyCondition(statement, refusal),
  ];
}

/** Any further condition would let some of the requests through. */
function onlyCondition({ value, conditions }: Statement, refusal: Refusal): Observation {
  const expected = `only ${refusal.operators[0]} on ${refusal.key} for ${refusal.name}`;
  const [only, ...others] = conditions.values;
  const at = only?.values[0] ?? value.at('Condition');
  if (!only || others.length > 0) return observation('fail', value.at('Condition'), { expected });
  if (only.key === undefined || !conditions.isDecided || !only.isDecided)
    return observation('unknown', at, { expected });
  const verdict = isRight(only, refusal);
  return observation(verdict === undefined ? 'unknown' : verdict ? 'pass' : 'fail', at, { expected });
}

function isRight({ operator = '', key, values }: Condition, refusal: Refusal): Verdict {
  if (!refusal.operators.includes(operator) || key !== refusal.key || values.length === 0) return false;
  const verdicts = values.map((value) => textIs(value, refusal.isValue));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}
