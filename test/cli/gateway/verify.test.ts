import { describe, expect, test } from '@jest/globals';
import { signingGateways } from '../../lambda/gateways/support/signers.ts';
import { runWithInput } from '../../support/run.ts';
import { captureOf, genuine, markedSecret, marker, verify } from './support.ts';

const stripe = genuine('stripe');

const refused = (result: string, sentence: string) => ({
  code: 1,
  err: '',
  out: `${result}: ${sentence}\n`,
});

describe('palisade gateway verify', () => {
  test.each(signingGateways)('accepts what %s signed, and exits 0', (name) => {
    expect(verify(name, captureOf(name))).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^(?:authentic|unverified): /),
    });
  });

  test('says what an authentic callback tells', () => {
    expect(verify('stripe', captureOf('stripe'))).toEqual({
      code: 0,
      err: '',
      out: [
        'authentic: Stripe signed this body',
        '  moneyIn: payment_intent.succeeded, event evt_1, 4250 EUR in the smallest unit',
        '',
      ].join('\n'),
    });
  });

  test('says of an unverified notification what the gateway must be asked about', () => {
    expect(verify('mollie', captureOf('mollie'))).toEqual({
      code: 0,
      err: '',
      out: 'unverified: Mollie must be asked about payment tr_1, since its signature does not cover what happened\n',
    });
  });

  test('takes an unsigned callback of Mollie for an unverified notification, with nothing in the secret', () => {
    const input = JSON.stringify({ headers: {}, body: 'id=tr_1', secret: {} });
    expect(verify('mollie', input)).toMatchObject({ code: 0, out: expect.stringMatching(/^unverified: /) });
  });

  test('takes a key alone as text, headers as an object, and the body as text', () => {
    const { signingSecret } = markedSecret('stripe');
    const headers = { 'Stripe-Signature': stripe.headers.get('stripe-signature') };
    const input = JSON.stringify({ headers, body: stripe.body.toString(), secret: signingSecret });
    expect(verify('stripe', input)).toMatchObject({ code: 0 });
  });

  test('accepts what was signed with the previous secret', () => {
    const secret = [`whsec_${marker}_new`, markedSecret('stripe')['signingSecret']];
    expect(verify('stripe', captureOf('stripe', stripe, { secret }))).toMatchObject({ code: 0 });
  });

  test('takes the address from the option rather than from the input', () => {
    const input = captureOf('square', genuine('square'), { url: 'https://elsewhere.example' });
    expect(verify('square', input)).toMatchObject({ code: 1 });
    expect(verify('square', input, '--url', genuine('square').registeredUrl)).toMatchObject({ code: 0 });
  });

  test('judges at this moment unless told another', () => {
    expect(runWithInput(captureOf('stripe'), 'gateway', 'verify', 'stripe')).toEqual(
      refused(
        'stale',
        'signed 325 days ago, and accepted for 300 seconds; --now judges a capture at the time it was made',
      ),
    );
  });

  test('says that a callback for another merchant account is authentic, and ignored', () => {
    const secret = { ...markedSecret('adyen'), merchantAccount: 'Other' };
    const { code, out } = verify('adyen', captureOf('adyen', genuine('adyen'), { secret }));
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(
        /^authentic: Adyen signed this body\n {2}ignored \(other account\): AUTHORISATION, /,
      ),
    ]);
  });

  test('shows no control character of a callback', () => {
    const { url } = JSON.parse(captureOf('mercadopago'));
    const out = verify(
      'mercadopago',
      captureOf('mercadopago'),
      '--url',
      `${url.replace(/type=\w+/, 'type=pay%1b[2J')}`,
    );
    expect(out).toMatchObject({ code: 0, out: expect.stringContaining('pay?[2J, event') });
  });

  test("answers Braintree's question for the address, and takes no other request that is not posted", () => {
    const secret = markedSecret('braintree');
    const input = JSON.stringify({ headers: {}, body: '', secret });
    const url = 'https://shop.example/callback?bt_challenge=0123456789abcdef0123';
    expect(verify('braintree', input, '--method', 'GET', '--url', url)).toEqual({
      code: 0,
      err: '',
      out: "challenge: Braintree asks whether the address is the shop's, and the function answers\n",
    });
    expect(verify('braintree', input, '--method', 'get', '--url', 'https://shop.example/')).toEqual(
      refused('malformed', 'Braintree posts its callbacks, and this request is no POST'),
    );
  });
});
