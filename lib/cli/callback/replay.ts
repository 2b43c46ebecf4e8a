import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoEvents } from '../../../lambda/shared/orders/dynamo-events.ts';
import type { EventStore } from '../../../lambda/shared/orders/inbound-event.ts';
import { storeRoles } from '../../contract/names.ts';
import { roleHelp } from '../command-works.ts';
import { environmentCommand } from '../environment-command.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { findQueue, type Queue } from './queue.ts';
import { moveMessages, removeMessages, sendWaiting } from './stuck.ts';

const help = `Send payment events again that are stuck on their way from a callback to the orders

Usage: palisade callback replay [options]

It sends the payment events that have waited for more than 5 minutes, and moves the messages of the queue payment-events-dlq
back to the queue payment-events. It then removes the reports in outbox-dlq: they say only that payment events were not
sent, which has happened by then. Each order is the same however often a payment event is sent, so this can be interrupted,
and run again.
Find out first why they are stuck; the log of the function order-worker names a reason for each.

Options:
      --file FILE          the storefront file (default: storefront.yaml, or the kit's example)
  -e, --environment NAME   the environment (default: the only one of the file)
      --dry-run            count what is stuck, payment events up to 500, and send nothing
  -h, --help               print this help

${roleHelp('callback replay')}
Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.

Exit codes: 0 done, 2 the command could not run
`;

/** `palisade callback replay`: sends again what is stuck. */
export const replay = environmentCommand({
  command: 'palisade callback replay',
  help,
  run: async (environment, isDryRun, output) => {
    const before = new Date(output.now.getTime() - patienceMs);
    const { shop, name, region } = environment;
    const work = isDryRun ? counted : sent;
    const outcome = open(environment).then((opened) => work(opened, before, output.err));
    output.out(await translateAwsError(outcome, `the table and queues of ${shop}-${name} in ${region}`));
  },
});

// The outbox brings a payment event within a second, and sweeps after as long as this.
const patienceMs = 5 * 60 * 1000;

interface Shop {
  readonly events: EventStore;
  readonly queue: Queue;
  readonly deadEvents: Queue;
  readonly deadStream: Queue;
}

async function open({ region, nameOf }: ShopEnvironment): Promise<Shop> {
  const [database, queues] = [new DynamoDBClient({ region }), new SQSClient({ region })];
  const [queue, deadEvents, deadStream] = await Promise.all([
    findQueue(queues, nameOf(storeRoles.paymentEvents)),
    findQueue(queues, nameOf(storeRoles.paymentEventsDlq)),
    findQueue(queues, nameOf(storeRoles.outboxDlq)),
  ]);
  const events = createDynamoEvents(DynamoDBDocumentClient.from(database), nameOf(storeRoles.orders));
  return { events, queue, deadEvents, deadStream };
}

async function counted({ events, deadEvents }: Shop, before: Date): Promise<string> {
  const [waiting, dead] = [await events.pendingSince(before), await deadEvents.count()];
  return `${waiting.length} payment events to send, ${dead} messages to move\n`;
}

async function sent(shop: Shop, before: Date, err: (text: string) => void): Promise<string> {
  const { events, queue, deadEvents, deadStream } = shop;
  const tell = (what: string) => (count: number) => err(`${count} ${what}\n`);
  const waiting = await sendWaiting(events, queue, before, tell('payment events sent'));
  const moved = await moveMessages(deadEvents, queue, tell('messages moved'));
  // A report is younger than each payment event that it stands for: what is older than `before` was sent above.
  await removeMessages(deadStream, before, tell('reports of the outbox removed'));
  return `${waiting} payment events sent, ${moved} messages moved\n`;
}
