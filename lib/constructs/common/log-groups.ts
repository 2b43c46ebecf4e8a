import { ArnFormat, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { classifyData } from '../contract/contract-entries.ts';
import type { Owner } from '../contract/owner.ts';
import { customerKey } from './customer-key.ts';

export interface LogGroupsProps {
  /** Whose resource it is; its name begins with the owner's. */
  readonly owner: Owner;

  /** The role of the stack that they belong to; two stacks in one region have a key each. */
  readonly stackRole: string;
}

/** The log groups of one stack, encrypted with a key that serves them alone. */
export class LogGroups extends Construct {
  private readonly key: Key;
  private readonly names: string[] = [];

  constructor(scope: Construct, id: string, { owner, stackRole }: LogGroupsProps) {
    super(scope, id);
    this.key = customerKey(this, 'Key', { owner, role: `${stackRole}-logs`, encrypts: 'Log groups' });
    this.key.addToResourcePolicy(this.useByLogs());
  }

  /** Adds a log group. It keeps its events for thirteen months or longer: a year is asked for, and the last month is in use. */
  add(id: string, logGroupName: string, retention = RetentionDays.THIRTEEN_MONTHS): LogGroup {
    this.names.push(logGroupName);
    const group = new LogGroup(this, id, {
      logGroupName,
      encryptionKey: this.key,
      retention,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    classifyData(group, 'audit');
    return group;
  }

  private useByLogs(): PolicyStatement {
    const stack = Stack.of(this);
    const arns = Lazy.list({ produce: () => this.names.map((name) => logGroupArn(stack, name)) });
    return new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arns } },
    });
  }
}

/** The ARN of a log group without the `:*` that CloudFormation's attribute ends with: WAF and Route 53 take no other. */
export function logGroupArn(stack: Stack, logGroupName: string): string {
  return stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
