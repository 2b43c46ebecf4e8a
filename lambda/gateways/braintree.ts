import { createHash } from 'node:crypto';
import type { Delivery } from './delivery.ts';
import type { Diagnosis } from './diagnosis.ts';
import { digestOf, receiptOf } from './events.ts';
import type { Exchange, HttpRequest, HttpResponse } from './exchange.ts';
import { checksOf, riskOf } from './fraud-signals.ts';
import type { Gateway, MerchantAccount, Receipt, Secret, VerificationResult } from './gateway.ts';
import { basic, get, isOk, postJson } from './http.ts';
import { at, entryOf, textAt } from './json.ts';
import { fromDecimal, toDecimal } from './money.ts';
import type { CheckResult, EventKind, PaymentEvent, Risk } from './payment-event.ts';
import { page, refused, secretField, startedBy } from './session.ts';
import type { BillingAddress, Session, SessionRequest } from './session-request.ts';
import { fromHex, hmac, sameBytes, textKey } from './signature.ts';
import { parseXml } from './xml.ts';

const diagnosis: Diagnosis = {
  headers: [],
  contentFault: ({ body }) => formFault(new URLSearchParams(body.toString('latin1'))),
};

/** Braintree posts a form with a payload and a signature for each of the shop's keys. Its events have no id. */
export const braintree: Gateway = {
  name: 'braintree',
  secretFields: {
    publicKey: { for: 'both', meaning: 'public key of the API key' },
    privateKey: { for: 'both', meaning: 'private key of the API key, which signs callbacks too' },
    merchantId: { for: 'requests', meaning: 'merchant id' },
    merchantAccountId: { for: 'requests', meaning: 'merchant account; it decides the currency' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'with requests',
    overlap: 'each delivery carries a signature of every active key',
  },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  verify,
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'api' : 'api.sandbox';
      const [merchant, id] = ['merchantId', 'merchantAccountId'].map((name) =>
        encodeURIComponent(secretField(account, name)),
      );
      const headers = basic(secretField(account, 'publicKey'), secretField(account, 'privateKey'));
      return get(`https://${host}.braintreegateway.com/merchants/${merchant}/merchant_accounts/${id}`, {
        ...headers,
        'x-apiversion': '6',
        accept: 'application/xml',
      });
    },
  },
  diagnosis,
  secretForms: [{ kind: 'an access token', pattern: 'access_token\\$(?:production|sandbox)\\$[a-z0-9$]+' }],
  otherSignatures: {
    'endpoint verification challenge (GET ?bt_challenge=)': {
      verify: ({ delivery, secrets: [secret] }) =>
        challengeAnswer({ ...delivery, method: 'GET' }, Object(secret)) === undefined
          ? 'malformed'
          : 'authentic',
    },
  },
  receive,
  answerChallenge: (delivery, { secrets }) => challengeAnswer(delivery, secrets[0]),
  session: startedBy({ fields: cardFields }),
};

function formFault(form: URLSearchParams): string {
  const absent = ['bt_signature', 'bt_payload'].filter((name) => form.getAll(name).length !== 1);
  if (absent.length > 0) return `the body is not a form with one ${absent.join(' and one ')}`;
  if (!/^[A-Za-z0-9+/=\n]+$/.test(form.get('bt_payload') ?? '')) {
    return 'bt_payload is not base64; a plus sign that is not encoded in a form becomes a space';
  }
  return 'bt_signature holds no single signature for the publicKey of the secret: is it from another account?';
}

function verify({ body }: Delivery, { secrets }: MerchantAccount): VerificationResult {
  const posted = postedIn(body);
  return posted ? verifyPosted(posted, secrets) : 'malformed';
}

function receive({ body }: Delivery, { secrets }: MerchantAccount): Receipt {
  const posted = postedIn(body);
  if (!posted) return { result: 'malformed' };
  return receiptOf(verifyPosted(posted, secrets), body, () => [eventOf(posted.payload)]);
}

interface Posted {
  readonly payload: string;
  /** Of each active key: its public part, a bar and the signature. */
  readonly pairs: readonly string[];
}

function postedIn(body: Buffer): Posted | undefined {
  const form = new URLSearchParams(body.toString('latin1'));
  const payload = onlyValue(form, 'bt_payload');
  const signatures = onlyValue(form, 'bt_signature');
  // A form turns a plus sign that was not encoded into a space, which no payload has.
  if (!payload || !signatures || !/^[A-Za-z0-9+/=\n]+$/.test(payload)) return undefined;
  return { payload, pairs: signatures.split('&') };
}

