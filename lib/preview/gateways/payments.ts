/** What became of a payment. `approved`: the shopper has agreed, and the shop has yet to take the money. */
type PaymentState = 'open' | 'approved' | 'paid' | 'failed' | 'over';

/** What a shop wants to be paid, as its request says. */
export interface Wanted {
  readonly orderReference: string;
  /** In the smallest unit of ISO 4217. */
  readonly amountMinor: number;
  /** ISO 4217, in capital letters. */
  readonly currency: string;
  readonly description?: string | undefined;
  /** Where the gateway's page sends a shopper who has paid. */
  readonly returnUrl?: string | undefined;
  /** Where it sends one who has changed their mind. @default - as `returnUrl` */
  readonly cancelUrl?: string | undefined;
  /** Where this payment's callbacks go, for gateways that are told it with each payment. */
  readonly callbackUrl?: string | undefined;
  /** The whole of what was asked for. */
  readonly content: unknown;
}

/** Money that went back, wholly or in part. */
export interface Refund {
  /** Counts from 1 within its payment. */
  readonly number: number;
  readonly amountMinor: number;
}

/** A payment at a fake gateway, with everything that belongs to it. */
export interface Payment extends Wanted {
  /** Counts from 1. */
  readonly number: number;
  /** The gateway's name for what it has made. */
  readonly id: string;
  state: PaymentState;
  readonly refunds: Refund[];
  dispute?: 'open' | 'won' | 'lost';
  /** Whether the shopper has agreed with a card that is refused when the shop takes the money. */
  isToBeDeclined?: boolean;
  /** Members that its object has besides, or has otherwise; tests write them. */
  change: Readonly<Record<string, unknown>>;
}

/** The payments of a gateway, by their ids. */
export interface Payments {
  /** Makes one; `id` is made of its number. */
  readonly make: (id: (number: number) => string, wanted: Wanted) => Payment;
  /** The one with this id, or the one that was made last. Throws if there is none. */
  readonly get: (id?: string) => Payment;
  readonly find: (id: string) => Payment | undefined;
  readonly all: () => readonly Payment[];
}

/** Keeps payments in memory. */
export function createPayments(): Payments {
  const made = new Map<string, Payment>();
  return {
    make: (id, wanted) => {
      const number = made.size + 1;
      const payment: Payment = {
        ...wanted,
        number,
        id: id(number),
        state: 'open',
        refunds: [],
        change: {},
      };
      made.set(payment.id, payment);
      return payment;
    },
    get: (id) => {
      const payment = id === undefined ? [...made.values()].at(-1) : made.get(id);
      if (payment === undefined) throw new Error(`the fake has made no ${id ?? 'such thing yet'}`);
      return payment;
    },
    find: (id) => made.get(id),
    all: () => [...made.values()],
  };
}

/** The sum of what went back so far, in the smallest unit of ISO 4217. */
export function refundedOf({ refunds }: Payment): number {
  return refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** What can still go back. */
export function refundableOf(payment: Payment): number {
  return payment.amountMinor - refundedOf(payment);
}
