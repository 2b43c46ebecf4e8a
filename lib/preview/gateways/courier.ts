import type { CallbackMessage, CallbackTry } from './fake-gateway.ts';
import json from './retries.json' with { type: 'json' };

/** A callback on its way to the shop. */
export interface Delivery extends CallbackMessage {
  readonly gateway: string;
  /** Where it goes, without its query. */
  readonly url: string;
}

/** Hands a callback to the shop as any stranger would, and gives the status of the answer. */
export type Deliver = (delivery: Delivery) => Promise<number>;

/** An event that the shop is told, and what came of it. */
interface Sending {
  readonly gateway: string;
  readonly type: string;
  readonly paymentId: string;
  readonly orderReference: string;
  /** The status of each try so far; 0 where there was no answer. */
  readonly statuses: readonly number[];
  readonly state: 'under way' | 'delivered' | 'waiting' | 'given up';
}

/** What is to be sent. */
interface Parcel extends Pick<Sending, 'gateway' | 'type' | 'paymentId' | 'orderReference'> {
  readonly url: string;
  readonly attempt: CallbackTry;
}

/** Runs something later, and gives what takes that back. */
export type Later = (milliseconds: number, run: () => void) => () => void;

/** Delivers callbacks, and tries again as the gateways do. */
export interface Courier {
  /** Sends a callback once those of its gateway before it have been tried. */
  readonly send: (parcel: Parcel) => void;
  /** All that was sent, the first one first. */
  readonly sendings: () => readonly Sending[];
  /** Sends one more time what was sent before, by its place among the sendings: gateways do that without being asked. */
  readonly repeat: (index: number) => void;
  /** Settles when nothing is under way and nothing waits to be tried again. */
  readonly settled: () => Promise<void>;
  /** Gives up whatever waits. */
  readonly close: () => void;
}

interface Kept extends Parcel {
  statuses: number[];
  state: Sending['state'];
}

/** Makes a courier; its clock for tries runs `timesFaster` than a gateway's. */
export function createCourier({
  deliver,
  now,
  later = afterTime,
}: {
  readonly deliver: Deliver;
  readonly now: () => Date;
  readonly later?: Later | undefined;
}): Courier {
  const kept: Kept[] = [];
  const queues = new Map<string, Promise<void>>();
  const waiting = new Set<() => void>();
  let listeners: (() => void)[] = [];
  const rest = () => {
    if (kept.some(({ state }) => state === 'under way' || state === 'waiting')) return;
    for (const listen of listeners) listen();
    listeners = [];
  };

  const attempt = async (one: Kept): Promise<void> => {
    one.state = 'under way';
    const { gateway, url } = one;
    const [address = '', own = ''] = url.split('?');
    const message = one.attempt(now());
    const query = [own, message.query].filter(Boolean).join('&');
    const status = await deliver({ gateway, url: address, ...message, query }).catch(() => 0);
    one.statuses.push(status);
    const wait = waitOf(gateway, one.statuses.length);
    if (status >= 200 && status < 300) one.state = 'delivered';
    else if (wait === undefined) one.state = 'given up';
    else {
      one.state = 'waiting';
      const cancel = later(wait, () => {
        waiting.delete(cancel);
        void attempt(one);
      });
      waiting.add(cancel);
    }
    rest();
  };
  const enqueue = (one: Kept) => {
    kept.push(one);
    queues.set(
      one.gateway,
      (queues.get(one.gateway) ?? Promise.resolve()).then(() => attempt(one)),
    );
  };

  return {
    send: (parcel) => enqueue({ ...parcel, statuses: [], state: 'under way' }),
    sendings: () => kept.map(({ attempt: _, url: __, ...sending }) => ({ ...sending })),
    repeat: (index) => {
      const one = kept[index];
      if (!one) throw new Error(`nothing was sent that is number ${index}`);
      enqueue({ ...one, statuses: [], state: 'under way' });
    },
    settled: () =>
      new Promise((resolve) => {
        listeners.push(resolve);
        rest();
      }),
    close: () => {
      for (const cancel of waiting) cancel();
      waiting.clear();
      for (const one of kept) if (one.state === 'waiting') one.state = 'given up';
      rest();
    },
  };
}

const afterTime: Later = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  // What waits for another try keeps nobody from ending.
  timer.unref();
  return () => clearTimeout(timer);
};

const schedules: Readonly<Record<string, { readonly minutes: readonly number[] }>> = json.gateways;

/** How long after so many tries the next one comes, in milliseconds of the preview; nothing after the last one. */
function waitOf(gateway: string, tries: number): number | undefined {
  const minutes = schedules[gateway]?.minutes[tries - 1];
  return minutes === undefined ? undefined : (minutes * 60_000) / json.timesFaster;
}
