import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { signed } from '../../lambda/gateways/support/signers.ts';
import { type Run, runWithInput } from '../../support/run.ts';

/** Stands in every value of every secret here: whoever finds it in an output has found a leak. */
export const marker = 'c0ffee';

/** The moment at which `signed` signs. */
export const now = '1767225600';

/** The members of a gateway's secret that callbacks are judged with, marked. */
export function markedSecret(name: string): Secret {
  const { secretFields } = gatewayOf(name);
  const members = Object.entries(secretOf(name, marker));
  return Object.fromEntries(
    members.filter(([member]) => ['callbacks', 'both'].includes(secretFields[member]?.for ?? '')),
  );
}

const items = (merchantAccountCode: string) => ({
  notificationItems: [
    {
      NotificationRequestItem: {
        pspReference: 'psp-1',
        merchantAccountCode,
        merchantReference: 'order-1',
        amount: { value: 4250, currency: 'EUR' },
        eventCode: 'AUTHORISATION',
        success: 'true',
      },
    },
  ],
});

const paid = {
  id: 'evt_1',
  type: 'payment_intent.succeeded',
  data: { object: { amount: 4250, currency: 'eur' } },
};

/** A callback as the gateway signs it with the marked secret. */
export function genuine(name: string): Delivery {
  const secret = markedSecret(name);
  const bodies: Readonly<Record<string, object | string>> = {
    adyen: items(secret['merchantAccount'] ?? ''),
    braintree: '<notification><kind>check</kind></notification>',
    mollie: { id: 'event_1', type: 'payment.paid', entityId: 'tr_1' },
    stripe: paid,
  };
  return signed(name, bodies[name] ?? { id: 'evt_1', type: 'test' }, secret);
}

/** The text of standard input for a delivery; `more` replaces members. */
export function captureOf(name: string, delivery: Delivery = genuine(name), more: object = {}): string {
  return JSON.stringify({
    headers: [...delivery.headers].flatMap(([header, values]) => values.map((value) => [header, value])),
    bodyBase64: delivery.body.toString('base64'),
    url: `${delivery.registeredUrl}${delivery.query === '' ? '' : `?${delivery.query}`}`,
    secret: markedSecret(name),
    ...more,
  });
}

/** Runs `palisade gateway verify` at the moment of signing, where the options name no other. */
export function verify(name: string, input: string, ...options: readonly string[]): Run {
  const moment = options.includes('--now') ? [] : ['--now', now];
  return runWithInput(input, 'gateway', 'verify', name, ...moment, ...options);
}

/** The delivery with other values of one header, or without it. */
export function withHeader(delivery: Delivery, name: string, ...values: readonly string[]): Delivery {
  const headers = new Map(delivery.headers);
  headers.delete(name);
  if (values.length > 0) headers.set(name, values);
  return { ...delivery, headers };
}

/** The delivery with another body under the same headers. */
export function withBody(delivery: Delivery, body: string): Delivery {
  return { ...delivery, body: Buffer.from(body) };
}
