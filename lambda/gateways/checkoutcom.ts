import { type Delivery, header } from './delivery.ts';
import { hexHeader } from './diagnosis.ts';
import { receiptOf } from './events.ts';
import type { HttpRequest } from './exchange.ts';
import { checkOfCodeLetter, checksOf, checksOfAvsLetter } from './fraud-signals.ts';
import type { Gateway, MerchantAccount, VerificationResult } from './gateway.ts';
import { bearer, postJson } from './http.ts';
import { at, entryOf, integerAt, parseJson, textAt } from './json.ts';
import { type DigitExceptions, fromGatewayUnits, toGatewayUnits } from './money.ts';
import type { CardChecks, EventKind, PaymentEvent } from './payment-event.ts';
import { asking, idempotencyKey, page, redirect, secretField, startedBy } from './session.ts';
import type { BillingAddress, SessionRequest } from './session-request.ts';
import { fromHex, type HeaderScheme, sameBytes, verifyHeader } from './signature.ts';

const digits: DigitExceptions = { CLP: 2 };
const scheme: HeaderScheme = {
  header: 'cko-signature',
  decode: fromHex,
  hash: 'sha256',
  field: 'signatureKey',
};

/** Checkout.com signs the body, and may send a password along. No time is signed. */
export const checkoutcom: Gateway = {
  name: 'checkoutcom',
  secretFields: {
    signatureKey: { for: 'callbacks', meaning: 'signature key of the webhook' },
    authorizationKey: {
      for: 'callbacks',
      meaning: 'authorization header key of the webhook',
      optional: true,
    },
    secretKey: { for: 'requests', meaning: 'secret API key' },
    processingChannelId: { for: 'requests', meaning: 'processing channel', optional: true },
    publicKey: { for: 'page', meaning: 'public API key' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'none stated: retries come for 30 hours',
  },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  verify,
  diagnosis: {
    headers: [hexHeader(scheme.header)],
    mistakes: [
      {
        finding: 'the signature is right, but header authorization is not the authorizationKey of the secret',
        mend: ({ authorizationKey: _, ...secret }) => secret,
      },
    ],
  },
  receive: (delivery, account) =>
    receiptOf(verify(delivery, account), delivery.body, () => [eventOf(parseJson(delivery.body))]),
  session: startedBy({
    redirect: asking(
      (request, account) => post('hosted-payments', request, account, { cancel_url: request.cancelUrl }),
      (answer, response, account) =>
        redirect(textAt(answer, '_links', 'redirect', 'href'), response, account),
    ),
    fields: asking(
      (request, account) => post('payment-sessions', request, account, {}),
      (answer, response, account) => {
        const paymentSession = textAt(answer, 'id') && answer;
        return page({ paymentSession, publicKey: secretField(account, 'publicKey') }, response);
      },
    ),
  }),
};

function verify(delivery: Delivery, account: MerchantAccount): VerificationResult {
  const result = verifyHeader(delivery, account, scheme);
  if (result !== 'authentic') return result;
  const passwords = account.secrets.map(({ authorizationKey = '' }) => Buffer.from(authorizationKey));
  const received = Buffer.from(header(delivery, 'authorization') ?? '');
  // A version without a password asks for none, so that one can be introduced, or given up, without a loss.
  const isExpected = passwords.some((password) => password.length === 0 || sameBytes(password, received));
  return isExpected ? 'authentic' : 'forged';
}

const kinds: Readonly<Record<string, EventKind>> = {
  payment_approved: 'authorised',
  payment_captured: 'paid',
  payment_declined: 'failed',
  payment_canceled: 'failed',
  payment_expired: 'failed',
  payment_voided: 'failed',
  payment_refunded: 'refunded',
  dispute_received: 'disputed',
};

function eventOf(event: unknown): PaymentEvent | undefined {
  const id = textAt(event, 'id');
  const type = textAt(event, 'type');
  if (!id || !type) return undefined;
  const data = at(event, 'data');
  const currency = textAt(data, 'currency');
  return {
    id,
    type,
    kind: entryOf(kinds, type) ?? 'other',
    orderReference: textAt(data, 'reference') ?? textAt(data, 'payment_reference'),
    paymentId: textAt(data, 'payment_id') ?? textAt(data, 'id'),
    amountMinor: fromGatewayUnits(integerAt(data, 'amount'), currency, digits),
    currency,
    ...checksOf(checksOfAvsLetter(textAt(data, 'source', 'avs_check')), codeCheck(data)),
    ...flagged(at(data, 'risk', 'flagged')),
  };
}

// Yes and no stand for the networks' match and mismatch.
function codeCheck(data: unknown): CardChecks {
  const letter = textAt(data, 'source', 'cvv_check');
  return checkOfCodeLetter(letter === 'Y' ? 'M' : letter);
}

function flagged(flag: unknown): Pick<PaymentEvent, 'risk'> {
  if (typeof flag !== 'boolean') return {};
  return { risk: flag ? 'elevated' : 'normal' };
}

function addressOf({ line1, line2, postalCode, city, country }: BillingAddress): object {
  return { address_line1: line1, address_line2: line2, city, zip: postalCode, country };
}

function post(path: string, request: SessionRequest, account: MerchantAccount, more: object): HttpRequest {
  const { mode, settings } = account.config;
  const zone = mode === 'live' ? 'api' : 'api.sandbox';
  const headers = {
    ...bearer(secretField(account, 'secretKey')),
    'cko-idempotency-key': idempotencyKey(request),
  };
  return postJson(`https://${settings['prefix']}.${zone}.checkout.com/${path}`, headers, {
    amount: toGatewayUnits(request.amountMinor, request.currency, digits),
    currency: request.currency,
    reference: request.orderReference,
    description: request.description,
    billing: { address: { country: request.country, ...(request.address && addressOf(request.address)) } },
    processing_channel_id: account.secrets[0]['processingChannelId'],
    success_url: request.returnUrl,
    failure_url: request.cancelUrl,
    ...more,
  });
}
