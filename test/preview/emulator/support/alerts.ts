import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import events from '../../../../lib/constructs/account/event-alerts.json' with { type: 'json' };
import alarms from '../../../../lib/constructs/account/trail-alarms.json' with { type: 'json' };
import { type AlertWay, alertTopicName, alertWays } from '../../../../lib/contract/account-names.ts';
import { account, type Emulator } from '../../../support/emulator.ts';
import recorded from './recorded-events.json' with { type: 'json' };
import { type Resources, stacksIn } from './stacks.ts';

/** An alert as a receiver has it. */
export interface Heard {
  readonly way: AlertWay;
  /** The name of the alarm or rule, without that of the account. */
  readonly alert: string;
}

const queueName = (way: AlertWay) => `heard-${way}`;

/** Subscribes a queue to each topic of the account in a region, as somebody's on-call service would. */
export async function listen(emulator: Emulator, region: string): Promise<void> {
  const { status, failures } = await stacksIn(emulator, region).create('receivers', receivers(region));
  if (status !== 'CREATE_COMPLETE') throw new Error(JSON.stringify(failures));
}

function receivers(region: string): Resources {
  const entries = alertWays.flatMap((way) => {
    const topic = `arn:aws:sns:${region}:${account}:${alertTopicName(way)}`;
    const queue = `arn:aws:sqs:${region}:${account}:${queueName(way)}`;
    const admitted = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queue,
      Condition: { ArnEquals: { 'aws:SourceArn': topic } },
    };
    return [
      [`${way}Queue`, { Type: 'AWS::SQS::Queue', Properties: { QueueName: queueName(way) } }],
      [
        `${way}Policy`,
        {
          Type: 'AWS::SQS::QueuePolicy',
          Properties: {
            Queues: [{ Ref: `${way}Queue` }],
            PolicyDocument: { Version: '2012-10-17', Statement: [admitted] },
          },
        },
      ],
      [
        `${way}Subscription`,
        {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn: topic,
            Protocol: 'sqs',
            Endpoint: { 'Fn::GetAtt': [`${way}Queue`, 'Arn'] },
          },
        },
      ],
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** All that the receivers of a region have got since they were last asked. */
export async function heard(emulator: Emulator, region: string): Promise<readonly Heard[]> {
  const client = new SQSClient(emulator.clientConfigIn(region));
  const found: Heard[] = [];
  for (const way of alertWays) {
    const QueueUrl = `${emulator.endpoint}/${account}/${queueName(way)}`;
    for (;;) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) break;
      for (const { Body = '{}', ReceiptHandle } of Messages) {
        found.push({ way, alert: alertOf(JSON.parse(Body).Message) });
        await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }
  return found;
}

/** Which alert a message tells of: alarms are JSON with their name, rules write their meaning first. */
function alertOf(message: string): string {
  const rule = [...events.alerts, ...alarms.alarms].find(({ meaning }) =>
    message.startsWith(`"${meaning}. `),
  );
  if (rule) return rule.name;
  return JSON.parse(message).AlarmName.replace('palisade-account-', '');
}

/** Puts the recorded event of a service that the emulator does not have on the bus of a region. */
export async function putRecorded(emulator: Emulator, name: string, region: string): Promise<void> {
  const event = (recorded.bus as Readonly<Record<string, object>>)[name];
  if (!event) throw new Error(`recorded-events.json has no ${name}`);
  await emulator.ask('events', { account, region, ...placed(event, region) });
}

/** Puts a recorded sign-in on the bus of a region, as CloudTrail does where it happened. */
export async function putSignIn(
  emulator: Emulator,
  name: keyof typeof recorded.trail,
  region: string,
): Promise<void> {
  const event = {
    source: 'aws.signin',
    'detail-type': 'AWS Console Sign In via CloudTrail',
    detail: recorded.trail[name],
  };
  await emulator.ask('events', { account, region, ...placed(event, region) });
}

/** What the trail of a region would have written of an event that the emulator cannot make. */
export function recordedOfTrail(name: keyof typeof recorded.trail, region: string): string {
  return JSON.stringify(placed(recorded.trail[name], region));
}

function placed(event: object, region: string): object {
  return JSON.parse(JSON.stringify(event).replaceAll('ACCOUNT', account).replaceAll('REGION', region));
}
