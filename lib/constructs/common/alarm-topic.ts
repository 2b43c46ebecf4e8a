import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { nameOf, type Storefront } from '../contract/storefront.ts';
import { customerKey } from './customer-key.ts';

export interface AlarmTopicProps {
  readonly storefront: Storefront;
  /** Tells the topic from that of another stack in the same region. */
  readonly role: 'alarms' | 'payment-alarms';
}

/** Brings alarms to the people who run the shop. They confirm the subscription once, by mail. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { storefront, role }: AlarmTopicProps) {
    super(scope, id);
    const { region } = Stack.of(this);
    const topicName = nameOf(storefront, region, role);
    const key = customerKey(this, 'Key', {
      alias: topicName,
      description: `Alarms of ${storefront.shop} ${storefront.name}`,
    });
    // Under the key that AWS manages for SNS, CloudWatch's messages would be dropped silently.
    key.addToResourcePolicy(this.forAlarms(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'));

    this.topic = new Topic(this, 'Resource', { topicName, masterKey: key, enforceSSL: true });
    this.topic.addToResourcePolicy(this.forAlarms(['sns:Publish'], this.topic.topicArn));
    this.topic.addSubscription(new EmailSubscription(storefront.contacts.operations));
  }

  private forAlarms(actions: string[], resource: string): PolicyStatement {
    const stack = Stack.of(this);
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
}
