import type { Delivery } from './delivery.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { GatewayConfig, Mode } from './gateway-config.ts';

/**
 * One payment gateway, as pure functions: no network, no clock, no randomness, no log. What it wants from the
 * gateway's servers it asks for in an exchange, which the caller runs.
 */
export interface Gateway {
  /** Its key in the gateway registry. */
  readonly name: string;
  /** What the shop's secret for it must hold, by name. */
  readonly secretFields: Readonly<Record<string, SecretField>>;
  readonly rotation: Rotation;
  /**
   * What its events, or its answers when it is asked, can tell about the card. Nothing else of a policy can be
   * enforced with this gateway: what is not here stays `unchecked`, whatever the card's issuer said.
   */
  readonly checks: readonly (keyof CardChecks)[];

  /**
   * What the signature of a delivery is worth: the part of `receive` that the gateways' own SDKs do as well, so that
   * the two can be measured side by side.
   */
  readonly verify: (delivery: Delivery, account: MerchantAccount, now: Date) => VerificationResult;
  /** Verifies a delivery to the callback address; only what the result vouches for can be read from it. */
  readonly receive: (delivery: Delivery, account: MerchantAccount, now: Date) => Receipt;
  /** Starts a payment. Not for `server`: there, the shop's own server talks to the gateway. */
  readonly session: (request: SessionRequest, account: MerchantAccount) => Exchange<Session>;

  /**
   * Asks the gateway what an unverified notification is worth, and takes the money where it waits for the shop to do so. There for each
   * gateway that gives unverified notifications.
   */
  readonly confirm?: (
    notification: UnverifiedNotification,
    account: MerchantAccount,
  ) => Exchange<Confirmation>;
  /** Where the certificate of a delivery may be fetched from; no address if the delivery names a foreign one. */
  readonly certificateUrl?: (delivery: Delivery, account: MerchantAccount) => string | undefined;
  /** The text that proves to the gateway that the callback address is ours; nothing for any other request. */
  readonly answerChallenge?: (delivery: Delivery, account: MerchantAccount) => string | undefined;

  /** Explains refused deliveries to the person who wires the callback up. */
  readonly diagnosis: Diagnosis;
  /** The mode of a delivery, for a gateway whose deliveries say it of themselves before they are verified. */
  readonly modeOf?: (delivery: Delivery) => Mode;
  /** Members of the secret that the gateway writes into its deliveries; known before they are verified. */
  readonly membersIn?: (delivery: Delivery) => Secret;
  /** How its secrets begin, so that one is found where it does not belong. */
  readonly secretForms?: readonly SecretForm[];
  /** What conformance vectors call the ways in which its callbacks are signed, where there is more than one. */
  readonly callbackSchemes?: readonly string[];
  /** What else the gateway signs, by the name of the scheme. */
  readonly otherSignatures?: Readonly<Record<string, OtherSignature>>;
}

/** What a secret looks like in the middle of a text. Publishable keys are not among them. */
interface SecretForm {
  /** What it is, with its article and without the gateway's name. */
  readonly kind: string;
  /** A regular expression. */
  readonly pattern: string;
}

/** A signature that stands on no callback, such as the one that a shopper brings back from the gateway's page. */
export interface OtherSignature {
  readonly signedTime?: Diagnosis['signedTime'];
  /** What the signature is worth; a clause about the first thing that has to be given and is not. */
  readonly verify: (given: OtherSigned) => VerificationResult | { readonly fault: string };
}

/** What somebody gave to have an `OtherSignature` verified. */
export interface OtherSigned {
  readonly delivery: Delivery;
  /** The current one first, as they were given. */
  readonly secrets: readonly unknown[];
  /** A text that was given beside headers and body, by the names that lead to it. */
  readonly text: (...path: readonly string[]) => string | undefined;
  /** Not a time where none was given. */
  readonly now: Date;
}

/** One version of the shop's secret for a gateway: the members of its JSON. */
export type Secret = Readonly<Record<string, string>>;

/** The shop at a gateway. */
export interface MerchantAccount {
  readonly config: GatewayConfig;
  /** The current version first. The previous one still counts for callbacks, never for requests. */
  readonly secrets: readonly [Secret, ...Secret[]];
}

/** One member of a gateway's secret. */
export interface SecretField {
  /** What needs it; `both` are callbacks and requests. A value for the `page` is public, and needed only where the gateway's script is in the page. */
  readonly for: 'callbacks' | 'requests' | 'both' | 'page';
  /** What it is and where its owner finds it. */
  readonly meaning: string;
  /** A regular expression that the whole value matches. @default - any printable characters without space */
  readonly pattern?: string;
  /** Whether the gateway works without it. @default false */
  readonly optional?: boolean;
}

