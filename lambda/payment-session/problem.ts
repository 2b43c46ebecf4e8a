import type { FieldError, ProblemCode, ProblemKind } from '../shared/http/problem.ts';

// CloudFront shows the shop's own page for every 404, so that none of these is one.
/** All that can keep an order from being paid, by its name on the wire. Its words are texts of that name, for a shopper: nothing of ours and nothing of the gateway's. */
export const problems = {
  no_such_address: { status: 400, next: 'shop' },
  method_not_allowed: { status: 405, next: 'checkout' },
  cross_site_request: { status: 403, next: 'checkout' },
  unsupported_media_type: { status: 415, next: 'checkout' },
  payload_too_large: { status: 413, next: 'checkout' },
  malformed_request: { status: 400, next: 'checkout' },
  card_data_refused: { status: 422, next: 'checkout' },
  invalid_fields: { status: 400, next: 'checkout' },
  malformed_cart: { status: 400, next: 'cart' },
  cart_outdated: { status: 409, next: 'cart' },
  not_in_currency: { status: 409, next: 'cart' },
  no_delivery: { status: 409, next: 'checkout' },
  quote_unavailable: { status: 503, next: 'checkout' },
  currency_not_taken: { status: 409, next: 'checkout' },
  unknown_gateway: { status: 400, next: 'checkout' },
  script_required: { status: 400, next: 'checkout' },
  gateway_unavailable: { status: 503, next: 'checkout' },
  gateway_not_ready: { status: 503, next: 'checkout' },
  gateway_failed: { status: 502, next: 'checkout' },
  declined: { status: 402, next: 'checkout' },
  card_token_expired: { status: 409, next: 'checkout' },
  payment_uncertain: { status: 502, next: 'checkout' },
  concurrent_requests: { status: 409, next: 'checkout' },
  already_paid: { status: 409, next: 'cart' },
  order_cancelled: { status: 409, next: 'cart' },
  too_many_attempts: { status: 429, next: 'cart' },
  internal_error: { status: 500, next: 'checkout' },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemKind>>>;
type ProblemName = keyof typeof problems;

/** What keeps one request from being served. */
export interface Problem {
  readonly problem: ProblemName;
  /** What to look at again. */
  readonly errors?: readonly FieldError[];
  /** What the ways to pay are called that work without a script. */
  readonly ways?: readonly string[];
  /** The methods that the address takes. */
  readonly allow?: string;
  /** When it is worth trying again. */
  readonly retryAfterSeconds?: number;
}

/** Whether something did not come about. */
export function isProblem<Other extends object>(value: Other | Problem): value is Problem {
  return 'problem' in value;
}
