/**
 * What keeps a shopper from having paid, by what they can do about it. `fields`: correct what was typed. `declined`: take another card.
 * `cancelled`: begin again. `unavailable`: what the shop says, or else choose another way to pay. `offline`: send it again; the same
 * request is never paid twice. `expired`: the form is made anew. `uncertain`: do not pay again. `cart`: what the shop says, or else look
 * at the cart.
 */
export type ErrorKind =
  | 'fields'
  | 'declined'
  | 'cancelled'
  | 'unavailable'
  | 'offline'
  | 'expired'
  | 'uncertain'
  | 'cart';

/** Ends a step of the checkout. It holds nothing that a shopper typed. */
export class CheckoutError extends Error {
  override readonly name = 'CheckoutError';
  readonly kind: ErrorKind;
  /** Names of the form's fields to look at again. */
  readonly fields: readonly string[];
  /** The shop's own sentence, in the shopper's language. */
  readonly detail: string | undefined;

  constructor(kind: ErrorKind, fields: readonly string[] = [], detail?: string) {
    super(kind);
    this.kind = kind;
    this.fields = fields;
    this.detail = detail;
  }
}
