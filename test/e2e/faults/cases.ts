import { type Outcome, signingSecret, type Trouble } from './faults.ts';

/** Something that goes wrong in a shop that is deployed, and what comes of it. */
export interface Case {
  /** With every defence there is, nothing is lost. @default - whole */
  readonly outcome?: Outcome;
  /** Whether messages may be sent twice: what breaks off a sender, or a batch of it, comes between sending and writing that down. */
  readonly mayRepeat?: boolean;
  readonly run: (trouble: Trouble) => Promise<Outcome>;
  /** What is lost without the defence. */
  readonly lost: Partial<Record<keyof Outcome, 'more than none' | 'none'>>;
  /** The defence, and how to do without it where no template has it. */
  readonly defence: string;
  readonly without?: (trouble: Trouble) => Promise<Outcome>;
}

const nextSecret = 'whsec_fedcba9876543210';
/** Enough orders that many callbacks are on their way when something happens. */
const sevens = 6;
/** An order that is refunded: each of its four events gets lost. Of other orders some events say nothing new. */
const refunded = { fate: 1, tries: 1 };
const eitherSecret = (index: number) => (index % 2 === 0 ? signingSecret : nextSecret);

export const cases: Readonly<Record<string, Case>> = {
  'the function for callbacks is killed after it has written and before it answers': {
    run: async ({ fault, deliver }) => {
      await fault('payment-callback', 'PutItem', 'killed after', 3);
      return deliver();
    },
    defence: 'the condition that an event is written once',
    lost: { sentTwice: 'more than none' },
  },
  'the function for callbacks is killed before it has written, and every other one while it works': {
    mayRepeat: true,
    run: async ({ fault, killAll, deliver }) => {
      await fault('payment-callback', 'PutItem', 'killed before', 3);
      return deliver({ halfway: killAll });
    },
    defence: 'that the gateway delivers again what was not answered with 200',
    without: async ({ fault, killAll, deliver }) => {
      await fault('payment-callback', 'PutItem', 'killed before', 4);
      // One after the other, since what is killed takes every instance along that is at work.
      return deliver({ ...refunded, halfway: killAll, atOnce: 1 });
    },
    lost: { wrong: 'more than none' },
  },
  'the table throttles the function for callbacks': {
    run: async ({ fault, deliver }) => {
      await fault('payment-callback', 'PutItem', 'throttled', 12);
      return deliver();
    },
    defence: 'that the gateway delivers again what was not answered with 200',
    without: async ({ fault, deliver }) => {
      // The SDK tries three times for each of the four events.
      await fault('payment-callback', 'PutItem', 'throttled', 12);
      return deliver(refunded);
    },
    lost: { wrong: 'more than none' },
  },
  'the table throttles the order worker': {
    run: async ({ fault, deliver }) => {
      // The SDK tries three times, and all 25 events may be on their way at once: with twice as many some might all get through.
      await fault('order-worker', 'GetItem', 'throttled', 54);
      return deliver();
    },
    defence: 'that the queue brings again what the worker names as failed',
    lost: { events: 'more than none' },
  },
  'the queue takes no messages under load': {
    mayRepeat: true,
    run: async ({ fault, deliver }) => {
      await fault('outbox', 'SendMessage', 'unavailable', 12);
      return deliver({ sevens });
    },
    defence: 'that the stream brings again what the sender names as failed',
    lost: { events: 'more than none' },
  },
  'the order worker fails with a message each time': {
    run: async ({ fault, retryAfter, deliver }) => {
      await retryAfter(1);
      // Ten times the queue brings it, and the SDK tries three times each.
      await fault('order-worker', 'GetItem', 'throttled', 30);
      const outcome = await deliver({ fate: 3, patience: 20 });
      await retryAfter(5);
      return outcome;
    },
    outcome: { wrong: 1, events: 1, deadLetters: 1, sentTwice: 0 },
    defence: 'the queue for messages that nobody could process',
    lost: { deadLetters: 'none' },
  },
  'the signing secret is rotated under load, while callbacks of both come': {
    mayRepeat: true,
    run: async ({ rotate, killAll, deliver }) => {
      const outcome = await deliver({
        sevens,
        halfway: async () => {
          await rotate(nextSecret);
          await killAll();
        },
        lateSecret: eitherSecret,
      });
      await rotate(signingSecret);
      await killAll();
      return outcome;
    },
    defence: 'that the previous secret stays valid beside the current one',
    without: async ({ rotate, forgetPrevious, killAll, deliver }) =>
      deliver({
        halfway: async () => {
          await rotate(nextSecret);
          await forgetPrevious();
          await killAll();
        },
        lateSecret: eitherSecret,
      }),
    lost: { wrong: 'more than none' },
  },
};
