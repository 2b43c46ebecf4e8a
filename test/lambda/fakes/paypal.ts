import { sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { basic } from '../../../lambda/gateways/http.ts';
import { now, secretOf } from '../gateways/support/accounts.ts';
import { type Certified, certified } from '../gateways/support/certificate.ts';
import type { Message } from '../gateways/support/message.ts';
import { type CheckoutRequest, createMade } from './callback.ts';
import { createIdempotency } from './idempotency.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from './loopback.ts';
import { answerOf, issue, type PayPalOrder, resourceOf } from './paypal-orders.ts';

/** PayPal on loopback. */
export interface PayPalFake extends Fake {
  /** The root that issued its certificate, to be trusted instead of the public ones. */
  readonly root: string;
  /** Has the shopper agree to an order; `capture` are members that its capture will have besides. */
  readonly approve: (of?: string, capture?: Readonly<Record<string, unknown>>) => void;
  /** Gives the money of an order back. */
  readonly refund: (of?: string) => void;
  /**
   * The callback of a type, for example `CHECKOUT.ORDER.APPROVED`, signed with the fake's certificate. `of` is an
   * order, whatever the callback is about.
   */
  readonly callbackFor: (type: string, wanted?: CheckoutRequest) => Message;
}

const token = 'access-token-of-the-fake';
const certificatePath = '/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77';

/** Starts PayPal: access tokens, orders, captures, refunds, disputes and the certificate of its callbacks. */
export async function createPayPalFake(secret: Secret = secretOf('paypal')): Promise<PayPalFake> {
  const orders = createMade<PayPalOrder>();
  const idempotency = createIdempotency(issue(422, 'UNPROCESSABLE_ENTITY', 'DUPLICATE_REQUEST_ID'));
  const signer = keys();
  let events = 0;

  const answer = (request: SeenRequest): FakeAnswer => {
    if (request.path === certificatePath) return { status: 200, body: signer.certificate };
    if (request.path === '/v1/oauth2/token') return access(request, secret);
    const key = request.method === 'POST' ? request.headers['paypal-request-id'] : undefined;
    const once = () => idempotency.once(key, request.path + request.body, () => answerOf(request, orders));
    return problemOf(request) ?? once();
  };

  return {
    ...(await startLoopback([...hosts], answer)),
    root: signer.root,
    approve: (of, capture = {}) => Object.assign(orders.get(of), { status: 'APPROVED', capture }),
    refund: (of) => Object.assign(orders.get(of), { isRefunded: true }),
    callbackFor: (type, { of, at = now, change = {} } = {}) => {
      events += 1;
      const resource = { ...resourceOf(type, orders.get(of)), ...change };
      return signedBy(signer, secret, `${events}`, at, { event_type: type, resource });
    },
  };
}

const hosts = [
  'api-m.paypal.com',
  'api-m.sandbox.paypal.com',
  'api.paypal.com',
  'api.sandbox.paypal.com',
] as const;

function access(request: SeenRequest, { clientId = '', clientSecret = '' }: Secret): FakeAnswer {
  const { authorization } = basic(clientId, clientSecret);
  if (request.headers['authorization'] !== authorization)
    return { status: 401, body: { error: 'invalid_client' } };
  const isGranted = new URLSearchParams(request.body).get('grant_type') === 'client_credentials';
  if (!isGranted) return { status: 400, body: { error: 'unsupported_grant_type' } };
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 32400 } };
}

function problemOf({ method, headers }: SeenRequest): FakeAnswer | undefined {
  if (headers['authorization'] !== `Bearer ${token}`)
    return issue(401, 'AUTHENTICATION_FAILURE', 'INVALID_TOKEN');
  if (method === 'POST' && headers['content-type'] !== 'application/json')
    return issue(415, 'UNSUPPORTED_MEDIA_TYPE', 'UNSUPPORTED_MEDIA_TYPE');
  return undefined;
}

function signedBy(
  { key }: Certified,
  { webhookId = '' }: Secret,
  number: string,
  sentAt: Date,
  content: object,
): Message {
  const body = Buffer.from(JSON.stringify({ id: `WH-${number}`, event_version: '1.0', ...content }));
  const id = `transmission-${number}`;
  const time = `${sentAt.toISOString().slice(0, 19)}Z`;
  const signature = sign('sha256', Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`), key);
  const headers = [
    ['content-type', 'application/json'],
    ['paypal-transmission-id', id],
    ['paypal-transmission-time', time],
    ['paypal-transmission-sig', signature.toString('base64')],
    ['paypal-auth-algo', 'SHA256withRSA'],
    ['paypal-cert-url', `https://api.paypal.com${certificatePath}`],
  ] as const;
  return { query: '', headers, body };
}

let made: Certified | undefined;

// An RSA key takes a tenth of a second, and one is as good as another.
function keys(): Certified {
  made ??= certified('messageverificationcerts.paypal.com');
  return made;
}
