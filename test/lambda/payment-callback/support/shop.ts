import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../../lambda/gateways/index.ts';
import type { Found } from '../../../../lambda/payment-callback/certificates.ts';
import {
  type CallbackEvent,
  createPaymentCallback,
} from '../../../../lambda/payment-callback/payment-callback.ts';
import type { Answer } from '../../../../lambda/shared/http/answer.ts';
import { createLog } from '../../../../lambda/shared/log/log.ts';
import type { Metric } from '../../../../lambda/shared/log/metric.ts';
import { metrics } from '../../../../lambda/shared/log/metric.ts';
import { type InboundEvent, keyOf } from '../../../../lambda/shared/orders/inbound-event.ts';
import type { SecretVersions } from '../../../../lambda/shared/secrets/gateway-secrets.ts';
import { messageOf } from '../../gateways/fuzz/specimen.ts';
import { accountOf, now, secretOf } from '../../gateways/support/accounts.ts';
import { eventOf } from '../../gateways/support/message.ts';

/** What is different from a shop in which everything works. */
export interface ShopSettings {
  readonly gateways?: readonly string[];
  /** What each reading of a secret gives, the last of them ever after. */
  readonly readings?: readonly (SecretVersions | Error)[];
  readonly certificateAt?: (url: string) => Found;
  /** Called before each write. */
  readonly onRecord?: (inbound: InboundEvent) => void;
  readonly now?: () => Date;
}

/** A shop's function for callbacks with everything around it made up, and what came of calling it. */
export interface Shop {
  readonly call: (event: CallbackEvent) => Promise<Answer>;
  readonly events: ReadonlyMap<string, InboundEvent>;
  readonly lines: readonly string[];
  /** What was counted since the beginning. */
  readonly counted: () => readonly Metric[];
  readonly refreshes: () => number;
  readonly fetched: readonly string[];
}

/** Makes such a shop. */
export function shopWith(settings: ShopSettings = {}): Shop {
  const { gateways = ['stripe'], certificateAt = () => ({ outcome: 'absent' }) } = settings;
  const events = new Map<string, InboundEvent>();
  const lines: string[] = [];
  const fetched: string[] = [];
  const clock = settings.now ?? (() => now);
  const log = createLog((line) => lines.push(line), { service: 'payment-callback', now: clock });
  const readings = [...(settings.readings ?? [])];
  let refreshes = 0;
  const take = async (gateway: string): Promise<SecretVersions> => {
    const reading = (readings.length > 1 ? readings.shift() : readings[0]) ?? versionsOf(secretOf(gateway));
    if (reading instanceof Error) throw reading;
    for (const value of reading.forCallbacks.flatMap(Object.values)) log.withhold(value);
    return reading;
  };
  return {
    events,
    lines,
    fetched,
    refreshes: () => refreshes,
    counted: () => lines.flatMap((line) => metrics.filter((metric) => JSON.parse(line)[metric] === 1)),
    call: createPaymentCallback({
      gateways: gateways.map((name) => ({ gateway: gatewayOf(name), config: accountOf(name).config })),
      shopUrl: 'https://shop.example',
      secrets: {
        read: take,
        refresh: (gateway) => {
          refreshes += 1;
          return take(gateway);
        },
      },
      certificates: {
        at: async (url) => {
          fetched.push(url);
          return certificateAt(url);
        },
      },
      events: {
        record: async (inbound) => {
          settings.onRecord?.(inbound);
          const outcome = events.has(keyOf(inbound)) ? 'known' : 'recorded';
          events.set(keyOf(inbound), inbound);
          return outcome;
        },
      },
      now: clock,
      log,
    }),
  };
}

/** What Secrets Manager holds after these versions were staged, the current one first. */
export function versionsOf(...secrets: readonly Secret[]): SecretVersions {
  return { ...(secrets[0] && { current: secrets[0] }), forCallbacks: secrets };
}

/** The load balancer's event of a delivery to a gateway's callback address. */
export function callTo(gateway: string, delivery: Delivery): CallbackEvent {
  return { ...eventOf(messageOf(delivery)), path: `/callbacks/${gateway}` };
}

/** The lines of a log that say something, without those that count. */
export function told(lines: readonly string[]): readonly unknown[] {
  return lines.map((line) => JSON.parse(line)).filter((line) => !('_aws' in line));
}
