import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Receiver } from '../../config/account/account-config.ts';
import { type AlertWay, alertTopicName, alertWays } from '../../contract/account-names.ts';
import { pascalCase } from '../../contract/names.ts';
import { customerKey } from '../common/customer-key.ts';
import { logicalIdOf } from '../contract/contract-entries.ts';
import type { Account } from './account.ts';

export interface AlertTopicsProps {
  readonly account: Account;
}

/**
 * The ways by which alerts of this region leave it: a topic for each, under one key. The alarms of every shop in the account
 * find them by their names.
 */
export class AlertTopics extends Construct {
  readonly topics: Readonly<Record<AlertWay, Topic>>;

  constructor(scope: Construct, id: string, { account }: AlertTopicsProps) {
    super(scope, id);
    const key = customerKey(this, 'Key', { owner: account, role: 'alerts', encrypts: 'Alerts' });
    // Under the key that AWS manages for SNS, messages of both services would be dropped silently.
    key.addToResourcePolicy(forAlarms(this, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'));
    key.addToResourcePolicy(ofRules(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'));
    const topicOf = (way: AlertWay) => [way, this.addTopic(way, key, account.config.alerts[way])] as const;
    this.topics = Object.fromEntries(alertWays.map(topicOf)) as Record<AlertWay, Topic>;
  }

  /** Logical ids by way, for the contract of the stack. */
  logicalIds(): Readonly<Record<AlertWay, string>> {
    const { page, ticket, security } = this.topics;
    return { page: logicalIdOf(page), ticket: logicalIdOf(ticket), security: logicalIdOf(security) };
  }

  private addTopic(way: AlertWay, key: Key, receivers: readonly Receiver[]): Topic {
    const topic = new Topic(this, pascalCase(way), {
      topicName: alertTopicName(way),
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(forAlarms(this, ['sns:Publish'], topic.topicArn));
    topic.addToResourcePolicy(ofRules(['sns:Publish'], topic.topicArn));
    for (const [index, receiver] of receivers.entries()) subscribe(topic, `Receiver${index + 1}`, receiver);
    return topic;
  }
}

/** A chat is told by a configuration of its own, in the home region. */
function subscribe(topic: Topic, id: string, receiver: Receiver): void {
  if ('slack' in receiver) return;
  const [protocol, endpoint] =
    'email' in receiver
      ? [SubscriptionProtocol.EMAIL, receiver.email]
      : [SubscriptionProtocol.HTTPS, receiver.https];
  new Subscription(topic, id, { topic, protocol, endpoint });
}

/** Lets the alarms of the stack's account and region, whichever shop's they are, do something with a topic or its key. */
function forAlarms(scope: Construct, actions: string[], resource: string): PolicyStatement {
  const stack = Stack.of(scope);
  const alarms = stack.formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new PolicyStatement({
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions,
    resources: [resource],
    conditions: {
      ArnLike: { 'aws:SourceArn': alarms },
      StringEquals: { 'aws:SourceAccount': stack.account },
    },
  });
}

/** EventBridge sends neither its account nor the rule to SNS and KMS, so a condition would drop every message. */
function ofRules(actions: string[], resource: string): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions,
    resources: [resource],
  });
}
