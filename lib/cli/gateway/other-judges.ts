import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import type { Verdict } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { entryOf } from '../../../lambda/gateways/json.ts';
import { isCertificateUrl } from '../../../lambda/gateways/paypal-certificate.ts';
import { verifyReturn } from '../../../lambda/gateways/razorpay.ts';
import { verifyStandardWebhook } from '../../../lambda/gateways/standard-webhooks.ts';
import { verifyWepay } from '../../../lambda/gateways/wepay.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { challengeAnswer } from './callback.ts';
import { kindOf, members, optionalText, textMember } from './members.ts';
import { readSecrets } from './secrets.ts';
import type { Vector } from './vectors.ts';

type Judge = (vector: Vector, delivery: Delivery) => Verdict;

/** The judge of a vector that is no callback to a gateway's adapter; nothing for one that is. */
export function otherJudge({ gateway, scheme = '' }: Vector): Judge | undefined {
  return entryOf(judges, [gateway, scheme].join(' ').trim());
}

const judges: Readonly<Record<string, Judge>> = {
  'razorpay checkout return (order_id|payment_id)': judgeReturn,
  'paypal cert-url allow-list': ({ url = '' }) =>
    isCertificateUrl(url, 'live') || isCertificateUrl(url, 'test') ? 'authentic' : 'malformed',
  'braintree endpoint verification challenge (GET ?bt_challenge=)': judgeChallenge,
  'wepay Clear v3 notification signature': (vector, delivery) => verifyWepay(delivery, publicKey(vector)),
  standardwebhooks: (vector, delivery) =>
    verifyStandardWebhook(delivery, keys(vector), vector.now ?? new Date(Number.NaN)),
};

function judgeReturn({ members: given, place }: Vector): Verdict {
  const form = members(given['form'], `${place}: form`, '{ "razorpay_payment_id": "…", … }');
  const paymentId = textMember(form, 'razorpay_payment_id', `${place}: form`);
  const signature = textMember(form, 'razorpay_signature', `${place}: form`);
  const stored =
    optionalText(given, 'expectedOrderId', place) ?? textMember(form, 'razorpay_order_id', `${place}: form`);
  const keySecret = textMember(given, 'secret', place);
  return verifyReturn({ paymentId, signature }, stored, { secrets: [{ keySecret }] });
}

function judgeChallenge(vector: Vector, delivery: Delivery): Verdict {
  const gateway = gatewayOf('braintree');
  const secrets = readSecrets(vector.members['secret'], gateway, `${vector.place}: secret`);
  const asked = { gateway, delivery: { ...delivery, method: 'GET' }, secrets, now: new Date(0) };
  return challengeAnswer(asked) === undefined ? 'malformed' : 'authentic';
}

function keys({ members: { secret }, place }: Vector): readonly string[] {
  const all: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  if (all.length > 0 && all.every((key) => typeof key === 'string')) return all;
  throw new InputError(`${place}: secret is ${kindOf(secret)}, write text`);
}

function publicKey({ members: given, place }: Vector): KeyObject {
  const pem = textMember(given, 'publicKeyPem', place);
  try {
    return createPublicKey(pem);
  } catch {
    throw new InputError(`${place}: publicKeyPem is no public key, write one in PEM`);
  }
}
