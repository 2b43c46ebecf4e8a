import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { braintree } from '../../../../lambda/gateways/braintree.ts';
import { razorpay } from '../../../../lambda/gateways/razorpay.ts';
import { secretsOf } from '../fuzz/cases.ts';
import { specimenOf } from '../fuzz/specimens/index.ts';
import { accountOf, now, secretOf } from '../support/accounts.ts';
import { arrive } from '../support/message.ts';
import { type Random, randomOf } from '../support/random.ts';
import { braintreeSdk, razorpaySdk } from './sdks.ts';

const numbers = Array.from({ length: 1000 }, (_, number) => number);
const hex = (random: Random, length: number) =>
  Array.from({ length }, () => random.integer(16).toString(16)).join('');

test.each(['check', 'transaction_settled', 'dispute_opened', 'subscription_canceled'])(
  'the sample of %s that the SDK of Braintree makes comes out as what it is',
  (kind) => {
    const secrets = secretsOf(specimenOf('braintree'));
    for (const { publicKey = '', privateKey = '' } of secrets) {
      const sample = braintreeSdk(publicKey, privateKey).webhookTesting.sampleNotification(kind, 'id-1');
      const body = Buffer.from(new URLSearchParams({ ...sample }).toString());
      const delivery = arrive({ query: '', headers: [], body });
      expect(braintree.receive(delivery, accountOf('braintree', { secrets }), now)).toMatchObject({
        result: 'authentic',
        events: [{ type: kind }],
      });
    }
  },
);

test('answers the challenges of Braintree as its SDK does, and no others', () => {
  const { publicKey = '', privateKey = '' } = secretOf('braintree');
  const { webhookNotification } = braintreeSdk(publicKey, privateKey);
  const answer = (challenge: string) => {
    const delivery = arrive({ query: `bt_challenge=${challenge}`, headers: [], body: Buffer.alloc(0) });
    return braintree.answerChallenge?.({ ...delivery, method: 'GET' }, accountOf('braintree'));
  };
  for (const number of numbers) {
    const random = randomOf(`challenge ${number}`);
    const challenge = hex(random, 20 + random.integer(13));
    expect(answer(challenge)).toBe(webhookNotification.verify(challenge));
    const spoilt = random.pick([
      `${challenge}!`,
      challenge.slice(0, 19),
      `${challenge}${'0'.repeat(13)}`,
      'A'.repeat(20),
    ]);
    expect(answer(spoilt)).toBeUndefined();
    expect(() => webhookNotification.verify(spoilt)).toThrow();
  }
});

test('judges the returns of shoppers as the SDK of Razorpay does', () => {
  const sdk = razorpaySdk();
  const [current] = secretsOf(specimenOf('razorpay'));
  const genuine = returnsOf(current['keySecret'] ?? '');
  const spoilt = returnsOf('another');
  const results = new Set<string>();
  for (const [index, each] of [...genuine, ...spoilt].entries()) {
    const ours = judgeReturn(each, current['keySecret'] ?? '') === 'authentic';
    const ids = { order_id: each.orderId, payment_id: each.paymentId };
    const theirs = sdk.validatePaymentVerification(ids, each.signature, current['keySecret'] ?? '');
    results.add(`${index < genuine.length} ${ours} ${theirs}`);
  }
  expect([...results]).toEqual(['true true true', 'false false false']);
});

function judgeReturn(
  { orderId, paymentId, signature }: ReturnType<typeof returnsOf>[number],
  secret: string,
) {
  const given: Readonly<Record<string, string>> = {
    secret,
    'form.razorpay_order_id': orderId,
    'form.razorpay_payment_id': paymentId,
    'form.razorpay_signature': signature,
  };
  return razorpay.otherSignatures?.['checkout return (order_id|payment_id)']?.verify({
    delivery: {
      method: 'POST',
      query: '',
      headers: new Map(),
      body: Buffer.alloc(0),
      registeredUrl: '',
    },
    secrets: [],
    now: new Date(0),
    text: (...path) => given[path.join('.')],
  });
}

function returnsOf(key: string) {
  return numbers.map((number) => {
    const random = randomOf(`return ${number}`);
    const [orderId, paymentId] = [`order_${random.word(14)}`, `pay_${random.word(14)}`];
    const signature = createHmac('sha256', key).update(`${orderId}|${paymentId}`).digest('hex');
    return { orderId, paymentId, signature };
  });
}
