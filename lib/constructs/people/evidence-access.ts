import type { Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { accountScope, evidenceBucketNames, evidencePrefix } from '../../contract/account-names.ts';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { keyAccess } from '../data/access.ts';
import type { WorkPlace } from './work-place.ts';

/** Reads what deployments have left as evidence, and what browsers have reported. */
export function readingEvidence({ stack, stores: { cspReports } }: WorkPlace): readonly PolicyStatement[] {
  const buckets = bucketsOf(stack);
  return [
    new PolicyStatement({ actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [buckets] }),
    new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [`${buckets}/*`] }),
    usingTheKey(stack, 'kms:Decrypt'),
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      resources: [cspReports.arn],
    }),
    keyAccess(cspReports, 'readingItems'),
  ];
}

/**
 * Adds evidence of one environment, and neither reads nor lists any: no object is written over, and without a right to say how long an
 * object is kept, the lock of the bucket says it.
 */
export function storingEvidence(stack: Stack, storefront: Storefront): readonly PolicyStatement[] {
  const buckets = bucketsOf(stack);
  const actions = ['s3:PutObject'];
  return [
    new PolicyStatement({
      actions,
      resources: [`${buckets}/${evidencePrefix(storefront)}*`],
      conditions: { Null: { 's3:if-none-match': 'false' } },
    }),
    // The star of the bucket's name takes slashes, too: with one more of them the name of the environment would not come first.
    new PolicyStatement({ effect: Effect.DENY, actions, resources: [`${buckets}/*/*/*`] }),
    usingTheKey(stack, 'kms:GenerateDataKey'),
  ];
}

function bucketsOf({ account, partition }: Stack): string {
  return `arn:${partition}:s3:::${evidenceBucketNames(account)}*`;
}

/** The account has the key, whose ARN the shop does not know; its alias it does. */
function usingTheKey(stack: Stack, action: string): PolicyStatement {
  return new PolicyStatement({
    actions: [action],
    resources: [stack.formatArn({ service: 'kms', region: '*', resource: 'key', resourceName: '*' })],
    conditions: {
      StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' },
      'ForAnyValue:StringEquals': {
        'kms:ResourceAliases': `alias/${resourceName(accountScope, 'records')}`,
      },
    },
  });
}
