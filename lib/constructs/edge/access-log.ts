import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';

/** What is written of each request: every field of standard logging v2 but cookies and query strings, which may hold secrets. */
const recordFields = [
  'date',
  'time',
  'x-edge-location',
  'sc-bytes',
  'c-ip',
  'cs-method',
  'cs(Host)',
  'cs-uri-stem',
  'sc-status',
  'cs(User-Agent)',
  'x-edge-result-type',
  'x-edge-request-id',
  'x-host-header',
  'cs-protocol',
  'cs-bytes',
  'time-taken',
  'ssl-protocol',
  'ssl-cipher',
  'x-edge-response-result-type',
  'cs-protocol-version',
  'c-port',
  'time-to-first-byte',
  'x-edge-detailed-result-type',
  'sc-content-type',
  'sc-content-len',
  'c-country',
] as const;

export interface AccessLogProps {
  readonly storefront: Storefront;

  /** What is asked. */
  readonly distribution: IDistribution;

  /** Where it is written. */
  readonly bucket: Bucket;
}

/** Writes who asked the distribution for what, without cookies and query strings, which may hold secrets. */
export class AccessLog extends Construct {
  constructor(scope: Construct, id: string, { storefront, distribution, bucket }: AccessLogProps) {
    super(scope, id);
    const name = resourceName(storefront, 'access-log');
    const source = new CfnDeliverySource(this, 'Source', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: distribution.distributionArn,
    });
    const destination = new CfnDeliveryDestination(this, 'Destination', {
      name,
      destinationResourceArn: bucket.bucketArn,
      outputFormat: 'json',
    });
    const delivery = new CfnDelivery(this, 'Delivery', {
      deliverySourceName: source.ref,
      deliveryDestinationArn: destination.attrArn,
      recordFields: [...recordFields],
      s3SuffixPath: '{DistributionId}/{yyyy}/{MM}/{dd}/{HH}',
    });
    bucket.addToResourcePolicy(allowDelivery(Stack.of(this), bucket, name));
    if (bucket.policy) delivery.node.addDependency(bucket.policy);
  }
}

function allowDelivery(stack: Stack, bucket: Bucket, sourceName: string): PolicyStatement {
  const { account } = stack;
  return new PolicyStatement({
    principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
    conditions: {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({
          service: 'logs',
          resource: 'delivery-source',
          resourceName: sourceName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  });
}
