export { type CheckoutOptions, openCheckout } from './checkout.ts';
export { CheckoutError, type ErrorKind } from './checkout-error.ts';
export { completeReturn, type ReturnOptions, type ReturnResult } from './return.ts';
export { type SecureMethod, showSecureMessage } from './secure-message.ts';
export { paymentMethods } from './shop.ts';
export { checkoutId, forgetCheckout } from './store.ts';
export type { Language } from './texts/language.ts';
export type { Texts } from './texts/texts.ts';
export type { Item, PaymentMethod } from './wire.ts';
