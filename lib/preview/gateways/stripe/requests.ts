import { countingOf } from '../counting.ts';
import type { GatewayAnswer } from '../gateway-request.ts';
import type { Payment, Wanted } from '../payments.ts';

/** One kind of thing that Stripe makes of a form. */
interface Maker {
  readonly id: (number: number) => string;
  /** What is wanted, or why it is refused. */
  readonly read: (form: URLSearchParams) => Wanted | GatewayAnswer;
  /** What only the answer to the request tells. */
  readonly more: (payment: Payment) => object;
}

const item = 'line_items[0]';
const price = `${item}[price_data]`;

/** By the request that makes them. */
export const makers: Readonly<Record<string, Maker>> = {
  'POST /v1/checkout/sessions': {
    id: (number) => `cs_test_${number}`,
    read: readCheckout,
    more: ({ id, content }) =>
      isHosted(content as URLSearchParams)
        ? { url: `https://checkout.stripe.com/c/pay/${id}`, client_secret: null }
        : { url: null, client_secret: `${id}_secret_x` },
  },
  'POST /v1/payment_intents': {
    id: (number) => `pi_test_${number}`,
    read: readIntent,
    more: ({ id }) => ({ client_secret: `${id}_secret_x` }),
  },
};

/** A refusal in Stripe's words. */
export function refusal(status: number, type: string, message: string): GatewayAnswer {
  return { status, body: { error: { type, message } } };
}

const invalid = (message: string) => refusal(400, 'invalid_request_error', message);

const ofCheckout =
  /^(?:mode|ui_mode|expires_at|client_reference_id|success_url|cancel_url|return_url|customer_email|locale|billing_address_collection|line_items\[\d\]\[(?:quantity|price_data\]\[(?:currency|unit_amount|product_data\]\[name))\]|payment_intent_data\[metadata\]\[\w+\])$/;

function readCheckout(form: URLSearchParams): Wanted | GatewayAnswer {
  const returned = isHosted(form) ? 'success_url' : 'return_url';
  const required = ['mode', `${item}[quantity]`, `${price}[currency]`, `${price}[product_data][name]`];
  const problem = parameterProblem(form, ofCheckout, [...required, returned]);
  if (problem) return problem;
  const unit = form.get(`${price}[unit_amount]`) ?? '';
  const quantity = Number(form.get(`${item}[quantity]`));
  return priced(unit, quantity, form.get(`${price}[currency]`) ?? '', {
    orderReference: form.get('client_reference_id') ?? '',
    description: form.get(`${price}[product_data][name]`) ?? undefined,
    returnUrl: form.get(returned) ?? undefined,
    cancelUrl: form.get('cancel_url') ?? undefined,
    content: form,
  });
}

const ofIntent =
  /^(?:amount|currency|description|receipt_email|automatic_payment_methods\[enabled\]|metadata\[\w+\])$/;

function readIntent(form: URLSearchParams): Wanted | GatewayAnswer {
  const problem = parameterProblem(form, ofIntent, ['amount', 'currency']);
  if (problem) return problem;
  return priced(form.get('amount') ?? '', 1, form.get('currency') ?? '', {
    orderReference: form.get('metadata[order_reference]') ?? '',
    description: form.get('description') ?? undefined,
    content: form,
  });
}

const isHosted = (form: URLSearchParams) => (form.get('ui_mode') ?? 'hosted_page') === 'hosted_page';

function parameterProblem(
  form: URLSearchParams,
  allowed: RegExp,
  required: readonly string[],
): GatewayAnswer | undefined {
  const unknown = [...form.keys()].find((name) => !allowed.test(name));
  if (unknown) return invalid(`Received unknown parameter: ${unknown}`);
  const missing = required.find((name) => !form.get(name));
  return missing ? invalid(`Missing required param: ${missing}.`) : undefined;
}

const { fromUnits } = countingOf('stripe');

function priced(
  unit: string,
  quantity: number,
  code: string,
  rest: Omit<Wanted, 'amountMinor' | 'currency'>,
): Wanted | GatewayAnswer {
  if (!/^[1-9]\d{0,7}$/.test(unit)) return invalid(`Invalid integer: ${unit}`);
  if (!/^[a-z]{3}$/.test(code)) return invalid(`Invalid currency: ${code}`);
  const currency = code.toUpperCase();
  const amountMinor = fromUnits(Number(unit) * quantity, currency);
  if (amountMinor === undefined) return invalid(`Invalid amount of ${code}: ${unit}`);
  return { ...rest, amountMinor, currency };
}
