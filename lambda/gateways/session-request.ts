import type { Refused } from './exchange.ts';
import type { PaymentEvent } from './payment-event.ts';

/** The payment that a shopper wants to make. */
export interface SessionRequest {
  /** The shop's order: letters, digits and hyphens, with a letter so that it is never taken for a card number. */
  readonly orderReference: string;
  /** Which attempt to pay this order it is, from 1; the same attempt never pays twice. */
  readonly attempt: number;
  /** In the smallest unit of ISO 4217. */
  readonly amountMinor: number;
  readonly currency: string;
  /** What the shopper reads on the gateway's page. */
  readonly description: string;
  /** ISO 3166 code of the country of the bill. */
  readonly country: string;
  /** The address of the bill, for the gateways that pass it on to the card's issuer. */
  readonly address?: BillingAddress;
  /** Some gateways insist on it; for the others it is not passed on. */
  readonly email?: string;
  readonly returnUrl: string;
  readonly cancelUrl: string;
  /** The shop's callback address, for gateways that are told it with each payment. */
  readonly callbackUrl: string;
  /**
   * When it can no longer be paid, for gateways that take a time: ISO 8601 in UTC. The same for each try of one attempt, or an
   * idempotency key would stand for two requests.
   */
  readonly expiresAt: string;
  /** What the gateway's script made of the card, in the second step of some `fields` integrations. */
  readonly card?: CardToken;
}

/** Where the card's owner gets their bills: personal data, not for the log. */
export interface BillingAddress {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166. */
  readonly country: string;
}

/** A card that only the gateway can read. */
interface CardToken {
  readonly token: string;
  /** The gateway's word for the brand, where it wants it. */
  readonly brand?: string;
}

/** How the payment goes on. It holds tokens: not for the log. */
export type Session =
  | (Made & { readonly outcome: 'redirect'; readonly url: string })
  /** The browser posts a form with these fields. */
  | (Made & {
      readonly outcome: 'post';
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
    })
  /** The gateway's script in the page takes this over. */
  | (Made & { readonly outcome: 'page'; readonly data: Readonly<Record<string, unknown>> })
  /** The gateway has the card; what became of it is told by the event, or comes as one later. */
  | (Made & { readonly outcome: 'submitted'; readonly paymentId: string; readonly event?: PaymentEvent })
  | Refused;

/** What the gateway calls what it has made. */
export interface Made {
  /** What its adapter's `confirm` can ask about, to learn what became of the payment. */
  readonly inquiry?: ObjectName;
  /** The gateway tells nothing about it to anybody who asks. */
  readonly isMute?: true;
  /** What its adapter's `endSession` ends, so that it cannot be paid any longer. */
  readonly session?: ObjectName;
}

/** One thing at a gateway, in the gateway's words. */
export interface ObjectName {
  /** What kind of thing the id names. */
  readonly resource: string;
  readonly id: string;
}
