/** Where a person goes on from a problem. */
type Next = 'cart' | 'checkout';

interface ProblemText {
  readonly status: number;
  readonly title: string;
  /** What to do, in words for a shopper; nothing of ours and nothing of the gateway's. */
  readonly message: string;
  readonly next: Next;
}

// CloudFront shows the shop's own "not found" page for every 403 and 404, so no shopper is ever given these to read.
/** All that can keep an order from being paid, by the name that JSON answers call it. */
export const problems = {
  method_not_allowed: {
    status: 405,
    title: 'Please start from the checkout',
    message: 'This address only takes orders that are sent from the checkout.',
    next: 'checkout',
  },
  cross_site_request: {
    status: 403,
    title: 'Please start from the checkout',
    message: 'This order was not sent from our own checkout, so we did not take it.',
    next: 'checkout',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Please start from the checkout',
    message: 'We could not read this order. Please send it from our checkout.',
    next: 'checkout',
  },
  payload_too_large: {
    status: 413,
    title: 'This order is too large',
    message: 'Please shorten what you wrote, or place two smaller orders.',
    next: 'checkout',
  },
  malformed_request: {
    status: 400,
    title: 'We could not read this order',
    message: 'Please reload the checkout and send the order again. Nothing was paid.',
    next: 'checkout',
  },
  card_data_refused: {
    status: 422,
    title: 'Please take the card number out',
    message:
      'One of the fields holds what looks like the number or the code of a card. We do not take these here, and have not kept it. Please remove it and continue: only the payment form asks for your card.',
    next: 'checkout',
  },
  invalid_fields: {
    status: 400,
    title: 'Please check what you entered',
    message: 'Something is missing, or is written in a way that we cannot use.',
    next: 'checkout',
  },
  malformed_cart: {
    status: 400,
    title: 'We could not read your cart',
    message: 'Please open the cart, check what it holds, and go to the checkout again. Nothing was paid.',
    next: 'cart',
  },
  cart_outdated: {
    status: 409,
    title: 'Your cart has changed',
    message: 'It holds a piece that we no longer sell. Please open the cart, which takes it out, and go on.',
    next: 'cart',
  },
  mixed_currencies: {
    status: 409,
    title: 'Please order these pieces separately',
    message: 'Your cart holds pieces in two currencies. Please place one order for each currency.',
    next: 'cart',
  },
  unknown_gateway: {
    status: 400,
    title: 'Please choose how to pay',
    message: 'The shop does not offer this way to pay. Please choose another one.',
    next: 'checkout',
  },
  gateway_unavailable: {
    status: 503,
    title: 'This way to pay does not work at the moment',
    message: 'Nothing was paid. Please choose another way to pay, or try again in a minute.',
    next: 'checkout',
  },
  gateway_not_ready: {
    status: 503,
    title: 'This way to pay is not ready yet',
    message: 'Nothing was paid. Please choose another way to pay.',
    next: 'checkout',
  },
  gateway_failed: {
    status: 502,
    title: 'The payment could not be started',
    message: 'Nothing was paid. Please choose another way to pay, or try again later.',
    next: 'checkout',
  },
  declined: {
    status: 402,
    title: 'The card was not accepted',
    message: 'Nothing was paid. Please check the card, use another one, or choose another way to pay.',
    next: 'checkout',
  },
  payment_uncertain: {
    status: 502,
    title: 'We do not know yet whether you have paid',
    message:
      'The payment was sent, but no answer came back. Please do not pay again now. If no receipt has come within an hour, write to us and we look into it.',
    next: 'checkout',
  },
  concurrent_requests: {
    status: 409,
    title: 'This order is being sent twice',
    message: 'Two requests for it came at the same time. Please wait a moment and try again.',
    next: 'checkout',
  },
  already_paid: {
    status: 409,
    title: 'Your earlier order was paid',
    message: 'Your cart has changed since then. Please open it, and send what is in it now as a new order.',
    next: 'cart',
  },
  order_cancelled: {
    status: 409,
    title: 'Your order was cancelled',
    message: 'It cannot be paid any longer. Please write to us, or put the pieces into a new cart.',
    next: 'cart',
  },
  too_many_attempts: {
    status: 429,
    title: 'This order was tried too often',
    message: 'Please write to us, and we help you to complete it.',
    next: 'cart',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong on our side',
    message: 'We could not start the payment. Please try again in a few minutes.',
    next: 'checkout',
  },
} as const satisfies Readonly<Record<string, ProblemText>>;
type ProblemName = keyof typeof problems;

/** What keeps one request from being served. */
export interface Problem {
  readonly problem: ProblemName;
  /** What to look at again, in words for a shopper. */
  readonly fields?: readonly string[];
  /** When it is worth trying again. */
  readonly retryAfterSeconds?: number;
}

/** Whether something did not come about. */
export function isProblem<Other extends object>(value: Other | Problem): value is Problem {
  return 'problem' in value;
}
