import { isCustomerManagedKey, isKmsKey } from '../cloudformation/kms-keys.ts';
import { asParts } from '../cloudformation/model/resolved.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { isLike } from '../cloudformation/wildcards.ts';
import { leftToOwnerOfKey } from './declared-keys.ts';
import { observe, type Verdict } from './expect.ts';
import type { Observation } from './observation.ts';
import { admitsService, serviceNamed } from './statements/service-access.ts';
import { listsOne } from './statements/statement-parts.ts';

/** Judges that a key's policy lets an AWS service publish messages that are encrypted with it. */
export function admitsPublisher(key: Resource, service: string): readonly Observation[] {
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
  return admitsService(key.property('KeyPolicy'), { ...serviceNamed(service), actions });
}

/** Judges that a key's policy lets CloudWatch Logs encrypt a log group with it. */
export function admitsLogGroup(key: Resource, group: Resource): readonly Observation[] {
  const { region } = group.template;
  return admitsService(key.property('KeyPolicy'), {
    name: `logs.${region ?? 'REGION'}.amazonaws.com`,
    isNamed: (text) =>
      region === undefined
        ? /^logs\.[a-z0-9-]+\.amazonaws\.com$/.test(text)
        : text === `logs.${region}.amazonaws.com`,
    actions: logActions,
    further: ({ conditions }) =>
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

/** Requires a key that the customer manages: its policy says who may decrypt, and its uses are logged. */
export function expectCustomerManagedKey(value: Value): Observation {
  const seen = observe(value, { expected: 'a customer-managed KMS key' }, isCustomerManagedKey);
  return leftToOwnerOfKey(seen, value, 'DATA-02');
}

/** Requires a KMS key, of the customer or of AWS. */
export function expectKey(value: Value): Observation {
  return observe(value, { expected: 'a KMS key' }, isKmsKey);
}
