/**
 * What an event says about money, from the weightiest to the lightest: a delivery that tells several things is named
 * after the first that fits.
 */
export const eventClasses = [
  /** Money goes back to the payer: a refund, a reversal by the bank, or a dispute that is lost for good. */
  'moneyOut',
  /** Money that was told as gone comes back: reinstated funds, or a refund that failed after it was told. */
  'moneyBack',
  /** A retrieval, inquiry, mediation, dispute or chargeback was opened or escalated. */
  'atRisk',
  /** Captured or paid. */
  'moneyIn',
  /** An authorisation, or a sale that was not settled yet, ended without money. */
  'voided',
  /** An attempt ended before any money moved. Another one may follow. */
  'failed',
  /** The payer's money is reserved; nothing moved. */
  'authorised',
  /** A risk ended for the shop: won, withdrawn, closed. */
  'riskEnded',
  /** A fraud review or a fraud alert was opened or closed. */
  'review',
  /** Nothing about the money of an order, or money that another event of the same gateway tells. */
  'informational',
] as const;
export type EventClass = (typeof eventClasses)[number];

/** One thing that happened, in the same words for every gateway. */
export interface PaymentEvent {
  /** The same for each delivery of one event, and made of signed content only. */
  readonly id: string;
  /** The gateway's own word for the kind of event. */
  readonly type: string;
  /** `ignored`: it is authentic, and no event of this shop's that the kit knows. */
  readonly class: EventClass | 'ignored';
  /** There for each event that is ignored. */
  readonly ignored?: IgnoreReason;
  /** The shop's order, when the gateway gives it back. */
  readonly orderReference?: string;
  /**
   * Whether events of this kind never name the order, and are about the one that their payment was made for. Another
   * kind without a reference is about somebody else's payment on the same account.
   */
  readonly byPayment?: true;
  /** The gateway's name for the payment. */
  readonly paymentId?: string;
  /** Number of the attempt that made the payment, where the gateway gives it back and an older page cannot be closed. */
  readonly attempt?: number;
  /** What really moved, in the smallest unit of ISO 4217, whatever the gateway counts in. */
  readonly amountMinor?: number;
  readonly currency?: string;
  /** When it happened by the gateway's clock, in milliseconds since 1970. */
  readonly at?: number;
  /** What the ledger learns beyond the class. @default - what `defaultEffect` says of the class */
  readonly effect?: Effect;
  /** The class instead, where the ledger knows that money of the payment was captured. */
  readonly classOnceCaptured?: EventClass;
  /**
   * Tells nothing unless the ledger knows of an open dispute, or of a refund: the gateway does not say in so many words that
   * it is over.
   */
  readonly onlyAfter?: 'dispute' | 'refund';
  /** Details that only asking brings to light; without an answer, the event stands as it is. */
  readonly ask?: UnverifiedNotification;
  readonly checks?: CardChecks;
  /** What the gateway's own fraud control thinks of it, when it says so in what it signs, or when it is asked. */
  readonly risk?: Risk;
}

/** Why an authentic event is ignored. */
export type IgnoreReason =
  /** The table of event kinds has no row for it: counted, and named in the log. */
  | 'unknown_kind'
  /** Test money in a live shop, or real money in one that takes none. */
  | 'other_mode'
  /** Another merchant account, or fields that could be read in two ways. */
  | 'other_account'
  | 'unreadable';

/** What a payment's ledger learns from an event. Amount, currency and time are those of the event. */
export type Effect =
  /**
   * `capturesAtOnce`: the gateway was asked to capture without delay, and tells nothing when it does. `endsReview`: somebody has
   * looked at what the gateway had held.
   */
  | { readonly kind: 'authorised'; readonly capturesAtOnce?: true; readonly endsReview?: true }
  | Captured
  /** A capture that was told before never came about. */
  | { readonly kind: 'captureFailed'; readonly item?: string }
  /** An attempt failed. `endsAuthorisation`: what was reserved is free again. */
  | { readonly kind: 'failed'; readonly endsAuthorisation?: true; readonly undoesCapture?: true }
  /**
   * `rest`: only what was not captured. `all`: what was captured goes back too. Otherwise the amount decides, and
   * without one, whether less was captured than authorised.
   */
  | { readonly kind: 'voided'; readonly extent?: 'rest' | 'all' }
  | Refunded
  /** Nobody could find out what became of an attempt, by the name of the event. */
  | { readonly kind: 'outcomeUnknown' }
  /** A refund that was told before did not come about. */
  | { readonly kind: 'refundFailed'; readonly item?: string }
  | Dispute
  | Review;

interface Captured {
  readonly kind: 'captured';
  /** The id of one capture of several. @default - the amount is the sum so far of the payment */
  readonly item?: string;
  /** The gateway's name for what several payments may pay together, and this one belongs to. */
  readonly group?: string;
  /** The amount is the sum so far of all payments of the group. */
  readonly isGroupTotal?: true;
  /** The amount was ordered, not received: it counts only where nothing tells what was received. */
  readonly isNominal?: true;
}

interface Refunded {
  readonly kind: 'refunded';
  /** The id of one refund of several. @default - the amount is the sum so far of the payment */
  readonly item?: string;
  /** Everything that was captured went back, whatever that is. */
  readonly isAll?: true;
  /** Only a part of what was captured went back; another event tells how much. */
  readonly isPart?: true;
  /** The gateway took it back by itself. A dispute that is lost tells of the same money. */
  readonly isReversal?: true;
}

interface Review {
  readonly kind: 'review';
  /** The gateway's name for the review or the alert. @default - the only one of the payment */
  readonly item?: string;
  /** Of two events about it, the one with the higher stage is the later one. */
  readonly stage: number;
  readonly isCleared: boolean;
  /** The gateway takes no money before somebody has decided, so that a capture, or an end, clears it. */
  readonly endsWithPayment?: true;
}

interface Dispute {
  readonly kind: 'dispute';
  /** The gateway's name for the dispute. @default - the only one of the payment */
  readonly item?: string;
  /** Grows along the dispute: of two events about it, the one with the higher stage is the later one. */
  readonly stage: number;
  readonly outcome: 'open' | 'ended' | 'lost';
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

/** The type of a notification that no gateway has sent: the shop asks by itself, because it has heard nothing. */
export const inquiryType = 'inquiry';

/** What has to be asked about, where a delivery does not prove what happened. */
export interface UnverifiedNotification {
  /** The same for each delivery of one message; absent when nothing of the delivery is signed. */
  readonly deliveryId?: string;
  /** The gateway's own word for the kind of event. */
  readonly type: string;
  /** What kind of thing the id names, in the gateway's words. */
  readonly resource: string;
  readonly id: string;
  /** The thing that it belongs to, such as the payment of a refund. */
  readonly parentId?: string;
}
