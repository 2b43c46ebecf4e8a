import type { Delivery } from './delivery.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Exchange, HttpRequest, HttpResponse, Refused } from './exchange.ts';
import type { GatewayConfig, Mode } from './gateway-config.ts';
import type { CardChecks, PaymentEvent, UnverifiedNotification } from './payment-event.ts';
import type { CardToken, ObjectName, Session, SessionRequest } from './session-request.ts';

/**
 * One payment gateway, as pure functions: no network, no clock, no randomness, no log. What it wants from the
 * gateway's servers it asks for in an exchange, which the caller runs.
 */
export interface Gateway extends CallbackAdapter {
  /** What the shop's secret for it must hold, by name. */
  readonly secretFields: Readonly<Record<string, SecretField>>;
  readonly rotation: Rotation;
  /**
   * What its events, or its answers when it is asked, can tell about the card. Nothing else of a policy can be
   * enforced with this gateway: what is not here stays `unchecked`, whatever the card's issuer said.
   */
  readonly checks: readonly (keyof CardChecks)[];

  /** Starts a payment. Not for `server`: there, the shop's own server talks to the gateway. */
  readonly session: (request: SessionRequest, account: MerchantAccount) => Exchange<Session>;
  /** Which parts of a card it takes no card without, besides the token. */
  readonly cardNeeds?: readonly (keyof CardToken)[];
  /**
   * What the payment page may know before there is an order: public keys and the like, and no secret. There for each gateway whose
   * script or frame is in the page.
   */
  readonly publicData?: (account: MerchantAccount) => PublicData;
  /**
   * What `confirm` can ask about by the shop's own reference, where a card was sent and no answer came to name its payment. There
   * for each gateway that is searched by it.
   */
  readonly searchFor?: (request: SessionRequest) => ObjectName;
  /**
   * Ends what `session` has made, so that it cannot be paid any longer. There for each gateway that names what it has made as
   * `Made.session`.
   */
  readonly endSession?: (session: ObjectName, account: MerchantAccount, now: Date) => Exchange<Ended>;

  /**
   * Asks the gateway what an unverified notification is worth, at a time. There for each gateway that gives unverified
   * notifications, or events with details to ask for.
   */
  readonly confirm?: (
    notification: UnverifiedNotification,
    account: MerchantAccount,
    now: Date,
  ) => Exchange<Confirmation>;
  /** Makes new keys. There for each gateway whose rotation is `automatic`, in part at least. */
  readonly keyMaker?: KeyMaker;
  /** Tries a key out; absent where no harmless request is known. */
  readonly keyTrial?: KeyTrial;

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

/** The part of a gateway that the function for callbacks needs; it brings along no code of the rest. */
export interface CallbackAdapter {
  /** Its key in the gateway registry. */
  readonly name: string;
  /**
   * What the signature of a delivery is worth: the part of `receive` that the gateways' own SDKs do as well, so that
   * the two can be measured side by side.
   */
  readonly verify: (delivery: Delivery, account: MerchantAccount, now: Date) => VerificationResult;
  /** Verifies a delivery to the callback address; only what the result vouches for can be read from it. */
  readonly receive: (delivery: Delivery, account: MerchantAccount, now: Date) => Receipt;
  /**
   * What a delivery says, whoever sent it. For deliveries that were verified, and for a history that its owner vouches
   * for.
   */
  readonly read: (delivery: Delivery, account: MerchantAccount) => Reading;
  /**
   * What a delivery says of the things that the gateway has to be asked about. For a history that its owner vouches
   * for; no function of the shop believes it.
   */
  readonly readUnverified?: (delivery: Delivery, account: MerchantAccount) => readonly PaymentEvent[];
  /** Where the certificate of a delivery may be fetched from; no address if the delivery names a foreign one. */
  readonly certificateUrl?: (delivery: Delivery, account: MerchantAccount) => string | undefined;
  /** The text that proves to the gateway that the callback address is ours; nothing for any other request. */
  readonly answerChallenge?: (delivery: Delivery, account: MerchantAccount) => string | undefined;
}

/** Values that everybody may read. */
export type PublicData = Readonly<Record<string, string | boolean>>;

/** What came of ending a session. A gateway refuses to end one that was paid. */
export type Ended = { readonly outcome: 'ended' } | Refused;

/** Asks a gateway for new keys. */
export interface KeyMaker {
  /** The members of the current secret without which it cannot ask. */
  readonly needs: readonly string[];
  /** `attempt` is the same for each try of one rotation, so that a repetition may give the same key. */
  readonly make: (account: MerchantAccount, attempt: string) => Exchange<MadeKeys>;
}

/** What came of asking a gateway for new keys. */
export type MadeKeys =
  /** The members that are new; the others stay as they are. */
  { readonly outcome: 'made'; readonly members: Secret } | Refused;

/** A read-only request with a key, and the reading of its answer. */
export interface KeyTrial {
  readonly request: (account: MerchantAccount) => HttpRequest;
  /** @default - by the status of the answer */
  readonly read?: (response: HttpResponse) => KeyTrialResult;
}

/**
 * What a gateway says to a key. `unclear`: it answered something that neither takes nor refuses the key;
 * `unavailable`: asking again may help.
 */
export type KeyTrialResult = 'accepted' | 'refused' | 'unclear' | 'unavailable';

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

/** What a delivery says, if it is authentic. */
export type Reading =
  /** The gateway's signature covers what the events say. There is at least one. */
  | { readonly events: readonly PaymentEvent[] }
  /** Something may have changed, but the delivery does not prove what: only the gateway's word counts. */
  | { readonly notification: UnverifiedNotification };

/** What a delivery turned out to be. */
export type Receipt =
  | { readonly result: 'authentic'; readonly events: readonly PaymentEvent[] }
  | { readonly result: 'unverified'; readonly notification: UnverifiedNotification }
  | { readonly result: Rejection };

/**
 * Why a delivery is not accepted. `undecidable` is our own fault, not the sender's: a key or a certificate is
 * missing or unusable.
 */
export type Rejection = 'malformed' | 'stale' | 'forged' | 'undecidable';

/** What the signature of a delivery is worth; `malformed` where nothing is signed, too. */
export type VerificationResult = 'authentic' | Rejection;

/** What came of asking. */
export type Confirmation =
  | { readonly outcome: 'confirmed'; readonly events: readonly PaymentEvent[] }
  /**
   * The payer has agreed, and the gateway waits for the shop to take the money. `event` names the order and the amount;
   * the money moves only if the caller goes on to capture.
   */
  | {
      readonly outcome: 'capturable';
      readonly event: PaymentEvent;
      readonly capture: () => Exchange<Confirmation>;
    }
  /** The gateway knows no such payment of ours, or the unverified notification is about something else. */
  | { readonly outcome: 'unknown' }
  | Refused;
