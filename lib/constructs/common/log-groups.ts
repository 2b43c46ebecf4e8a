import { ArnFormat, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  CfnLogGroup,
  DataIdentifier,
  DataProtectionPolicy,
  LogGroup,
  RetentionDays,
} from 'aws-cdk-lib/aws-logs';
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

/** A service of AWS that writes to a log group by itself. */
export interface LogWriter {
  /** Its service principal, for example `route53.amazonaws.com`. */
  readonly service: string;

  /** Pattern of the ARNs on whose behalf it writes. */
  readonly sourceArn: string;
}

/** What sets a log group apart from the others of its stack. */
export interface LogGroupOptions {
  /**
   * How long it keeps its events: a year is asked for, and the last month is in use.
   *
   * @default RetentionDays.THIRTEEN_MONTHS
   */
  readonly retention?: RetentionDays;

  /**
   * A service that may write to it.
   *
   * @default - only who has the right by a role
   */
  readonly writer?: LogWriter;
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

  /** Adds a log group. */
  add(
    id: string,
    logGroupName: string,
    { retention = RetentionDays.THIRTEEN_MONTHS, writer }: LogGroupOptions = {},
  ): LogGroup {
    this.names.push(logGroupName);
    const group = new LogGroup(this, id, {
      logGroupName,
      encryptionKey: this.key,
      retention,
      // What the functions keep out of their lines by themselves is masked once more, in what others write too.
      dataProtectionPolicy: new DataProtectionPolicy({
        identifiers: [DataIdentifier.CREDITCARDNUMBER],
      }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    if (writer) admit(group, logGroupName, writer);
    classifyData(group, 'audit', {
      comesBack:
        'Logs are made anew each day; AWS Backup takes none, and with the region they would be lost.',
    });
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

/**
 * Lets a service write to a log group by the group's own policy. A region of an account takes only ten policies that stand for
 * themselves (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html), and shops share the account.
 * Without any policy the service would add one for the whole account, which no template shows.
 */
function admit(group: LogGroup, logGroupName: string, { service, sourceArn }: LogWriter): void {
  const stack = Stack.of(group);
  const resource = group.node.defaultChild;
  if (!(resource instanceof CfnLogGroup)) throw new Error(`${group.node.path} is no log group of this stack`);
  resource.resourcePolicyDocument = new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        // Written out, because a resource cannot refer to itself.
        resources: [`${logGroupArn(stack, logGroupName)}:*`],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': sourceArn },
        },
      }),
    ],
  });
}

/** Where services that deliver through CloudWatch Logs write from: WAF and the resolver do. */
export function logDelivery(stack: Stack): LogWriter {
  return {
    service: 'delivery.logs.amazonaws.com',
    sourceArn: stack.formatArn({ service: 'logs', resource: '*' }),
  };
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
