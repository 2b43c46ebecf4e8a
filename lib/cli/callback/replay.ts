import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoNotices } from '../../../lambda/shared/orders/dynamo-notices.ts';
import type { NoticeStore } from '../../../lambda/shared/orders/notice-store.ts';
import { parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { type ShopEnvironment, shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { findQueue, type Queue } from './queue.ts';
import { moveMessages, removeMessages, sendWaiting } from './stuck.ts';

const replayHelp = `Send again what is stuck on its way from a gateway's callback to the shop's orders

Usage: palisade callback replay [options]

It sends the notices that have waited for more than 5 minutes, and moves the messages of the queue notices-dead back
to the queue notices. It then removes the reports in outbox-dead: they say only that notices were not sent, which has
happened by then. Each order is the same however often a notice is sent, so this can be interrupted, and run again.
Find out first why they are stuck; the log of the function order-worker names a reason for each.

Options:
      --file FILE          the shop's file (default: storefront.yaml, or the kit's example)
  -e, --environment NAME   the environment (default: the only one of the file)
      --dry-run            count what is stuck, notices up to 500, and send nothing
  -h, --help               print this help

Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.

Exit codes: 0 done, 2 the command could not run
`;

/** `palisade callback replay`: sends again what is stuck. */
export async function replay(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    file: { type: 'string' },
    environment: { type: 'string', short: 'e' },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(replayHelp);
    return 0;
  }
  if (positionals.length > 0) {
    throw new UsageError(`found ${positionals.join(' ')}, palisade callback replay takes no argument`);
  }
  const environment = shopEnvironment(values);
  const before = new Date(output.now.getTime() - patienceMs);
  const { shop, name, region } = environment;
  const work = values['dry-run'] ? counted : sent;
  const outcome = open(environment).then((opened) => work(opened, before, output.err));
  output.out(await translateAwsError(outcome, `the table and queues of ${shop}-${name} in ${region}`));
  return 0;
}

// The outbox brings a notice within a second, and sweeps after as long as this.
const patienceMs = 5 * 60 * 1000;

interface Shop {
  readonly notices: NoticeStore;
  readonly queue: Queue;
  readonly deadNotices: Queue;
  readonly deadStream: Queue;
}

async function open({ region, nameOf }: ShopEnvironment): Promise<Shop> {
  const [database, queues] = [new DynamoDBClient({ region }), new SQSClient({ region })];
  const [queue, deadNotices, deadStream] = await Promise.all([
    findQueue(queues, nameOf('notices')),
    findQueue(queues, nameOf('notices-dead')),
    findQueue(queues, nameOf('outbox-dead')),
  ]);
  const notices = createDynamoNotices(DynamoDBDocumentClient.from(database), nameOf('orders'));
  return { notices, queue, deadNotices, deadStream };
}

async function counted({ notices, deadNotices }: Shop, before: Date): Promise<string> {
  const [waiting, dead] = [await notices.pendingSince(before), await deadNotices.count()];
  return `${waiting.length} notices to send, ${dead} messages to move\n`;
}

async function sent(shop: Shop, before: Date, err: (text: string) => void): Promise<string> {
  const { notices, queue, deadNotices, deadStream } = shop;
  const tell = (what: string) => (count: number) => err(`${count} ${what}\n`);
  const waiting = await sendWaiting(notices, queue, before, tell('notices sent'));
  const moved = await moveMessages(deadNotices, queue, tell('messages moved'));
  // A report is younger than each notice that it stands for: what is older than `before` was sent above.
  await removeMessages(deadStream, before, tell('reports of the outbox removed'));
  return `${waiting} notices sent, ${moved} messages moved\n`;
}
