import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signed } from '../../lambda/gateways/support/signers.ts';
import { type Run, run } from '../../support/run.ts';

export const order = { reference: 'obcdfghjklmnpqrstvwx', amountMinor: 4250, currency: 'EUR' };

/** The moment at which `signed` signs. */
export const now = '2026-01-01T00:00:00Z';

/** A history of Stripe with some deliveries; `more` replaces members. */
export function historyOf(bodies: readonly object[], more: object = {}): object {
  return { order, gateway: 'stripe', deliveries: bodies.map((body) => ({ body })), ...more };
}

let events = 0;

/** An event of Stripe about the payment of the order. */
export function stripeEvent(type: string, object: object): object {
  events += 1;
  const data = { object: { id: 'obj_1', currency: 'eur', payment_intent: 'pi_1', ...object } };
  return { id: `evt_${events}`, object: 'event', type, created: 1767225600 + events, livemode: true, data };
}

/** Stripe's event about a payment of the order that has succeeded. */
export function paid(change: object = {}): object {
  return stripeEvent('payment_intent.succeeded', {
    id: 'pi_1',
    amount: 4250,
    amount_received: 4250,
    metadata: { order_reference: order.reference },
    ...change,
  });
}

/** A delivery of a history as a gateway signs it. */
export function signedDelivery(
  gateway: string,
  body: object,
  secret: Readonly<Record<string, string>>,
): object {
  const delivery = signed(gateway, body, secret);
  return {
    bodyBase64: delivery.body.toString('base64'),
    headers: Object.fromEntries(delivery.headers),
    url: delivery.registeredUrl,
  };
}

/** Runs `palisade order simulate` on a file with a text; in what it prints, the file is called FILE. */
export function simulateText(text: string, ...options: readonly string[]): Run {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-history-'));
  const file = join(folder, 'history.json');
  try {
    writeFileSync(file, text);
    const { code, out, err } = run('order', 'simulate', file, ...options);
    return { code, out, err: err.replaceAll(file, 'FILE') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs `palisade order simulate` on a file with a value as JSON. */
export function simulate(value: unknown, ...options: readonly string[]): Run {
  return simulateText(JSON.stringify(value), ...options);
}
