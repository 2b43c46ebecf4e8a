import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import type { HeaderLine, Message } from '../support/message.ts';
import type { Random } from '../support/random.ts';

/** What is known of one gateway's messages: how to write them, and which changes spoil them. */
export interface Specimen {
  readonly name: string;
  /** One version of the shop's secret. @default the secret of the gateway with this name */
  readonly secretOf?: (version: string) => Secret;
  /** Signs a message as the gateway would; its body is at most about `largest` bytes. */
  readonly write: (random: Random, secret: Secret, largest: number) => Message;
  /**
   * Whether what was changed at random still carries the genuine signature over the content that it covers. Rather
   * yes than no: such messages are not judged, and what is strict beyond the signature is among `breaks`.
   */
  readonly isSame: (changed: Delivery, genuine: Delivery) => boolean;
  /** Changes, by name, after each of which the message must be refused. */
  readonly breaks: Changes;
  /** Changes, by name, after each of which the message must be accepted and mean the same. */
  readonly keeps: Changes;
  /** How long before and after its time a message counts, for gateways that sign one. */
  readonly window?: { readonly before: number; readonly after: number };
  /** What is found at the address of a certificate. */
  readonly certificateAt?: (url: string) => Delivery['certificate'];
}

export type Changes = Readonly<Record<string, Change>>;
export type Change = (message: Message, context: Context) => Message;

export interface Context {
  readonly random: Random;
  /** Another genuine message under the same key. */
  readonly other: Message;
  /** The key, for what is signed and must be refused nevertheless. */
  readonly secret: Secret;
}

/** Changes the value of a header. */
export function changed(header: string, change: (value: string, context: Context) => string): Change {
  return (message, context) =>
    withLines(message, ([name, value]) => [[name, name === header ? change(value, context) : value]]);
}

/** Sends a header a second time, with another value if there is one. */
export function twice(header: string, second?: (value: string, context: Context) => string): Change {
  return (message, context) =>
    withLines(message, ([name, value]) => {
      if (name !== header) return [[name, value]];
      return [
        [name, value],
        [name, second ? second(value, context) : value],
      ];
    });
}

/** Leaves a header away. */
export function without(header: string): Change {
  return (message) => withLines(message, (line) => (line[0] === header ? [] : [line]));
}

/** Adds a line to a message's headers. */
export function added(header: string, value: (context: Context) => string): Change {
  return (message, context) => ({ ...message, headers: [...message.headers, [header, value(context)]] });
}

/** A message that a delivery was made of. */
export function messageOf({ headers, body, query }: Delivery): Message {
  const lines = [...headers].flatMap(([name, values]) => values.map((value): HeaderLine => [name, value]));
  return { headers: lines, body, query };
}

/** Whether two deliveries have the same values of a header, in the same order. */
export function haveSame(header: string, left: Delivery, right: Delivery): boolean {
  return JSON.stringify(left.headers.get(header)) === JSON.stringify(right.headers.get(header));
}

function withLines(message: Message, change: (line: HeaderLine) => readonly HeaderLine[]): Message {
  return { ...message, headers: message.headers.flatMap(change) };
}

/** A byte that is no UTF-8 where the mark for such bytes stands: careless readers take the two for the same. */
export const lossy: Changes = {
  'a byte that is no UTF-8': (message) => {
    const place = message.body.indexOf('\ufffd');
    if (place === -1) throw new Error('every content has the mark');
    const [before, after] = [message.body.subarray(0, place), message.body.subarray(place + 3)];
    return { ...message, body: Buffer.concat([before, Buffer.from([0xff]), after]) };
  },
};
