import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { customerKey } from './customer-key.ts';

export interface AlarmTopicProps {
  readonly storefront: Storefront;

  /** The role of the stack whose alarms it takes; two stacks in one region have a topic each. */
  readonly stackRole: string;
}

/** Brings alarms to the people who run the shop. They confirm the subscription once, by mail. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { storefront, stackRole }: AlarmTopicProps) {
    super(scope, id);
    const role = `${stackRole}-alarms`;
    const key = customerKey(this, 'Key', { owner: storefront, role, encrypts: 'Alarms' });
    // Under the key that AWS manages for SNS, CloudWatch's messages would be dropped silently.
    key.addToResourcePolicy(forAlarms(this, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'));

    this.topic = new Topic(this, 'Resource', {
      topicName: resourceName(storefront, role),
      masterKey: key,
      enforceSSL: true,
    });
    this.topic.addToResourcePolicy(forAlarms(this, ['sns:Publish'], this.topic.topicArn));
    new Subscription(this, 'Operations', {
      topic: this.topic,
      protocol: SubscriptionProtocol.EMAIL,
      endpoint: storefront.contacts.operations,
    });
  }
}

/** Lets the alarms of a stack's account and region do something with a topic, or with the key that encrypts it. */
export function forAlarms(scope: Construct, actions: string[], resource: string): PolicyStatement {
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
