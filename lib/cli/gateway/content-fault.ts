import { at, entryOf, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import type { Callback } from './callback.ts';

/** What is wrong with the body or the address of a callback whose headers are in order. */
export function contentFault(callback: Callback): string {
  const { name } = callback.gateway;
  return entryOf(faults, name)?.(callback) ?? `it is not in the form that ${titleOf(name)} documents`;
}

const faults: Readonly<Record<string, (callback: Callback) => string>> = {
  adyen: ({ delivery }) => itemFault(at(parseJson(delivery.body), 'notificationItems')),
  braintree: ({ delivery }) => formFault(new URLSearchParams(delivery.body.toString('latin1'))),
  mercadopago: () => 'the query of the address holds no single data.id of letters and digits',
  mollie: () =>
    'found no header x-mollie-signature, and a body without a signature has to be id=tr_… and nothing else by that name',
};

function itemFault(items: unknown): string {
  if (!Array.isArray(items) || items.length === 0) {
    return 'the body is not JSON with a list of notificationItems, and found no header hmacsignature';
  }
  const isSigned = (item: unknown) =>
    textAt(item, 'NotificationRequestItem', 'additionalData', 'hmacSignature') !== undefined;
  if (!items.every(isSigned)) {
    return 'an item has no additionalData.hmacSignature: give the webhook an HMAC key in the Customer Area';
  }
  return 'a signed member of an item holds a colon or is not of its type, or its hmacSignature is not in padded base64';
}

function formFault(form: URLSearchParams): string {
  const absent = ['bt_signature', 'bt_payload'].filter((name) => form.getAll(name).length !== 1);
  if (absent.length > 0) return `the body is not a form with one ${absent.join(' and one ')}`;
  if (!/^[A-Za-z0-9+/=\n]+$/.test(form.get('bt_payload') ?? '')) {
    return 'bt_payload is not base64; a plus sign that is not encoded in a form becomes a space';
  }
  return 'bt_signature holds no single signature for the publicKey of the secret: is it from another account?';
}
