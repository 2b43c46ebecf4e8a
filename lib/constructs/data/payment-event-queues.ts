import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { resourceName, storeRoles } from '../../contract/names.ts';
import { personalDataKey } from '../common/customer-key.ts';
import { functionSizes } from '../common/function-sizes.ts';
import { classifyData } from '../contract/contract-entries.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface PaymentEventQueuesProps {
  readonly storefront: Storefront;
}

/** Where payment events wait for the order worker, and where what could not be processed is kept for a person. */
export class PaymentEventQueues extends Construct {
  readonly key: IKey;

  constructor(scope: Construct, id: string, { storefront }: PaymentEventQueuesProps) {
    super(scope, id);
    this.key = personalDataKey(this, 'Key', {
      owner: storefront,
      role: storeRoles.paymentEvents,
      encrypts: 'Payment events',
    });
    const queueName = (role: string) => resourceName(storefront, role);
    const deadLetters = this.queue('DeadLetters', queueName(storeRoles.paymentEventsDlq));
    this.queue('Resource', queueName(storeRoles.paymentEvents), {
      // A queue's visibility timeout is at least six times its function's, so that a message only comes back when its function
      // must have ended (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
      visibilityTimeout: Duration.seconds(6 * functionSizes['order-worker'].timeoutSeconds),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 10 },
    });
    const outboxDeadLetters = this.queue('OutboxDeadLetters', queueName(storeRoles.outboxDlq));
    const changesDeadLetters = this.queue('OrderChangesDeadLetters', queueName(storeRoles.orderChangesDlq));
    for (const queue of [outboxDeadLetters, changesDeadLetters]) {
      applyKitException(queue, 'stream-failures', storefront);
    }
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
    // Messages name payments, and expire by themselves.
    classifyData(queue, 'personal', {
      comesBack: 'What waits in it is in the table of orders as well, and a sweep sends it again.',
    });
    return queue;
  }
}
