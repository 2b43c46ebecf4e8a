import { ArnFormat, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { classifyData } from '../contract/classify-data.ts';
import { nameOf, type Storefront } from '../contract/storefront.ts';
import { customerKey } from './customer-key.ts';

export interface LogGroupsProps {
  readonly storefront: Storefront;
  /** Tells the key from that of another stack in the same region. */
  readonly role: 'logs' | 'dns-logs' | 'payment-logs';
}

/** The log groups of one stack, encrypted with a key that serves them alone. */
export class LogGroups extends Construct {
  private readonly key: Key;
  private readonly names: string[] = [];

  constructor(scope: Construct, id: string, { storefront, role }: LogGroupsProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    this.key = customerKey(this, 'Key', {
      alias: nameOf(storefront, region, role),
      description: `Log groups of ${storefront.shop} ${storefront.name}`,
    });
    this.key.addToResourcePolicy(this.useByLogs(region));
  }

  /** Adds a log group. It keeps its events for thirteen months: a year is asked for, and the last month is in use. */
  add(id: string, logGroupName: string): LogGroup {
    this.names.push(logGroupName);
    const group = new LogGroup(this, id, {
      logGroupName,
      encryptionKey: this.key,
      retention: RetentionDays.THIRTEEN_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    classifyData(group, 'audit');
    return group;
  }

  private useByLogs(region: string): PolicyStatement {
    const arns = Lazy.list({ produce: () => this.names.map((name) => this.arnOf(name)) });
    return new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arns } },
    });
  }

  private arnOf(name: string): string {
    return Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
