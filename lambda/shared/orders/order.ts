import type { CardChecks, Risk } from '../../gateways/payment-event.ts';
import type { ObjectName } from '../../gateways/session-request.ts';
import type { Ledger } from './ledger.ts';
import type { Decision } from './order-decisions.ts';

/** What a shopper has ordered, and what became of the payment. */
export interface Order {
  /** Of `orderReferenceForm`: it can be guessed by nobody. */
  readonly reference: string;
  /** What people call it, such as `K7QF-2MXP`. */
  readonly number: string;
  readonly state: OrderState;
  /** Since when it is in its state; ISO 8601. */
  readonly stateSince: string;
  /** How many of its changes were to be told; the next one has the next number. */
  readonly changes: number;
  /** Why a person has to look at the order before goods are shipped; an order without a reason can be shipped. */
  readonly reviewReasons: readonly ReviewReason[];
  /** In the smallest unit of ISO 4217. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly lines: readonly OrderLine[];
  /** Missing where the prices of the lines include it. */
  readonly shipping?: OrderShipping;
  /** Missing where there is none. */
  readonly discount?: OrderDiscount;
  /** Missing where nothing was said about taxes. */
  readonly tax?: OrderTax;
  /** Version of the catalogue that priced it. Missing in orders of before there were any. */
  readonly catalogue?: string;
  /** Name of the question that the shop's own pricing system answered, where it priced the order. */
  readonly quote?: string;
  /** The latest attempt to pay. */
  readonly attempt: Attempt;
  /** Number of the first attempt that was for what it holds and costs now. @default 1 */
  readonly unchangedSince?: number;
  /** What the gateways told about its money. State and sums follow from it. */
  readonly ledger: Ledger;
  /** Sums of the ledger, in the smallest unit of ISO 4217. */
  readonly money: OrderSums;
  /** The worst answers that card issuers gave, over all payments that were not refused. */
  readonly checks: CardChecks;
  /** The worst that a gateway's fraud control thought of a payment that it did not refuse. */
  readonly risk?: Risk;
  /** Keys of the events that weigh with the order, so without refused payments: at most 100 of them. */
  readonly applied: readonly string[];
  /** What operators decided about it, the earliest first. */
  readonly decisions?: readonly Decision[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/** The form of the shop's own references: `o` and 19 consonants, which are no card number and no word. */
export const orderReferenceForm = /^o[bcdfghjklmnpqrstvwxz]{19}$/;

/** How much came in, went back, and is at risk. */
export interface OrderSums {
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly disputedMinor: number;
}

/** What follows from the ledger, the first that fits. */
export const orderStates = [
  /** Something is disputed. */
  'disputed',
  /** Something is left of what was captured. */
  'paid',
  'refunded',
  'authorised',
  'failed',
  'open',
] as const;
export type OrderState = (typeof orderStates)[number];

/** Whether money for an order was taken or promised. */
export function isTaken(state: OrderState): boolean {
  return state !== 'open' && state !== 'failed';
}

/** Why goods wait for a person. */
export const reviewReasons = [
  'avs_street_mismatch',
  'avs_street_unconfirmed',
  'avs_postal_code_mismatch',
  'avs_postal_code_unconfirmed',
  'cvc_mismatch',
  'cvc_unconfirmed',
  'amount_mismatch',
  'currency_mismatch',
  /** The gateway did not tell how much moved. */
  'amount_unknown',
  'paid_twice',
  'partly_refunded',
  /** More went back than came in. */
  'refunded_too_much',
  /** A capture that was told before never came about. */
  'capture_failed',
  /** The gateway reviews the payment, or was warned of fraud. */
  'fraud_review',
  'elevated_risk',
  /** It was paid on a page that was over: of before the order changed, or long after its end. */
  'session_over',
  /** It may have been paid, and nobody could find out: the gateway told nothing, and cannot be asked. */
  'outcome_unknown',
  /** More was told than is kept. */
  'too_many_events',
  /** It was paid, or is about to be, although an operator has cancelled it. */
  'cancelled',
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** One product of an order, at the price of the catalogue. */
export interface OrderLine {
  readonly slug: string;
  readonly title: string;
  readonly quantity: number;
  readonly priceMinor: number;
  /** What all its pieces include. */
  readonly tax?: IncludedTax;
}

/** What sending an order costs. */
export interface OrderShipping {
  readonly title: string;
  readonly amountMinor: number;
  readonly tax?: IncludedTax;
}

/** What an order costs less than its lines. */
export interface OrderDiscount {
  readonly title: string;
  readonly amountMinor: number;
}

/** The tax inside an amount. */
interface IncludedTax {
  readonly percent: number;
  readonly amountMinor: number;
}

/** The taxes of a whole order. */
export interface OrderTax {
  readonly amountMinor: number;
  /** Whether the lines and the shipping include it; otherwise it comes on top of them. */
  readonly isIncluded: boolean;
}

/** Personal data: where an order goes and who hears of it. It is kept beside the order, and for a shorter time. */
export interface Shopper {
  readonly name: string;
  readonly email: string;
  readonly line1: string;
  readonly line2?: string;
  readonly postalCode: string;
  readonly city: string;
  /** State or province. */
  readonly region?: string;
  /** ISO 3166. */
  readonly country: string;
}

/** One attempt to pay. */
export interface Attempt {
  /** From 1. With the order's reference it makes the idempotency key. */
  readonly number: number;
  readonly gateway: string;
  /** Digest of what was asked for: the same request again is the same attempt. */
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** When it can no longer be paid, where that is up to the shop; ISO 8601. */
  readonly endsAt?: string;
  /** A card was sent with it, and the gateway has not said that nothing was paid. */
  readonly mayHaveCharged?: true;
  /** It was refused, and nothing was heard since of a payment that it made. */
  readonly hasFailed?: true;
  /** It began before anybody knew what became of a card that was sent with an earlier one. */
  readonly followsUncertain?: true;
  /** What the gateway can be asked about, to learn what became of it. */
  readonly inquiry?: ObjectName;
  /** The gateway tells nothing about it to anybody who asks. */
  readonly isMute?: true;
  /** What the gateway can end, so that it cannot be paid any longer. */
  readonly session?: ObjectName;
}
