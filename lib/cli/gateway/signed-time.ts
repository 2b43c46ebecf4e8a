import { type Delivery, header } from '../../../lambda/gateways/delivery.ts';
import { headerPairs } from '../../../lambda/gateways/header-pairs.ts';
import { entryOf } from '../../../lambda/gateways/json.ts';
import { oldestSeconds } from '../../../lambda/gateways/paypal.ts';
import { toleranceSeconds } from '../../../lambda/gateways/signature.ts';

/** When a gateway signed a delivery, and how long that counts. */
export interface SignedTime {
  /** Seconds since 1970; not a number for a time that cannot be read. */
  readonly read: (delivery: Delivery) => number;
  readonly oldestSeconds: number;
}

/** The gateways that sign a time; the deliveries of all others never grow old. */
const times: Readonly<Record<string, SignedTime>> = {
  stripe: { read: (delivery) => pairOf(delivery, 'stripe-signature', 't'), oldestSeconds: toleranceSeconds },
  mercadopago: {
    read(delivery) {
      const ts = pairOf(delivery, 'x-signature', 'ts');
      return ts >= 1e12 ? ts / 1000 : ts;
    },
    oldestSeconds: toleranceSeconds,
  },
  paypal: {
    read: (delivery) => Date.parse(header(delivery, 'paypal-transmission-time') ?? '') / 1000,
    oldestSeconds,
  },
  standardwebhooks: {
    read: (delivery) => Number(header(delivery, 'webhook-timestamp')),
    oldestSeconds: toleranceSeconds,
  },
};

/** How this gateway signs times; nothing if it signs none. */
export function signedTimeOf(gateway: string): SignedTime | undefined {
  return entryOf(times, gateway);
}

function pairOf(delivery: Delivery, name: string, key: string): number {
  return Number(headerPairs(header(delivery, name) ?? '')?.get(key)?.[0]);
}
