import { verify as verifySignature } from 'node:crypto';
import { type Delivery, header } from '../delivery.ts';
import { digestOf, receiptOf } from '../events.ts';
import type { CallbackAdapter, MerchantAccount, Reading, VerificationResult } from '../gateway.ts';
import { at, parseJson, textAt } from '../json.ts';
import type { PaymentEvent } from '../payment-event.ts';
import { fromBase64, toleranceSeconds } from '../signature.ts';
import { isCertificateUrl, trustedKey } from './certificate.ts';
import { crc32 } from './crc32.ts';
import { otherEvent } from './events.ts';
import { resourceEvents, resourceOf } from './resources.ts';

/** A delivery keeps its time while it is tried again, which goes on for three days. */
export const oldestSeconds = 4 * 24 * 60 * 60;
const earliestSeconds = toleranceSeconds;

/** PayPal signs a checksum of the body: enough to tell that it sent something, too little to believe what. */
export const paypalCallback: CallbackAdapter = {
  name: 'paypal',
  verify,
  receive: (delivery, account, now) => {
    const transmission = transmissionOf(delivery, account);
    if (!transmission) return { result: 'malformed' };
    return receiptOf(verifyTransmission(transmission, delivery, account, now), () => read(delivery));
  },
  read,
  readUnverified,
  certificateUrl,
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

function read(delivery: Delivery): Reading {
  const event = parseJson(delivery.body);
  const type = textAt(event, 'event_type') ?? '';
  // The transmission's id is signed and the event's is not: other bytes with the same checksum repeat the former.
  const deliveryId =
    header(delivery, 'paypal-transmission-id') ?? textAt(event, 'id') ?? digestOf(delivery.body);
  const asked = resourceOf(type, at(event, 'resource'));
  return asked
    ? { notification: { deliveryId, type, ...asked } }
    : { events: [otherEvent(deliveryId, type)] };
}

function readUnverified(delivery: Delivery): readonly PaymentEvent[] {
  const event = parseJson(delivery.body);
  const reading = read(delivery);
  if (!('notification' in reading)) return [];
  const time = Date.parse(textAt(event, 'create_time') ?? '');
  const told = resourceEvents(reading.notification, at(event, 'resource'));
  return told.map((each) => ({ ...each, ...(!Number.isNaN(time) && { at: time }) }));
}
