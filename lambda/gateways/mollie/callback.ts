import type { Delivery } from '../delivery.ts';
import { digestOf, inMode, modeOfWord, oneEvent, receiptOf } from '../events.ts';
import type { CallbackAdapter, MerchantAccount, Reading, VerificationResult } from '../gateway.ts';
import { at, parseJson, textAt } from '../json.ts';
import { fromHex, hmac, matchSignatures, textKey } from '../signature.ts';
import { entityEvents, otherEvent } from './objects.ts';

export const signatureHeader = 'x-mollie-signature';

/** Mollie's classic callback is an unsigned id; its signed one brings the object along, or is only a pointer too. */
export const mollieCallback: CallbackAdapter = {
  name: 'mollie',
  verify,
  receive: (delivery, account) => {
    if (delivery.headers.has(signatureHeader)) {
      return receiptOf(verify(delivery, account), () => readSigned(delivery, account));
    }
    const notification = classicNotification(delivery);
    return notification ? { result: 'unverified', notification } : { result: 'malformed' };
  },
  read: (delivery, account) => {
    const notification = classicNotification(delivery);
    return notification ? { notification } : readSigned(delivery, account);
  },
};

// The classic callback carries no signature.
function verify({ headers, body }: Delivery, { secrets }: MerchantAccount): VerificationResult {
  // Several headers are the way this gateway sends several signatures, and whoever passes them on may join them.
  const texts = (headers.get(signatureHeader) ?? []).flatMap((text) => text.split(/, ?/));
  const received = texts.map((text) => fromHex(text.replace(/^sha256=/, '')));
  const signatures = received.flatMap((bytes) => bytes ?? []);
  const isWhole = signatures.length > 0 && signatures.length === received.length;
  if (!isWhole || signatures.length > mostSignatures || body.length === 0) return 'malformed';
  const keys = secrets.map(({ signingSecret = '' }) => textKey(signingSecret));
  return matchSignatures(keys, signatures, (key) => hmac('sha256', key, body));
}

const mostSignatures = 20;

function classicNotification({ body }: Delivery) {
  const [id, ...more] = new URLSearchParams(body.toString('latin1')).getAll('id');
  if (!id || more.length > 0 || !/^[a-z]{2,8}_\w{1,40}$/.test(id)) return undefined;
  const resource = id.startsWith('tr_') ? 'payment' : id.startsWith('ord_') ? 'order' : 'other';
  return { type: resource, resource, id };
}

function readSigned({ body }: Delivery, account: MerchantAccount): Reading {
  const event = parseJson(body);
  const type = textAt(event, 'type');
  const id = textAt(event, 'entityId');
  if (!type) return oneEvent(undefined, body);
  const deliveryId = textAt(event, 'id') ?? digestOf(body);
  const isAsked = /^(?:payment|refund|chargeback|capture|payment-link)\./.test(type);
  if (!isAsked || !id) return oneEvent(otherEvent(deliveryId, type), body);
  const entity = at(event, '_embedded', 'entity');
  const [resource = ''] = type.split('.');
  const parentId = textAt(entity, 'paymentId');
  if (entity === undefined) return { notification: { deliveryId, type, resource, id } };
  const time = Date.parse(textAt(event, 'createdAt') ?? '');
  const told = entityEvents(
    { deliveryId, type, resource, id, parentId },
    entity,
    Number.isNaN(time) ? 0 : time,
  );
  if (told.length === 0) return { notification: { deliveryId, type, resource, id, parentId } };
  const mode = modeOfWord(textAt(entity, 'mode'));
  return { events: told.map((each) => inMode(each, mode, account)) };
}
