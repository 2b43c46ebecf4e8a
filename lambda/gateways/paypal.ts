import { verify as verifySignature } from 'node:crypto';
import { crc32 } from './crc32.ts';
import { type Delivery, header } from './delivery.ts';
import { base64Header, type Diagnosis } from './diagnosis.ts';
import type { Exchange, HttpResponse, Refused } from './exchange.ts';
import type {
  Confirmation,
  Gateway,
  MerchantAccount,
  Receipt,
  UnverifiedNotification,
  VerificationResult,
} from './gateway.ts';
import { basic, bearer, get, jsonOf, postForm, postJson } from './http.ts';
import { at, entryOf, parseJson, textAt } from './json.ts';
import { type DigitExceptions, toDecimal } from './money.ts';
import { capture, declinedAttempt, isApproved, namesOrder } from './paypal/capture.ts';
import { isCertificateUrl, trustedKey } from './paypal/certificate.ts';
import { type PayPalResource, resources } from './paypal/resources.ts';
import { idempotencyKey, redirect, refused, secretField, startedBy } from './session.ts';
import type { BillingAddress, Session, SessionRequest } from './session-request.ts';
import { fromBase64, toleranceSeconds } from './signature.ts';

const digits: DigitExceptions = { HUF: 0, TWD: 0 };
/** A delivery keeps its time while it is tried again, which goes on for three days. */
const oldestSeconds = 4 * 24 * 60 * 60;
const earliestSeconds = toleranceSeconds;

const diagnosis: Diagnosis = {
  headers: [
    { name: 'paypal-transmission-id', form: 'an id of letters, digits and hyphens', example: 'id' },
    {
      name: 'paypal-transmission-time',
      form: 'a time such as 2026-01-01T00:00:00Z',
      example: '1970-01-01T00:00:00Z',
    },
    base64Header('paypal-transmission-sig'),
    {
      name: 'paypal-auth-algo',
      form: 'SHA256withRSA, the only one that is accepted',
      example: 'SHA256withRSA',
    },
    {
      name: 'paypal-cert-url',
      form: "an address of PayPal's certificates, https://api.paypal.com/v1/notifications/certs/…",
      example: 'https://api.paypal.com/v1/notifications/certs/CERT',
    },
  ],
  signedTime: {
    read: (delivery) => Date.parse(header(delivery, 'paypal-transmission-time') ?? '') / 1000,
    oldestSeconds,
  },
  certificateFault: ({ certificate }, now) =>
    !certificate || trustedKey(certificate.chain, certificate.roots, now)
      ? undefined
      : "the certificate is not PayPal's, has expired, or was issued by nobody among the roots",
};

