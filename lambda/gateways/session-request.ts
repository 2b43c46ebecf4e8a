import type { Refused } from './exchange.ts';
import type { Challenge, Integration, Mode } from './gateway-config.ts';
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
  /** The language of the shopper and, where it is known, the country of it: `nb-NO` (BCP 47). */
  readonly locale?: string;
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
  /** State or province, as its people write it, such as `CA`. */
  readonly region?: string;
  /** ISO 3166. */
  readonly country: string;
}

/** A card that only the gateway can read. */
export interface CardToken {
  readonly token: string;
  /** The gateway's word for the brand, where it wants it. */
  readonly brand?: string;
  /** The gateway's number of the card's issuer, where several issue one brand. */
  readonly issuer?: string;
  /** What the gateway's script made of the shopper's browser, against fraud. */
  readonly device?: string;
  /** The identity document of the card's owner, where the gateway asks for one: personal data. */
  readonly document?: IdentityDocument;
}

/** An identity document, such as a CPF. */
interface IdentityDocument {
  /** The gateway's word for the kind of document. */
  readonly type: string;
  readonly number: string;
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
  | (Made & PageStep)
  | (Made & Charged)
  | (Made & Challenged)
  /** Made what it could name, where it is not known what became of it. */
  | (Made & Refused);

/** The gateway's script in the page takes this over. */
export interface PageStep {
  readonly outcome: 'page';
  readonly gateway: string;
  readonly integration: Integration;
  readonly mode: Mode;
  /** In the order in which they are loaded; none where the gateway's code is a part of the shop's own, or where all there is is a frame. */
  readonly scripts: readonly PageScript[];
  /** Differs by gateway. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly amount: PageAmount;
  /** Where the gateway's script sends a shopper who has paid. */
  readonly returnUrl: string;
  /** Where the challenge of the card's issuer is shown. */
  readonly challenge: Challenge;
  /** When it can no longer be paid; ISO 8601. */
  readonly expiresAt: string;
}

/** A script of the gateway's that the page loads. */
export interface PageScript {
  readonly url: string;
  /** Hash of its bytes, where the gateway keeps them as they are: the value of an `integrity` attribute. */
  readonly integrity?: string;
}

/** What is to be paid, in each of the ways in which gateways' scripts count. */
interface PageAmount {
  /** In the smallest unit of ISO 4217. */
  readonly minor: number;
  /** In the gateway's own smallest unit. */
  readonly gatewayUnits: number;
  /** Text such as `42.50`, with the digits that the gateway wants. */
  readonly decimal: string;
  readonly currency: string;
}

/**
 * The gateway has the card and says what became of it. `paid`: the money is taken, or nothing is left but to settle it. `authorised`:
 * it is reserved, and may yet not be taken. `pending`: the gateway has not decided, and an event tells later.
 */
export interface Charged {
  readonly outcome: 'paid' | 'authorised' | 'pending';
  readonly paymentId: string;
  /** What the answer tells of the money, in the words of events. */
  readonly events?: readonly PaymentEvent[];
}

/** The card's issuer wants to see the shopper, in a frame of the page: nothing is charged before. */
interface Challenged {
  readonly outcome: 'challenge';
  readonly paymentId: string;
  readonly challenge: IssuerChallenge;
}

/** A form that the page posts into a frame: the request of EMV 3-D Secure, and where its issuer takes it. */
export interface IssuerChallenge {
  readonly url: string;
  readonly creq: string;
}

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
