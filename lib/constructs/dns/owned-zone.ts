import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { type LogGroup, ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { logGroupArn } from '../common/log-group-arn.ts';
import type { LogGroups } from '../common/log-groups.ts';
import { nameOf, type Storefront } from '../contract/storefront.ts';
import { caaRecord } from './caa-record.ts';

export interface OwnedZoneProps {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;
}

/** The environment's own zone: signed, logged, and open to one issuer of certificates. */
export class OwnedZone extends Construct {
  readonly zone: PublicHostedZone;

  constructor(scope: Construct, id: string, { storefront, logGroups }: OwnedZoneProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const queries = logGroups.add('Queries', `/aws/route53/${nameOf(storefront, region, 'queries')}`);
    this.zone = new PublicHostedZone(this, 'Resource', {
      zoneName: storefront.environment.zone.name,
      comment: `${storefront.shop} ${storefront.name}`,
      queryLogsLogGroupArn: logGroupArn(queries),
    });
    this.zone.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.zone.node.addDependency(allowQueryLog(this, queries));
    this.zone.enableDnssec({
      kmsKey: new Key(this, 'SigningKey', {
        alias: nameOf(storefront, region, 'dnssec'),
        description: `DNSSEC of ${storefront.environment.zone.name}`,
        keySpec: KeySpec.ECC_NIST_P256,
        keyUsage: KeyUsage.SIGN_VERIFY,
        pendingWindow: Duration.days(30),
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
    });
    caaRecord(this, 'Caa', this.zone, storefront);
  }
}

function allowQueryLog(scope: Construct, log: LogGroup): ResourcePolicy {
  const stack = Stack.of(scope);
  return new ResourcePolicy(scope, 'QueryLog', {
    resourcePolicyName: `${stack.stackName}-queries`,
    policyStatements: [
      new PolicyStatement({
        principals: [new ServicePrincipal('route53.amazonaws.com')],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [log.logGroupArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:route53:::hostedzone/*` },
        },
      }),
    ],
  });
}