/** PayPal signs a checksum of the body: enough to tell that it sent something, too little to believe what. */
export const paypal: Gateway = {
  name: 'paypal',
  secretFields: {
    webhookId: { for: 'callbacks', meaning: 'id of the webhook' },
    clientId: { for: 'requests', meaning: 'client id of the application' },
    clientSecret: { for: 'requests', meaning: 'secret of the application' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'no key',
    overlap: 'each delivery names the certificate that signed it',
  },
  checks: ['avsStreet', 'avsPostalCode', 'cvc'],
  verify,
  keyTrial: {
    request: (account) => {
      const host = account.config.mode === 'live' ? 'api-m.paypal.com' : 'api-m.sandbox.paypal.com';
      const headers = basic(secretField(account, 'clientId'), secretField(account, 'clientSecret'));
      return postForm(`https://${host}/v1/oauth2/token`, headers, { grant_type: 'client_credentials' });
    },
  },
  diagnosis,
  modeOf: ({ headers }) =>
    isCertificateUrl(headers.get('paypal-cert-url')?.[0] ?? '', 'test') ? 'test' : 'live',
  otherSignatures: {
    'cert-url allow-list': {
      verify: ({ delivery: { registeredUrl: url } }) =>
        isCertificateUrl(url, 'live') || isCertificateUrl(url, 'test') ? 'authentic' : 'malformed',
    },
  },
  receive,
  confirm,
  certificateUrl,
  session: startedBy({ redirect: approval }),
};

function certificateUrl(delivery: Delivery, { config }: MerchantAccount): string | undefined {
  const url = header(delivery, 'paypal-cert-url');
  return url !== undefined && isCertificateUrl(url, config.mode) ? url : undefined;
}

interface Transmission {
  readonly id: string;
  readonly time: string;
  readonly signature: Buffer;
}

function verify(delivery: Delivery, account: MerchantAccount, now: Date): VerificationResult {
  const transmission = transmissionOf(delivery, account);
  return transmission ? verifyTransmission(transmission, delivery, account, now) : 'malformed';
}

function receive(delivery: Delivery, account: MerchantAccount, now: Date): Receipt {
  const transmission = transmissionOf(delivery, account);
  if (!transmission) return { result: 'malformed' };
  const result = verifyTransmission(transmission, delivery, account, now);
  if (result !== 'authentic') return { result };
  // The transmission's id is signed and the event's is not: other bytes with the same checksum repeat the former.
  return {
    result: 'unverified',
    notification: { deliveryId: transmission.id, ...resourceOf(parseJson(delivery.body)) },
  };
}

function transmissionOf(delivery: Delivery, account: MerchantAccount): Transmission | undefined {
  const id = header(delivery, 'paypal-transmission-id') ?? '';
  const time = header(delivery, 'paypal-transmission-time') ?? '';
  const signature = fromBase64(header(delivery, 'paypal-transmission-sig') ?? '');
  const isWhole = /^[\w-]+$/.test(id) && /^[\d-]{10}T[\d:.]+Z$/.test(time) && delivery.body.length > 0;
  // The header chooses the hash; an older and weaker one is not ours to accept.
  const isStrong = header(delivery, 'paypal-auth-algo') === 'SHA256withRSA';
  const isTheirs = certificateUrl(delivery, account) !== undefined;
  return isWhole && isStrong && isTheirs && signature ? { id, time, signature } : undefined;
}

function verifyTransmission(
  { id, time, signature }: Transmission,
  { body, certificate }: Delivery,
  { secrets }: MerchantAccount,
  now: Date,
): VerificationResult {
  const ageSeconds = (now.getTime() - Date.parse(time)) / 1000;
  if (!(ageSeconds <= oldestSeconds && ageSeconds >= -earliestSeconds)) return 'stale';
  const webhookIds = secrets.flatMap(({ webhookId }) => webhookId || []);
  if (!certificate || webhookIds.length === 0) return 'undecidable';
  const key = trustedKey(certificate.chain, certificate.roots, now);
  const isOurs = (webhookId: string) =>
    key !== undefined &&
    verifySignature('sha256', Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`), key, signature);
  return webhookIds.some(isOurs) ? 'authentic' : 'forged';
}

function resourceOf(event: unknown): Pick<UnverifiedNotification, 'resource' | 'id'> {
  const type = textAt(event, 'event_type') ?? '';
  const [name, resource] = Object.entries(resources).find(([, { topic }]) => topic.test(type)) ?? [];
  const id = resource && textAt(event, 'resource', resource.idName);
  return name && id ? { resource: name, id } : { resource: 'other', id: textAt(event, 'id') ?? '' };
}

function* confirm(notification: UnverifiedNotification, account: MerchantAccount): Exchange<Confirmation> {
  const { resource: name, id } = notification;
  const resource = entryOf(resources, name);
  if (!resource || !/^[A-Za-z0-9-]{1,64}$/.test(id)) return { outcome: 'unknown' };
  const access = yield* askAccess(account);
  if ('outcome' in access) return access;
  const url = `${api(account)}/${resource.path}/${id}`;
  const asked = yield get(url, access.headers);
  const order = jsonOf(asked);
  if (name !== 'order' || !isApproved(order)) return confirmationOf(resource, id, asked);
  if (!namesOrder(order)) return { outcome: 'unknown' };
  const captured = yield* capture({ url, headers: access.headers }, notification);
  const failed = declinedAttempt(order, captured, notification);
  return failed ? { outcome: 'confirmed', event: failed } : confirmationOf(resource, id, captured);
}

function confirmationOf({ idName, read }: PayPalResource, id: string, response: HttpResponse): Confirmation {
  if (response.status === 404) return { outcome: 'unknown' };
  const answer = jsonOf(response);
  const event = textAt(answer, idName) === id ? read(answer) : undefined;
  return event ? { outcome: 'confirmed', event } : refused(response);
}

function* approval(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  const access = yield* askAccess(account);
  if ('outcome' in access) return access;
  const headers = { ...access.headers, 'paypal-request-id': idempotencyKey(request), ...whole };
  const response = yield postJson(`${api(account)}/v2/checkout/orders`, headers, orderOf(request));
  return redirect(approvalLink(jsonOf(response)), response, account);
}

function orderOf({ orderReference, amountMinor, currency, description, ...request }: SessionRequest): object {
  const amount = { currency_code: currency, value: toDecimal(amountMinor, currency, digits) };
  const context = {
    return_url: request.returnUrl,
    cancel_url: request.cancelUrl,
    user_action: 'PAY_NOW',
    shipping_preference: 'NO_SHIPPING',
  };
  return {
    intent: 'CAPTURE',
    purchase_units: [{ custom_id: orderReference, description: description.slice(0, 127), amount }],
    payment_source: {
      paypal: {
        experience_context: context,
        ...(request.address && { address: addressOf(request.address) }),
      },
    },
  };
}

function addressOf({ line1, line2, postalCode, city, country }: BillingAddress): object {
  return {
    address_line_1: line1,
    address_line_2: line2,
    admin_area_2: city,
    postal_code: postalCode,
    country_code: country,
  };
}

function approvalLink(order: unknown): string | undefined {
  const links = at(order, 'links');
  const list = Array.isArray(links) ? links : [];
  const link = list.find((each) => ['payer-action', 'approve'].includes(textAt(each, 'rel') ?? ''));
  return textAt(link, 'href');
}

const whole = { prefer: 'return=representation' };

interface Access {
  readonly headers: Readonly<Record<string, string>>;
}

function* askAccess(account: MerchantAccount): Exchange<Access | Refused> {
  const credentials = basic(secretField(account, 'clientId'), secretField(account, 'clientSecret'));
  const response = yield postForm(`${api(account)}/v1/oauth2/token`, credentials, {
    grant_type: 'client_credentials',
  });
  const token = textAt(jsonOf(response), 'access_token');
  return token ? { headers: bearer(token) } : refused(response);
}

function api({ config: { mode } }: MerchantAccount): string {
  return mode === 'live' ? 'https://api-m.paypal.com' : 'https://api-m.sandbox.paypal.com';
}
