import { ArnFormat } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { edgeRegion } from '../../aws/regions.ts';
import { accountScope, evidenceRole } from '../../contract/account-names.ts';
import { admittedRole, resourceName } from '../../contract/names.ts';
import { keyAccess } from '../data/access.ts';
import { replayingEvents } from './order-access.ts';
import type { WorkPlace } from './work-place.ts';

/** Sends again what is stuck, reads the logs of functions, and says who sees a shop to which shoppers do not come. */
export function operating(place: WorkPlace): readonly PolicyStatement[] {
  const { storefront, stack } = place;
  const logs = `/aws/lambda/${resourceName(storefront, '*')}`;
  const lists = (['IPV4', 'IPV6'] as const).map((version) =>
    stack.formatArn({
      service: 'wafv2',
      region: edgeRegion,
      resource: 'global/ipset',
      resourceName: `${resourceName(storefront, admittedRole(version))}/*`,
    }),
  );
  return [
    ...replayingEvents(place),
    new PolicyStatement({ actions: ['wafv2:GetIPSet', 'wafv2:UpdateIPSet'], resources: lists }),
    new PolicyStatement({
      actions: ['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents', 'logs:StartQuery'],
      resources: [
        stack.formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: `${logs}:*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
    }),
    // What is asked of a list or of a query that runs names no resource.
    new PolicyStatement({
      actions: ['logs:GetQueryResults', 'logs:StopQuery', 'wafv2:ListIPSets'],
      resources: ['*'],
    }),
  ];
}

/** Reads what deployments have left as evidence, and what browsers have reported. */
export function readingEvidence({ stack, stores: { cspReports } }: WorkPlace): readonly PolicyStatement[] {
  const { account, partition } = stack;
  const name = resourceName(accountScope, evidenceRole);
  const bucket = `arn:${partition}:s3:::${name}-${account}-*`;
  return [
    new PolicyStatement({ actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [bucket] }),
    new PolicyStatement({ actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [`${bucket}/*`] }),
    // The account has the key, whose ARN the shop does not know; its alias it does.
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [stack.formatArn({ service: 'kms', region: '*', resource: 'key', resourceName: '*' })],
      conditions: {
        StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' },
        'ForAnyValue:StringEquals': {
          'kms:ResourceAliases': `alias/${resourceName(accountScope, 'records')}`,
        },
      },
    }),
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      resources: [cspReports.arn],
    }),
    keyAccess(cspReports, 'readingItems'),
  ];
}
