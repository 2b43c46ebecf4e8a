import { expect, test } from '@jest/globals';
import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import { captureOf, genuine, marker, now, verify, withBody, withHeader } from './support.ts';

const stripe = genuine('stripe');
const anew =
  'the signature is right for this JSON in other white space: something read the body and wrote it anew';
const rows: readonly (readonly [string, string, string, Delivery, object?])[] = [
  [
    'no signature',
    'malformed: found no header stripe-signature, which Stripe sends with each callback; see what drops it on the way',
    'stripe',
    withHeader(stripe, 'stripe-signature'),
  ],
  [
    'two signatures',
    'malformed: header stripe-signature arrived 2 times, and counts only when it arrives once',
    'stripe',
    withHeader(stripe, 'stripe-signature', 't=1,v1=00', 't=2,v1=00'),
  ],
  [
    'a signature in another form',
    'malformed: header stripe-signature is not t=SECONDS,v1=SIGNATURE, with one time and signatures in lower-case hexadecimal digits',
    'stripe',
    withHeader(stripe, 'stripe-signature', 'v1=00'),
  ],
  [
    'no body',
    'malformed: the body is empty: it has to be kept as it arrived, before anything reads it',
    'stripe',
    withBody(stripe, ''),
  ],
  [
    'an old time',
    'stale: signed 901 seconds ago, and accepted for 300 seconds; --now judges a capture at the time it was made',
    'stripe',
    withHeader(stripe, 'stripe-signature', `t=${Number(now) - 901},v1=00`),
  ],
  [
    'a time in the future',
    'stale: signed 7000 seconds in the future, so one of the two clocks is wrong; --now judges a capture at the time it was made',
    'stripe',
    withHeader(stripe, 'stripe-signature', `t=${Number(now) + 7000},v1=00`),
  ],
  [
    'a body that was written anew',
    `forged: ${anew}`,
    'stripe',
    withBody(stripe, JSON.stringify(JSON.parse(stripe.body.toString()), null, 2)),
  ],
  [
    'a body with a line end more',
    'forged: the signature is right for this body with another end: something added or took away a line end',
    'stripe',
    withBody(stripe, `${stripe.body}\n`),
  ],
  [
    'a body still in base64',
    'forged: the signature is right for what this base64 stands for: give it as bodyBase64, and have the function decode it',
    'stripe',
    withBody(stripe, stripe.body.toString('base64')),
  ],
  [
    'a body that lost characters',
    'forged: the body holds characters that were lost when it was read as text: capture it as bodyBase64',
    'stripe',
    withBody(stripe, 'caf\uFFFD'),
  ],
  [
    'another body',
    'forged: no signature in it was made for this body with this secret: compare the secret with what Stripe shows for this very address',
    'stripe',
    withBody(stripe, '{"id":"evt_2"}'),
  ],
  [
    'a body too deep to write again',
    'forged: no signature in it was made for this body with this secret: compare the secret with what Stripe shows for this very address',
    'stripe',
    withBody(stripe, `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  ],
  [
    'a secret without its prefix',
    'forged: signingSecret of the secret is not of its form, ^whsec_[\\x21-\\x7e]+$; it is the signing secret of the webhook endpoint, with its prefix',
    'stripe',
    stripe,
    { secret: marker },
  ],
  [
    'a previous secret with a line end',
    'undecidable: signingSecret of the previous secret holds white space, which was probably copied along; it is the signing secret of the webhook endpoint, with its prefix',
    'stripe',
    stripe,
    { secret: ['whsec_other', `whsec_${marker}\n`] },
  ],
  [
    'an empty secret',
    'undecidable: signatureKey of the secret is empty; it is the signature key of the webhook subscription',
    'square',
    genuine('square'),
    { secret: '' },
  ],
  [
    'another spelling of the address',
    'forged: the signature is right for another spelling of the address: write url as the gateway knows it, to the slash',
    'square',
    genuine('square'),
    { url: 'http://shop.example/callbacks/square/' },
  ],
  [
    'no items',
    'malformed: the body is not JSON with a list of notificationItems, and found no header hmacsignature',
    'adyen',
    withBody(genuine('adyen'), '{}'),
  ],
  [
    'an item that is not signed',
    'malformed: an item has no additionalData.hmacSignature: give the webhook an HMAC key in the Customer Area',
    'adyen',
    withBody(genuine('adyen'), '{"notificationItems":[{"NotificationRequestItem":{}}]}'),
  ],
  [
    'another password',
    'forged: the signature is right, but header authorization is not the authorizationKey of the secret',
    'checkoutcom',
    withHeader(genuine('checkoutcom'), 'authorization', 'other'),
  ],
  [
    'no data.id in the address',
    'malformed: the query of the address holds no single data.id of letters and digits',
    'mercadopago',
    { ...genuine('mercadopago'), query: 'type=payment' },
  ],
  [
    'a request id that was replaced',
    'forged: no signature in it was made for this data.id, x-request-id and time with this secret: a load balancer may have replaced x-request-id, or the secret is of another application',
    'mercadopago',
    withHeader(genuine('mercadopago'), 'x-request-id', 'r-2'),
  ],
  [
    'a form without its payload',
    'malformed: the body is not a form with one bt_payload',
    'braintree',
    withBody(genuine('braintree'), 'bt_signature=a'),
  ],
  [
    'a plus sign that became a space',
    'malformed: bt_payload is not base64; a plus sign that is not encoded in a form becomes a space',
    'braintree',
    withBody(genuine('braintree'), 'bt_signature=a&bt_payload=a+b'),
  ],
  [
    'a key of another account',
    'malformed: bt_signature holds no single signature for the publicKey of the secret: is it from another account?',
    'braintree',
    withBody(genuine('braintree'), 'bt_signature=a%7C00&bt_payload=aa'),
  ],
  [
    'neither a signature nor an id',
    'malformed: found no header x-mollie-signature, and a body without a signature has to be id=tr_… and nothing else by that name',
    'mollie',
    withBody({ ...genuine('mollie'), headers: new Map() }, 'id=x'),
  ],
  [
    'a signature, and no key to check it with',
    'undecidable: it is signed, and the secret has no signingSecret to check it with',
    'mollie',
    genuine('mollie'),
    { secret: {} },
  ],
];

test.each(rows)('palisade gateway verify refuses %s and says: %s', (_, line, name, delivery, more = {}) => {
  const { code, out, err } = verify(name, captureOf(name, delivery, more));
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toBe(`${line}\n`);
});
