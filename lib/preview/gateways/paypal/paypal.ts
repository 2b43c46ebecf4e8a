import { sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { FakeGatewayMaker } from '../fake-gateway.ts';
import { pathOf, queryOf } from '../gateway-request.ts';
import type { Happening } from '../happenings.ts';
import { certified } from './certificate.ts';
import { resourceOf } from './orders.ts';
import { createPayPalApi } from './requests.ts';

const certificatePath = '/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77';

/** PayPal: orders that the shopper approves and the shop captures, and the certificate that signs its callbacks. */
export const paypal: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  const api = createPayPalApi(context);
  let events = 0;
  return {
    api: (request) =>
      request.path === certificatePath ? { status: 200, body: signer().certificate } : api(request),
    tells: (happening) => told[happening] ?? [],
    hostedPayment: (request) =>
      pathOf(request) === '/checkoutnow' ? payments.find(queryOf(request).get('token') ?? '') : undefined,
    returnQuery: ({ id, number }) => ({ token: id, PayerID: `PAYER${number}` }),
    isCapturedByShop: true,
    callback: ({ payment, type, at, change = {} }) => {
      events += 1;
      const resource = { ...resourceOf(type, payment), ...change };
      const event = {
        id: `WH-${events}`,
        event_version: '1.0',
        create_time: whole(at),
        event_type: type,
        resource,
      };
      const message = signed(Buffer.from(JSON.stringify(event)), `transmission-${events}`, at);
      // A delivery keeps its time and its signature while it is tried again.
      return () => message(account.secret()['webhookId'] ?? '', account.config.mode === 'live');
    },
  };
};

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  approved: ['CHECKOUT.ORDER.APPROVED'],
  paid: ['PAYMENT.CAPTURE.COMPLETED'],
  refunded: ['PAYMENT.CAPTURE.REFUNDED'],
  disputed: ['CUSTOMER.DISPUTE.CREATED'],
  won: ['CUSTOMER.DISPUTE.RESOLVED'],
  lost: ['CUSTOMER.DISPUTE.RESOLVED'],
};

const whole = (time: Date) => `${time.toISOString().slice(0, 19)}Z`;

/** https://developer.paypal.com/api/rest/webhooks/rest: id, time, id of the webhook and the body's checksum. */
function signed(body: Buffer, id: string, at: Date) {
  return (webhookId: string, isLive: boolean) => {
    const text = `${id}|${whole(at)}|${webhookId}|${crc32(body)}`;
    const host = isLive ? 'api.paypal.com' : 'api.sandbox.paypal.com';
    return {
      query: '',
      headers: [
        ['content-type', 'application/json'],
        ['paypal-transmission-id', id],
        ['paypal-transmission-time', whole(at)],
        ['paypal-transmission-sig', sign('sha256', Buffer.from(text), signer().key).toString('base64')],
        ['paypal-auth-algo', 'SHA256withRSA'],
        ['paypal-cert-url', `https://${host}${certificatePath}`],
      ] as const,
      body,
    };
  };
}

let made: ReturnType<typeof certified> | undefined;

// An RSA key takes a tenth of a second, and one is as good as another.
function signer() {
  made ??= certified('messageverificationcerts.paypal.com');
  return made;
}

/**
 * The root, in PEM, that issued the certificate of the fake's callbacks. Whoever runs the shop's functions against the fake has them
 * trust it beside the public roots; without it PayPal's callbacks are refused, as a stranger's would be.
 */
export function paypalRoot(): string {
  return signer().root;
}
