import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { nameOf, type Storefront } from '../contract/storefront.ts';
import facts from './access-log.json' with { type: 'json' };

export interface AccessLogProps {
  readonly storefront: Storefront;
  readonly distribution: IDistribution;
  readonly bucket: Bucket;
}

/** Writes who asked the distribution for what, without cookies and query strings, which may hold secrets. */
export class AccessLog extends Construct {
  constructor(scope: Construct, id: string, { storefront, distribution, bucket }: AccessLogProps) {
    super(scope, id);
    const name = nameOf(storefront, Stack.of(this).region, 'access-log');
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
      recordFields: facts.recordFields,
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