function onlyValue(form: URLSearchParams, name: string): string | undefined {
  const values = form.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

function verifyPosted(posted: Posted, secrets: readonly Secret[]): VerificationResult {
  const results = secrets.map((secret) => verifyPair(posted, secret));
  const inOrder: readonly VerificationResult[] = ['authentic', 'undecidable', 'forged'];
  const found = inOrder.find((result) => results.includes(result));
  if (found) return found;
  // So looks a key that was changed on one side only. Whoever is to be told of it counts what is forged.
  const known = secrets.map(({ publicKey }) => publicKey);
  const isForeign = posted.pairs.every((pair) => wholePair.test(pair) && !known.includes(pair.split('|')[0]));
  return isForeign ? 'forged' : 'malformed';
}

const wholePair = /^[^|]+\|[0-9a-f]{40}$/;

function verifyPair({ payload, pairs }: Posted, secret: Secret): VerificationResult {
  const key = signingKey(secret);
  if (!key) return 'undecidable';
  const ours = pairs
    .map((pair) => pair.split('|'))
    .filter(([publicKey]) => publicKey === secret['publicKey']);
  const received = fromHex(ours[0]?.[1] ?? '');
  if (ours.length !== 1 || ours[0]?.length !== 2 || !received) return 'malformed';
  // The line end of the payload's base64 is signed, and gets lost on the way of some.
  const isOurs = [payload, `${payload}\n`].some((text) => sameBytes(hmac('sha1', key, text), received));
  return isOurs ? 'authentic' : 'forged';
}

function signingKey({ publicKey = '', privateKey = '' }: Secret): Buffer | undefined {
  const key = textKey(privateKey);
  return key && textKey(publicKey) ? createHash('sha1').update(key).digest() : undefined;
}

/** Answers only what looks like the gateway's own challenge: signing any text would let anybody make callbacks. */
function challengeAnswer({ method, query }: Delivery, secret: Secret): string | undefined {
  const challenge = onlyValue(new URLSearchParams(query), 'bt_challenge') ?? '';
  const key = signingKey(secret);
  if (method !== 'GET' || !key || !/^[a-f0-9]{20,32}$/.test(challenge)) return undefined;
  return `${secret['publicKey']}|${hmac('sha1', key, challenge).toString('hex')}`;
}

const kinds: Readonly<Record<string, EventKind>> = {
  transaction_settled: 'paid',
  transaction_settlement_declined: 'failed',
  dispute_opened: 'disputed',
};

function eventOf(payload: string): PaymentEvent | undefined {
  const notification = at(parseXml(Buffer.from(payload, 'base64').toString('utf8')), 'notification');
  const type = textAt(notification, 'kind');
  if (!type) return undefined;
  const subject = at(notification, 'subject');
  const transaction = at(subject, 'transaction') ?? at(subject, 'dispute', 'transaction');
  const money = at(subject, 'dispute') ?? transaction;
  const currency = textAt(money, 'currency-iso-code');
  const isCredit = type === 'transaction_settled' && textAt(transaction, 'type') === 'credit';
  return {
    id: digestOf(payload.trimEnd()),
    type,
    kind: isCredit ? 'refunded' : (entryOf(kinds, type) ?? 'other'),
    orderReference: textAt(transaction, 'order-id'),
    paymentId: textAt(transaction, 'refunded-transaction-id') ?? textAt(transaction, 'id'),
    amountMinor: fromDecimal(textAt(money, 'amount'), currency),
    currency,
    ...checksOf({
      avsStreet: checkResult(textAt(transaction, 'avs-street-address-response-code')),
      avsPostalCode: checkResult(textAt(transaction, 'avs-postal-code-response-code')),
      cvc: checkResult(textAt(transaction, 'cvv-response-code')),
    }),
    ...riskOf(textAt(transaction, 'risk-data', 'decision'), decisions),
  };
}

const decisions: Readonly<Record<string, Risk>> = {
  Approve: 'normal',
  Review: 'elevated',
  Decline: 'elevated',
};

function checkResult(letter: string | undefined): CheckResult | undefined {
  if (letter === undefined) return undefined;
  return letter === 'M' ? 'match' : letter === 'N' ? 'mismatch' : 'unchecked';
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  const merchantAccountId = secretField(account, 'merchantAccountId');
  if (!request.card) {
    const content = { version: 2, merchant_account_id: merchantAccountId };
    const response = yield post('client_token', account, { client_token: content });
    return page({ clientToken: textAt(xmlOf(response), 'client-token', 'value') }, response);
  }
  const response = yield post('transactions', account, {
    transaction: {
      type: 'sale',
      amount: toDecimal(request.amountMinor, request.currency),
      merchant_account_id: merchantAccountId,
      order_id: request.orderReference,
      payment_method_nonce: request.card.token,
      ...(request.address && { billing: addressOf(request.address) }),
      options: { submit_for_settlement: true },
    },
  });
  return submitted(response);
}

function addressOf({ line1, line2, postalCode, city, country }: BillingAddress): object {
  return {
    street_address: line1,
    extended_address: line2,
    locality: city,
    postal_code: postalCode,
    country_code_alpha2: country,
  };
}

function submitted(response: HttpResponse): Session {
  const paymentId = textAt(xmlOf(response), 'transaction', 'id');
  if (paymentId) return { outcome: 'submitted', paymentId };
  const isDeclined = response.status === 422;
  return isDeclined ? { outcome: 'refused', status: response.status, reason: 'declined' } : refused(response);
}

function xmlOf(response: HttpResponse): unknown {
  return isOk(response) ? parseXml(response.body) : undefined;
}

function post(path: string, account: MerchantAccount, body: object): HttpRequest {
  const host = account.config.mode === 'live' ? 'api' : 'api.sandbox';
  const headers = {
    ...basic(secretField(account, 'publicKey'), secretField(account, 'privateKey')),
    accept: 'application/xml',
    'x-apiversion': '6',
  };
  const merchant = encodeURIComponent(secretField(account, 'merchantId'));
  return postJson(`https://${host}.braintreegateway.com/merchants/${merchant}/${path}`, headers, body);
}
