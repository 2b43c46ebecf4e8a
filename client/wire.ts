/** One line of a cart. */
export interface Item {
  readonly slug: string;
  readonly quantity: number;
}

/** How the checkout meets a gateway in this shop. */
type Integration = 'redirect' | 'iframe' | 'fields';

/** A script of a gateway; the gateway registry owns its address and, where its bytes are fixed, their hash. */
export interface PageScript {
  readonly url: string;
  readonly integrity?: string;
}

/** One way to pay, as the shop offers it before anything of an order is known. */
export interface PaymentMethod {
  readonly gateway: string;
  /** The gateway's own name, as its owner writes it. */
  readonly title: string;
  readonly integration: Integration;
  readonly mode: 'live' | 'test';
  /** Public identifiers that the gateway's script takes before there is an order. */
  readonly data: Readonly<Record<string, string | boolean>>;
  readonly scripts: readonly PageScript[];
  readonly challenge: ChallengePlace;
}

/** Where the challenge of the card's issuer is shown. */
type ChallengePlace = 'redirect' | 'inline';

/** What is to be paid, in each of the ways in which gateways' scripts count. */
export interface PageAmount {
  /** In the smallest unit of ISO 4217. */
  readonly minor: number;
  /** In the gateway's own smallest unit. */
  readonly gatewayUnits: number;
  /** Text such as `42.50`, with the digits that the gateway wants. */
  readonly decimal: string;
  readonly currency: string;
}

/** The gateway's script, or its frame, takes the payment over. */
export interface PageAnswer {
  readonly outcome: 'page';
  readonly gateway: string;
  readonly integration: Integration;
  readonly mode: 'live' | 'test';
  /** In the order in which they are loaded. */
  readonly scripts: readonly PageScript[];
  /** Differs by gateway. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly amount: PageAmount;
  /** Where a shopper goes who has paid. */
  readonly returnUrl: string;
  readonly challenge: ChallengePlace;
  /** When it can no longer be paid; ISO 8601. */
  readonly expiresAt: string;
}

/** How a payment goes on, as `POST /api/session` answers it. */
export type SessionAnswer =
  | PageAnswer
  | { readonly outcome: 'redirect'; readonly url: string }
  | {
      readonly outcome: 'post';
      readonly url: string;
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly outcome: 'paid' | 'authorised' | 'pending'; readonly url: string }
  | { readonly outcome: 'challenge'; readonly challenge: IssuerChallenge; readonly url: string };

/** A form that is posted into a frame of the card's issuer. */
export interface IssuerChallenge {
  readonly url: string;
  readonly creq: string;
}

/** What a gateway's script made of a card: nothing that a card could be read from. */
export interface CardToken {
  readonly token: string;
  readonly brand?: string;
  readonly issuer?: string;
  readonly device?: string;
  readonly document?: { readonly type: string; readonly number: string };
}

/** Who buys, and where the bill goes. */
export interface Shopper {
  readonly name: string;
  readonly email: string;
  readonly line1: string;
  readonly line2?: string;
  readonly postalCode: string;
  readonly city: string;
  readonly region?: string;
  readonly country: string;
}

/** The body of `POST /api/session`. The same body is the same attempt, however often it is sent. */
export interface CheckoutRequest extends Shopper {
  readonly items: readonly Item[];
  readonly gateway: string;
  readonly checkout: string;
  readonly locale?: string;
  /** ISO 4217; without it the shop's usual one. */
  readonly currency?: string;
  /** What the page showed, in the smallest unit: never a price, only a reason to stop where the shop comes to another one. */
  readonly total?: number;
  readonly card?: CardToken;
}

/** What the shop knows of an order's payment. */
export type PaymentState = 'open' | 'pending' | 'failed' | 'authorised' | 'paid' | 'refunded' | 'cancelled';