/** Who can replace the gateway's keys. */
interface Rotation {
  readonly requests: KeyChange;
  /** `with requests`: one key does both, so that replacing it breaks deliveries on their way. */
  readonly callbacks: KeyChange | 'with requests' | 'no key';
  /** How long deliveries may still be signed with the previous key. */
  readonly overlap: string;
}

/** `automatic`: the gateway has an API for it. `operator`: a person copies the new key from its dashboard. */
type KeyChange = 'automatic' | 'operator';

/** What a delivery turned out to be. */
export type Receipt =
  /** The gateway's signature covers what the events say. There is at least one. */
  | { readonly result: 'authentic'; readonly events: readonly PaymentEvent[] }
  /** Something may have changed, but the delivery does not prove what: only the gateway's word counts. */
  | { readonly result: 'unverified'; readonly notification: UnverifiedNotification }
  | { readonly result: Rejection };

/**
 * Why a delivery is not accepted. `undecidable` is our own fault, not the sender's: a key or a certificate is
 * missing or unusable.
 */
export type Rejection = 'malformed' | 'stale' | 'forged' | 'undecidable';

/** What the signature of a delivery is worth; `malformed` where nothing is signed, too. */
export type VerificationResult = 'authentic' | Rejection;

/** What happened to a payment. `other` is authentic and of no consequence for the order. */
export type EventKind = 'authorised' | 'paid' | 'failed' | 'refunded' | 'disputed' | 'other';

/** One thing that happened, in the same words for every gateway. */
export interface PaymentEvent {
  /** The same for each delivery of one event, and made of signed content only. */
  readonly id: string;
  /** The gateway's own word for what happened. */
  readonly type: string;
  readonly kind: EventKind;
  /** The shop's order, when the gateway gives it back. */
  readonly orderReference?: string;
  /** The gateway's name for the payment. */
  readonly paymentId?: string;
  /** In the smallest unit of ISO 4217, whatever the gateway counts in. */
  readonly amountMinor?: number;
  readonly currency?: string;
  readonly checks?: CardChecks;
  /** What the gateway's own fraud control thinks of it, when it says so in what it signs, or when it is asked. */
  readonly risk?: Risk;
}

/**
 * `elevated`: somebody should look before goods go out, and that stays so when the gateway takes the money later.
 * `normal`: the gateway looked, and saw nothing. Absent: it did not say.
 */
export type Risk = 'elevated' | 'normal';

/** What the card's issuer said to the address and the code, when the gateway passes it on. */
export interface CardChecks {
  readonly avsStreet?: CheckResult;
  readonly avsPostalCode?: CheckResult;
  readonly cvc?: CheckResult;
}

/** `unchecked`: not asked, not answered, or not supported by the issuer. */
export type CheckResult = 'match' | 'mismatch' | 'unchecked';

/** Where the gateway's word can be had. */
export interface UnverifiedNotification {
  /** The same for each delivery of one message; absent when nothing of the delivery is signed. */
  readonly deliveryId?: string;
  /** What kind of thing the id names, in the gateway's words. */
  readonly resource: string;
  readonly id: string;
}

/** What came of asking. */
export type Confirmation =
  | { readonly outcome: 'confirmed'; readonly event: PaymentEvent }
  /** The gateway knows no such payment of ours, or the unverified notification is about something else. */
  | { readonly outcome: 'unknown' }
  | Refused;

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
  | { readonly outcome: 'redirect'; readonly url: string }
  /** The browser posts a form with these fields. */
  | { readonly outcome: 'post'; readonly url: string; readonly fields: Readonly<Record<string, string>> }
  /** The gateway's script in the page takes this over. */
  | { readonly outcome: 'page'; readonly data: Readonly<Record<string, unknown>> }
  /** The gateway has the card; what became of it comes as an event. */
  | { readonly outcome: 'submitted'; readonly paymentId: string }
  | Refused;

/** The gateway would not, or its answer cannot be used. */
export interface Refused {
  readonly outcome: 'refused';
  /** The status of its HTTP answer. */
  readonly status: number;
  readonly reason: 'status' | 'declined' | 'unreadable' | 'foreign redirect';
}

/** Yields requests, is given their answers, and returns what they came to. */
export type Exchange<Result> = Generator<HttpRequest, Result, HttpResponse>;

/** A request to the gateway. It holds secrets: not for the log. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The gateway's answer. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}
