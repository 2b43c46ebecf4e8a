import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { customerKey } from '../common/customer-key.ts';
import facts from '../common/functions.json' with { type: 'json' };
import { classifyData } from '../contract/classify-data.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import { nameOf, type Storefront } from '../contract/storefront.ts';

export interface NoticeQueuesProps {
  readonly storefront: Storefront;
}

/** Where gateways' notices wait for the order worker, and where what could not be done is kept for a person. */
export class NoticeQueues extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { storefront }: NoticeQueuesProps) {
    super(scope, id);
    this.key = customerKey(this, 'Key', {
      alias: nameOf(storefront, Stack.of(this).region, 'notices'),
      description: `Notices of ${storefront.shop} ${storefront.name}`,
    });
    const dead = this.queue('Dead', nameOf(storefront, Stack.of(this).region, 'notices-dead'));
    this.queue('Resource', nameOf(storefront, Stack.of(this).region, 'notices'), {
      // A message comes back only when its function must have ended, however often the poller was throttled.
      visibilityTimeout: Duration.seconds(6 * facts.functions['order-worker'].timeoutSeconds),
      deadLetterQueue: { queue: dead, maxReceiveCount: 10 },
    });
    const outboxDead = this.queue('OutboxDead', nameOf(storefront, Stack.of(this).region, 'outbox-dead'));
    applyKitException(outboxDead, 'stream-failures', storefront);
  }

  private queue(id: string, queueName: string, props: QueueProps = {}): Queue {
    const queue = new Queue(this, id, {
      ...props,
      queueName,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: this.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // Messages name payments, and end by themselves.
    classifyData(queue, 'personal');
    return queue;
  }
}
