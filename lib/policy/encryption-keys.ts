import { isCustomerManagedKey, isKmsKey } from '../cloudformation/kms-keys.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { type Principal, type Statement, statements } from '../cloudformation/policy-documents.ts';
import { textIs } from '../cloudformation/texts.ts';
import { matchesAction } from '../cloudformation/wildcards.ts';
import { bestOf } from './choices.ts';
import { observe, type Verdict } from './expect.ts';
import { missing, type Observation } from './observation.ts';
import { effectIs, listsOne } from './statements/statement-parts.ts';

/** What a service needs of a key to publish encrypted messages. */
const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Judges that a key's policy lets an AWS service encrypt with it. */
export function admitsService(key: Resource, service: string): readonly Observation[] {
  const candidates = statements(key.property('KeyPolicy'))
    .filter((statement) => statement.principals.values.some((one) => isService(one, service) !== false))
    .map((statement) => admits(statement, service));
  const lacking = missing(
    key,
    'Properties.KeyPolicy',
    `a statement that lets ${service} use ${actions.join(' and ')}`,
  );
  return bestOf(candidates, [lacking]);
}

function admits(statement: Statement, service: string): readonly Observation[] {
  const { value, principals } = statement;
  return [
    effectIs(statement, 'Allow'),
    listsOne(
      {
        ...principals,
        values: principals.values.map((one) => ({ at: one.value, verdict: isService(one, service) })),
      },
      { at: value.at('Principal'), expected: service },
    ),
    ...actions.map((action) => listsAction(statement, action)),
  ];
}

function listsAction({ value, actions: listed }: Statement, action: string): Observation {
  const values = listed.values.map((pattern) => ({ at: pattern, verdict: matchesAction(pattern, action) }));
  return listsOne({ ...listed, values }, { at: value.at('Action'), expected: action });
}

function isService({ kind, value }: Principal, service: string): Verdict {
  if (kind === undefined) return undefined;
  return kind === 'Service' ? textIs(value, (text) => text === service) : false;
}

/** Requires a key that the customer manages: its policy says who may decrypt, and its uses are logged. */
export function expectCustomerManagedKey(value: Value): Observation {
  return observe(value, { expected: 'a customer-managed KMS key' }, isCustomerManagedKey);
}

/** Requires a KMS key, of the customer or of AWS. */
export function expectKey(value: Value): Observation {
  return observe(value, { expected: 'a KMS key' }, isKmsKey);
}
