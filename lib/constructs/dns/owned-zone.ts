import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { type LogGroup, ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import { type LogGroups, logGroupArn } from '../common/log-groups.ts';
import type { Storefront } from '../contract/storefront.ts';
import { caaRecord } from './caa-record.ts';

export interface OwnedZoneProps {
  readonly storefront: Storefront;

  /** The log groups of the stack, to which the zone adds its own. */
  readonly logGroups: LogGroups;
}

/** The environment's own zone: signed, logged, and open to one issuer of certificates. */
export class OwnedZone extends Construct {
  readonly zone: PublicHostedZone;

  constructor(scope: Construct, id: string, { storefront, logGroups }: OwnedZoneProps) {
    super(scope, id);
    const name = resourceName(storefront, 'dns-queries');
    const queries = logGroups.add('DnsQueries', `/aws/route53/${name}`);
    this.zone = new PublicHostedZone(this, 'Resource', {
      zoneName: storefront.environment.zone.name,
      comment: `${storefront.shop} ${storefront.name}`,
      queryLogsLogGroupArn: logGroupArn(Stack.of(this), queries.logGroupName),
    });
    this.zone.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.zone.node.addDependency(allowQueryLog(this, name, queries));
    this.zone.enableDnssec({
      kmsKey: new Key(this, 'SigningKey', {
        alias: resourceName(storefront, 'dnssec'),
        description: `DNSSEC of ${storefront.environment.zone.name}`,
        keySpec: KeySpec.ECC_NIST_P256,
        keyUsage: KeyUsage.SIGN_VERIFY,
        pendingWindow: Duration.days(30),
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
    });
    caaRecord(this, 'Caa', { storefront, zone: this.zone });
  }
}

function allowQueryLog(scope: Construct, resourcePolicyName: string, log: LogGroup): ResourcePolicy {
  const stack = Stack.of(scope);
  return new ResourcePolicy(scope, 'QueryLog', {
    resourcePolicyName,
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
