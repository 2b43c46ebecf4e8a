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
