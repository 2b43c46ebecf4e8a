import type { Secret } from '../../../lambda/gateways/gateway.ts';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import type { GatewayAnswer, GatewayRequest } from './gateway-request.ts';
import type { Happen, Happening } from './happenings.ts';
import type { Payment, Payments } from './payments.ts';

/** A shop at a fake gateway. */
interface FakeAccount {
  readonly config: GatewayConfig;
  /** What the gateway and the shop both know by now: a key that is rotated signs from the next try on. */
  readonly secret: () => Secret;
  /** Where callbacks go: `https://DOMAIN/callbacks/NAME`. */
  readonly callbackUrl: string;
  readonly now: () => Date;
}

/** What a fake gateway is made of. */
export interface FakeContext {
  readonly account: FakeAccount;
  readonly payments: Payments;
  readonly happen: Happen;
}

/** A callback as it is on the wire. */
export interface CallbackMessage {
  /** Still encoded, without `?`. */
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The bytes that were signed. */
  readonly body: Buffer;
}

/** Which callback is to be written. */
interface CallbackWanted {
  readonly payment: Payment;
  /** The gateway's own word for the kind of event. */
  readonly type: string;
  /** When the event happened. */
  readonly at: Date;
  /** Members that what it is about has besides, or has otherwise. */
  readonly change?: Readonly<Record<string, unknown>>;
}

/** An event that is written: each try of its delivery is made by it, because some gateways sign each try anew. */
export type CallbackTry = (at: Date) => CallbackMessage;

/**
 * A gateway as it documents itself, as far as the kit and a shopper meet it: its API, its callbacks, what its pages are
 * about. Everything else is the same for all of them.
 */
export interface FakeGateway {
  /** Answers a request to its API. */
  readonly api: (request: GatewayRequest) => GatewayAnswer;
  /** The types of the callbacks that tell a happening, in the order in which they are sent; none where it tells nothing. */
  readonly tells: (happening: Happening, payment: Payment) => readonly string[];
  /** Writes an event. Throws for a type that the fake does not know. */
  readonly callback: (wanted: CallbackWanted) => CallbackTry;
  /** The payment that an address of its hosted page is about, or a form that was posted to it. */
  readonly hostedPayment?: (request: GatewayRequest) => Payment | undefined;
  /** The payment that its script in the shop's page was started with, for gateways that charge in their own frame. */
  readonly scriptPayment?: (name: string) => Payment | undefined;
  /** What its page adds to the query of the shop's address on the way back. */
  readonly returnQuery?: (payment: Payment) => Readonly<Record<string, string>>;
  /** Whether the shopper only agrees on its page, and the shop takes the money after that. */
  readonly isCapturedByShop?: true;
  /** Whether a payment that failed stays so, so that its page leads back to the shop instead of taking another card. */
  readonly endsWithDecline?: true;
}

/** Makes a gateway for a shop. */
export type FakeGatewayMaker = (context: FakeContext) => FakeGateway;
