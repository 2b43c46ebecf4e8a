import type { Texts } from './texts.ts';

/** English. */
export const en: Texts = {
  heading: 'Payment',
  methods: 'How do you want to pay?',
  next: 'Continue to payment',
  pay: 'Pay {amount}',
  busy: 'Please wait …',
  frame: 'Payment form of {gateway}',
  challenge: 'Check by the bank of your card',
  number: 'Card number',
  expiry: 'Expiry date',
  code: 'Security code',
  holder: 'Name on the card',
  errors: {
    fields: 'Please check what you entered. Nothing was paid.',
    declined: 'The card was not accepted. Nothing was paid; please try another card or another way to pay.',
    cancelled: 'You stopped the payment. Nothing was paid; you can start again.',
    unavailable: 'This way to pay does not work at the moment. Nothing was paid; please choose another one.',
    offline: 'There is no connection. Please send it again; you will not pay twice.',
    expired: 'The payment form was open for too long. Nothing was paid; please start again.',
    uncertain:
      'We do not know yet whether you have paid. Please do not pay again now; write to us if you hear nothing within an hour.',
    cart: 'This order cannot be paid as it is. Please go back to your cart.',
  },
  secure: {
    redirect:
      'Secure checkout: this page is encrypted. You pay on a page of {gateway}; this shop never sees your card.',
    iframe:
      'Secure checkout: this page is encrypted. The payment form is a page of {gateway}; this shop never sees your card.',
    fields:
      'Secure checkout: this page is encrypted. The card fields belong to {gateway}; this shop never sees your card.',
  },
  test: 'This is a test: no money moves.',
  done: {
    paid: 'Your payment has arrived. Thank you.',
    pending: 'Your payment is being confirmed. You need not do anything.',
    failed: 'Nothing was paid. Your cart is as it was.',
  },
};
