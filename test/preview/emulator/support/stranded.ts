import type { Emulator } from '../../../support/emulator.ts';
import { type Call, callsOf } from './calls.ts';

/** How names that can be taken are listed: the operation, and what its answer has of each. */
const listings: readonly (readonly [string, string, (answer: Listing) => readonly (string | undefined)[]])[] =
  [
    ['s3', 'list_buckets', ({ Buckets = [] }) => Buckets.map(({ Name }) => Name)],
    [
      'logs',
      'describe_log_groups',
      ({ logGroups = [] }) => logGroups.map(({ logGroupName }) => logGroupName),
    ],
    ['kms', 'list_aliases', ({ Aliases = [] }) => Aliases.map(({ AliasName }) => AliasName)],
    ['sns', 'list_topics', ({ Topics = [] }) => Topics.map(({ TopicArn }) => TopicArn)],
    ['sqs', 'list_queues', ({ QueueUrls = [] }) => QueueUrls],
    ['dynamodb', 'list_tables', ({ TableNames = [] }) => TableNames],
    ['secretsmanager', 'list_secrets', ({ SecretList = [] }) => SecretList.map(({ Name }) => Name)],
  ];

interface Listing {
  readonly Buckets?: readonly { readonly Name?: string }[];
  readonly logGroups?: readonly { readonly logGroupName?: string }[];
  readonly Aliases?: readonly { readonly AliasName?: string }[];
  readonly Topics?: readonly { readonly TopicArn?: string }[];
  readonly QueueUrls?: readonly string[];
  readonly TableNames?: readonly string[];
  readonly SecretList?: readonly { readonly Name?: string }[];
  readonly Keys?: readonly { readonly KeyId: string }[];
}

/** Names and keys that some regions of the account hold and no stack has, but for what AWS itself keeps there. */
export async function strandedIn(emulator: Emulator, regions: readonly string[]): Promise<readonly string[]> {
  const found = await emulator.resources();
  // The id of a secret is its ARN, which ends in characters that are not part of its name.
  const owned = new Set(found.flatMap(({ physicalId, properties }) => [physicalId, properties['Name']]));
  const asked = regions.flatMap((region) =>
    listings.map(([service, operation, namesIn]) => ({ call: { service, operation, region }, namesIn })),
  );
  const answers = callsOf(
    emulator,
    asked.map(({ call }) => call),
  );
  const held = answers.flatMap(({ answer, message }, index) => {
    if (!answer) throw new Error(message);
    return asked[index]?.namesIn(answer) ?? [];
  });
  const names = [...held, ...keysIn(emulator, regions)].filter((name) => name !== undefined);
  return [...new Set(names)].filter((name) => !owned.has(name) && !name.startsWith('alias/aws/')).sort();
}

/** The ids of keys of customers that are not to be deleted. */
function keysIn(emulator: Emulator, regions: readonly string[]): readonly string[] {
  const lists = callsOf(
    emulator,
    regions.map((region) => ({ service: 'kms', operation: 'list_keys', region })),
  );
  const describing = lists.flatMap(({ answer }, index) =>
    ((answer as Listing).Keys ?? []).map(
      ({ KeyId }): Call => ({
        service: 'kms',
        operation: 'describe_key',
        parameters: { KeyId },
        ...(regions[index] && { region: regions[index] }),
      }),
    ),
  );
  return callsOf(emulator, describing).flatMap(({ answer }) => {
    const { KeyId, KeyState, KeyManager } = answer.KeyMetadata;
    return KeyManager === 'CUSTOMER' && KeyState !== 'PendingDeletion' ? [KeyId] : [];
  });
}
