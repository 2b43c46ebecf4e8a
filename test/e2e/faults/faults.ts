import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { account } from '../../support/emulator.ts';
import { settled, wrongAmong } from '../load/load.ts';
import { type Story, signedCallback, storyOf } from '../load/stories.ts';
import type { PaymentsShop } from '../support/payments-shop.ts';

/** What became of the orders of a case, while something was wrong. */
export interface Outcome {
  /** How many orders are not what the ledger says. */
  readonly wrong: number;
  /** How many payment events are not settled. */
  readonly events: number;
  readonly deadLetters: number;
  /** How many messages were put into the queue beyond one for each event. */
  readonly sentTwice: number;
}

/** What it is where nothing is lost. */
export const whole: Outcome = { wrong: 0, events: 0, deadLetters: 0, sentTwice: 0 };

const prefix = 'boutique-prod';
/** Signs until another one is staged. */
export const signingSecret = 'whsec_0123456789abcdef';

type Counted = Awaited<ReturnType<PaymentsShop['unsettled']>>;

/** How a gateway behaves whose callback is not answered with 200. */
interface Gateway {
  /** Of the callbacks after the first half, which secret signs each; the others are signed with the first one. */
  readonly lateSecret?: (index: number) => string;
  /** @default 10 */
  readonly tries?: number;
  /** How many callbacks are on their way at the same time. @default 4 */
  readonly atOnce?: number;
  /** Called when half of the callbacks are delivered. */
  readonly halfway?: () => Promise<unknown>;
  /** @default - seven orders, one of each fate */
  readonly fate?: number;
  /** How many times seven orders. @default 1 */
  readonly sevens?: number;
  /** How long nothing may get on before that counts as lost, in seconds. @default 10 */
  readonly patience?: number;
}

/** Everything that can be done to a shop here. */
export interface Trouble {
  /** Delivers what is told of some orders, waits as long as anything gets on, and counts. */
  readonly deliver: (gateway?: Gateway) => Promise<Outcome>;
  /** Lets the next calls of an operation by a function go wrong. */
  readonly fault: (functionName: string, operation: string, kind: FaultKind, count: number) => Promise<void>;
  readonly killAll: () => Promise<void>;
  /** Stages a secret, as an operator does while orders come in. */
  readonly rotate: (to: string) => Promise<void>;
  /** Takes the secret before the current one away. */
  readonly forgetPrevious: () => Promise<void>;
  /** How long a message that failed waits. */
  readonly retryAfter: (seconds: number) => Promise<void>;
}

type FaultKind = 'throttled' | 'unavailable' | 'killed before' | 'killed after';

/** What may be done to a shop; each call of `deliver` has orders of its own. */
export function troubleFor(shop: PaymentsShop): Trouble {
  const { emulator } = shop;
  const secrets = new SecretsManagerClient(emulator.clientConfig);
  const SecretId = `${prefix}/gateways/stripe`;
  let placed = 0;
  let before: Counted = { events: 0, deadLetters: 0 };
  const sentSince = async (number: number) => {
    const calls = await emulator.journal(number);
    return calls.filter(({ operation, status }) => operation === 'SendMessage' && status === 200).length;
  };
  return {
    deliver: async (gateway = {}) => {
      const all = Array.from({ length: 7 * (gateway.sevens ?? 1) }, (_, number) => number);
      const numbers = all.filter((number) => number % 7 === (gateway.fate ?? number % 7));
      const stories = numbers.map((number) => storyOf(placed + number, new Date()));
      placed += all.length;
      const since = (await emulator.journal()).at(-1)?.number ?? 0;
      await shop.place(stories.map(({ order }) => order));
      await deliverAll(shop, stories, gateway);
      const after = await settled(shop, gateway.patience ?? 10);
      const events = after.events - before.events;
      const deadLetters = after.deadLetters - before.deadLetters;
      before = after;
      const told = stories.flatMap((story) => story.events).length;
      return {
        wrong: Object.keys(wrongAmong(stories, await shop.orders())).length,
        events,
        deadLetters,
        sentTwice: Math.max(0, (await sentSince(since)) - told),
      };
    },
    fault: async (name, operation, kind, count) => {
      await emulator.ask('faults', { function: `${prefix}-${name}`, operation, kind, count });
    },
    killAll: async () => {
      await emulator.ask('kill', {});
    },
    rotate: shop.stage,
    forgetPrevious: async () => {
      const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
      for (const [RemoveFromVersionId, stages] of Object.entries(VersionIdsToStages)) {
        if (!stages.includes(labels.previous)) continue;
        const remove = { SecretId, VersionStage: labels.previous, RemoveFromVersionId };
        await secrets.send(new UpdateSecretVersionStageCommand(remove));
      }
    },
    retryAfter: async (seconds) => {
      await new SQSClient(emulator.clientConfig).send(
        new SetQueueAttributesCommand({
          QueueUrl: `${emulator.endpoint}/${account}/${prefix}-payment-events`,
          Attributes: { VisibilityTimeout: String(seconds) },
        }),
      );
    },
  };
}

async function deliverAll(shop: PaymentsShop, stories: readonly Story[], gateway: Gateway): Promise<void> {
  const { lateSecret = () => signingSecret, tries = 10, atOnce = 4, halfway } = gateway;
  const events = stories.flatMap((story) => story.events);
  const half = Math.floor(events.length / 2);
  let happened: Promise<unknown> | undefined;
  const waiting = events.entries();
  const deliverOne = async (event: object, secret: string) => {
    for (let tried = 0; tried < tries; tried += 1) {
      const status = await shop.deliver(signedCallback(event, secret, new Date()));
      if (status === 200) return;
      await sleep(100);
    }
  };
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [index, event] of waiting) {
        if (index >= half) {
          // It happens while the callbacks before are still on their way.
          happened ??= halfway?.();
          await happened;
        }
        await deliverOne(event, index < half ? signingSecret : lateSecret(index));
      }
    }),
  );
}
