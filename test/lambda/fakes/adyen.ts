import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { integerAt, at as memberAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { createIdempotency } from '../../../lib/preview/gateways/idempotency.ts';
import { adyenSdk } from '../gateways/oracles/sdks.ts';
import { accountOf, secretOf } from '../gateways/support/accounts.ts';
import type { Message } from '../gateways/support/message.ts';
import { type CheckoutRequest, createMade } from './callback.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from './loopback.ts';

/** Adyen on loopback. */
export interface AdyenFake extends Fake {
  /**
   * The callback of an event, for example `AUTHORISATION`, about what was started, signed by Adyen's own SDK. It
   * succeeded unless it is changed.
   */
  readonly callbackFor: (eventCode: string, wanted?: CheckoutRequest) => Message;
}

interface Started {
  readonly number: number;
  readonly reference: string;
  readonly amount: unknown;
}

/** Starts Adyen, test and live: payment links and sessions. */
export async function createAdyenFake(secret: Secret = secretOf('adyen')): Promise<AdyenFake> {
  const started = createMade<Started>();
  const idempotency = createIdempotency(refusal(422, '704', 'request already processed or in progress'));

  const answer = (request: SeenRequest): FakeAnswer => {
    const expiring = expired(request, secret, request.headers['x-api-key']);
    if (expiring) return expiring;
    const content = parseJson(request.body);
    const problem = problemOf(request, content, secret);
    if (problem) return problem;
    return idempotency.once(request.headers['idempotency-key'], request.path + request.body, () => {
      const number = started.count() + 1;
      const id = `${request.path.endsWith('paymentLinks') ? 'PL' : 'CS'}${number}`;
      const amount = memberAt(content, 'amount');
      const reference = textAt(content, 'reference') ?? '';
      started.add(id, { number, reference, amount });
      const way = id.startsWith('PL')
        ? { url: `https://eu.adyen.link/${id}`, expiresAt: '2026-01-02T00:00:00Z', status: 'active' }
        : { sessionData: `data-of-${id}`, expiresAt: '2026-01-01T01:00:00Z' };
      return { status: 201, body: { id, amount, reference, ...way } };
    });
  };

  return {
    ...(await startLoopback([testHost, `${livePrefix}-checkout-live.adyenpayments.com`], answer)),
    callbackFor: (eventCode, { of, change = {} } = {}) => {
      const item = itemOf(eventCode, started.get(of), secret, change);
      const hmacSignature = adyenSdk().calculateHmac(item, secret['hmacKey'] ?? '');
      const NotificationRequestItem = { ...item, additionalData: { hmacSignature } };
      const body = JSON.stringify({ live: 'true', notificationItems: [{ NotificationRequestItem }] });
      return { query: '', headers: [['content-type', 'application/json']], body: Buffer.from(body) };
    },
  };
}

const testHost = 'checkout-test.adyen.com';
// The prefix is an account's own; this is the one of the tests.
const livePrefix = accountOf('adyen').config.settings['prefix']?.toLowerCase() ?? '';

/** A payment link that is to expire; nothing for another request. */
function expired({ method, path, body }: SeenRequest, { apiKey }: Secret, key = ''): FakeAnswer | undefined {
  if (method !== 'PATCH' || key !== apiKey || !/\/v72\/paymentLinks\/PL\d+$/.test(path)) return undefined;
  const status = textAt(parseJson(body), 'status');
  return status === 'expired' ? { status: 200, body: { status } } : refusal(422, '130', 'Invalid status');
}

function problemOf(
  { method, host, path, headers }: SeenRequest,
  content: unknown,
  { apiKey, merchantAccount }: Secret,
): FakeAnswer | undefined {
  const root = host === testHost ? '/v72/' : '/checkout/v72/';
  const isKnown = method === 'POST' && [`${root}paymentLinks`, `${root}sessions`].includes(path);
  if (headers['x-api-key'] !== apiKey) return refusal(401, '000', 'HTTP Status Response - Unauthorized');
  if (!isKnown) return refusal(404, '000', 'Not Found');
  if (!headers['content-type']?.startsWith('application/json')) return refusal(415, '000', 'No JSON');
  if (integerAt(content, 'amount', 'value') === undefined || !textAt(content, 'amount', 'currency'))
    return refusal(422, '100', 'No amount specified');
  const missing = ['reference', 'returnUrl'].find((name) => !textAt(content, name));
  if (missing) return refusal(422, '130', `Required field '${missing}' is not provided.`);
  const isOurs = textAt(content, 'merchantAccount') === merchantAccount;
  return isOurs ? undefined : refusal(403, '901', 'Invalid Merchant Account');
}

function refusal(status: number, errorCode: string, message: string): FakeAnswer {
  return { status, body: { status, errorCode, message, errorType: 'validation' } };
}

function itemOf(
  eventCode: string,
  { number, reference, amount }: Started,
  { merchantAccount }: Secret,
  change: object,
): object {
  const payment = `PSP${number}`;
  // A modification has a reference of its own, and names the payment's as the original.
  const references =
    eventCode === 'AUTHORISATION'
      ? { pspReference: payment, originalReference: '' }
      : { pspReference: `${eventCode}${number}`, originalReference: payment };
  return {
    ...references,
    merchantAccountCode: merchantAccount,
    merchantReference: reference,
    amount,
    eventCode,
    success: 'true',
    ...change,
  };
}
