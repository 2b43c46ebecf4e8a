import { isCustomerManagedKey, isKmsKey } from '../cloudformation/kms-keys.ts';
import { asParts } from '../cloudformation/model/resolved.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { type Principal, type Statement, statements } from '../cloudformation/policy-documents.ts';
import { textIs } from '../cloudformation/texts.ts';
import { isLike, matchesAction } from '../cloudformation/wildcards.ts';
import { bestOf } from './choices.ts';
import { observe, type Verdict } from './expect.ts';
import { missing, type Observation } from './observation.ts';
import { effectIs, listsOne } from './statements/statement-parts.ts';

/** A service that has to encrypt with a key, and what it needs for that. */
interface KeyService {
  readonly name: string;
  readonly isNamed: (text: string) => boolean;
  readonly actions: readonly string[];
  /** What was seen of the conditions of a statement that admits the service. */
  readonly conditions?: (statement: Statement) => readonly Observation[];
}

/** Judges that a key's policy lets an AWS service publish messages that are encrypted with it. */
export function admitsPublisher(key: Resource, service: string): readonly Observation[] {
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
  return admitsService(key, { name: service, isNamed: (text) => text === service, actions });
}

/** Judges that a key's policy lets CloudWatch Logs encrypt a log group with it. */
export function admitsLogGroup(key: Resource, group: Resource): readonly Observation[] {
  const { region } = group.template;
  return admitsService(key, {
    name: `logs.${region ?? 'REGION'}.amazonaws.com`,
    isNamed: (text) =>
      region === undefined
        ? /^logs\.[a-z0-9-]+\.amazonaws\.com$/.test(text)
        : text === `logs.${region}.amazonaws.com`,
    actions: logActions,
    conditions: ({ conditions }) =>
      conditions.values
        .filter(({ key: name }) => name === 'kms:encryptioncontext:aws:logs:arn')
        .map(({ line, values, isDecided }) =>
          listsOne(
            {
              negated: false,
              isDecided,
              values: values.map((value) => ({ at: value, verdict: means(value, group) })),
            },
            { at: line, expected: `the ARN of the log group ${group.logicalId}` },
          ),
        ),
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html, read on 2026-11-29. */
const logActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Whether a pattern of ARNs takes in the log group, by the name that the group gives itself. */
function means(pattern: Value, group: Resource): Verdict {
  const name = group.property('LogGroupName').literal;
  const [resolved, ...others] = pattern.alternatives;
  const end = resolved && asParts(resolved).at(-1);
  const [, written] = /:log-group:([^:]+)/.exec(typeof end === 'string' ? end : '') ?? [];
  if (others.length > 0 || typeof name !== 'string') return undefined;
  if (written === undefined) return resolved?.kind === 'literal' ? resolved.value === '*' : undefined;
  return isLike(name, written);
}

function admitsService(key: Resource, service: KeyService): readonly Observation[] {
  const { name, actions } = service;
  const candidates = statements(key.property('KeyPolicy'))
    .filter((statement) => statement.principals.values.some((one) => isService(one, service) !== false))
    .map((statement) => admits(statement, service));
  const lacking = missing(
    key,
    'Properties.KeyPolicy',
    `a statement that lets ${name} use ${actions.slice(0, -1).join(', ')} and ${actions.at(-1)}`,
  );
  return bestOf(candidates, [lacking]);
}

function admits(statement: Statement, service: KeyService): readonly Observation[] {
  const { value, principals } = statement;
  return [
    effectIs(statement, 'Allow'),
    listsOne(
      {
        ...principals,
        values: principals.values.map((one) => ({ at: one.value, verdict: isService(one, service) })),
      },
      { at: value.at('Principal'), expected: service.name },
    ),
    ...service.actions.map((action) => listsAction(statement, action)),
    ...(service.conditions?.(statement) ?? []),
  ];
}

/** One pattern may stand for several actions, so each finding says which action it is about. */
function listsAction({ value, actions: listed }: Statement, action: string): Observation {
  const values = listed.values.map((pattern) => ({ at: pattern, verdict: matchesAction(pattern, action) }));
  const seen = listsOne({ ...listed, values }, { at: value.at('Action'), expected: action });
  return seen.with({ about: action });
}

function isService({ kind, value }: Principal, { isNamed }: KeyService): Verdict {
  if (kind === undefined) return undefined;
  return kind === 'Service' ? textIs(value, isNamed) : false;
}

/** Requires a key that the customer manages: its policy says who may decrypt, and its uses are logged. */
export function expectCustomerManagedKey(value: Value): Observation {
  return observe(value, { expected: 'a customer-managed KMS key' }, isCustomerManagedKey);
}

/** Requires a KMS key, of the customer or of AWS. */
export function expectKey(value: Value): Observation {
  return observe(value, { expected: 'a KMS key' }, isKmsKey);
}
