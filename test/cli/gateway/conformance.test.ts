import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../../support/run.ts';

const known = 'test/lambda/gateways/vectors.json';
const { vectors, referenceNow } = JSON.parse(readFileSync(known, 'utf8'));

let file = '';
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'palisade-')), 'vectors.json');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

function judge(content: unknown) {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return run('gateway', 'conformance', file);
}

/** The known vector with this id, with some members replaced; undefined removes one. */
function vector(id: string, more: object = {}): object {
  return { ...vectors.find((each: { id: string }) => each.id === id), ...more };
}

describe('palisade gateway conformance', () => {
  test('agrees with every known vector, and exits 0', () => {
    expect(run('gateway', 'conformance', known)).toEqual({
      code: 0,
      err: '',
      out: '153 agree, 0 disagree\n',
    });
  });

  test('disagrees with every known vector when each says the opposite: none is skipped', () => {
    const opposite = vectors.map((each: { valid: boolean }) => ({ ...each, valid: !each.valid }));
    const { code, out } = judge({ referenceNow, vectors: opposite });
    expect(code).toBe(1);
    expect(out.trimEnd().split('\n')).toHaveLength(154);
    expect(out).toMatch(/\n0 agree, 153 disagree\n$/);
  });

  test('prints what the file says and what the kit says, with the reason', () => {
    const list = [
      vector('stripe-01', { valid: false }),
      vector('stripe-02'),
      vector('stripe-08', { valid: true }),
      vector('mollie-01', { valid: false }),
      vector('standardwebhooks-11', { valid: true }),
      vector('paypal-30', { valid: true }),
      vector('braintree-20', { valid: true }),
    ];
    expect(judge({ referenceNow, vectors: list })).toEqual({
      code: 1,
      err: '',
      out: [
        'stripe-01: the file says invalid, the kit says authentic',
        'stripe-08: the file says valid, the kit says forged: the signature is right for this body with another end: something added or took away a line end',
        'mollie-01: the file says invalid, the kit says unverified: the gateway must be asked',
        'standardwebhooks-11: the file says valid, the kit says stale',
        'paypal-30: the file says valid, the kit says malformed',
        'braintree-20: the file says valid, the kit says malformed',
        '1 agree, 6 disagree',
        '',
      ].join('\n'),
    });
  });

  test('refuses a second body under a checksum that an earlier vector has, and only then', () => {
    const collision = vector('paypal-26');
    expect(judge({ referenceNow, vectors: [vector('paypal-02'), collision] }).out).toBe(
      '2 agree, 0 disagree\n',
    );
    expect(judge({ referenceNow, vectors: [collision] }).out).toBe(
      'paypal-26: the file says invalid, the kit says unverified: the gateway must be asked\n0 agree, 1 disagree\n',
    );
  });

  test('takes a list of secrets for the current and the previous one', () => {
    const { secret } = vector('stripe-01') as { secret: string };
    const list = [
      vector('stripe-01', { secret: ['whsec_new', secret] }),
      vector('standardwebhooks-01', {
        secret: ['whsec_AAAA', (vector('standardwebhooks-01') as { secret: string }).secret],
      }),
    ];
    expect(judge({ referenceNow, vectors: list }).out).toBe('2 agree, 0 disagree\n');
  });

  test('needs no time where none is signed, and takes notes that are no part of the form', () => {
    const list = [vector('razorpay-01', { now: undefined, toleranceSeconds: 60, reviewedBy: 'somebody' })];
    expect(judge({ vectors: list }).out).toBe('1 agree, 0 disagree\n');
  });
});

describe('a file that cannot be used is one sentence with the vector, and exit code 2', () => {
  const whole = '{ "referenceNow": 1767225600, "vectors": [ … ] }';
  const files: readonly (readonly [string, unknown, string])[] = [
    ['text', 'whsec_secret', `found text that is not JSON, write ${whole}`],
    ['a list', [vector('stripe-01')], `found a list, write ${whole}`],
    ['no vectors', { referenceNow }, `found no list of vectors with one or more in it, write ${whole}`],
    ['an empty list', { vectors: [] }, `found no list of vectors with one or more in it, write ${whole}`],
    [
      'a reference that is text',
      { referenceNow: '1', vectors: [vector('stripe-01')] },
      'referenceNow: found text, write a number of seconds',
    ],
    [
      'the same vector twice',
      { vectors: [vector('stripe-01'), vector('stripe-01')] },
      'found stripe-01 twice, give each vector an id of its own',
    ],
    [
      'a vector that is text',
      { vectors: [vector('stripe-01'), 'x'] },
      'vectors[1]: found text, write { "id": "…", "gateway": "…", … }',
    ],
    [
      'a vector without an id',
      { vectors: [vector('stripe-01', { id: undefined })] },
      'vectors[0]: found no id, write it as text',
    ],
  ];

  test.each(files)('%s', (_, content, sentence) => {
    expect(judge(content)).toEqual({ code: 2, out: '', err: `palisade: ${file}: ${sentence}\n` });
  });

  const slips: readonly (readonly [string, string, object, string])[] = [
    ['no result', 'stripe-01', { valid: undefined }, 'valid is nothing, write true or false'],
    ['a result in words', 'stripe-01', { valid: 'true' }, 'valid is text, write true or false'],
    ['no body', 'stripe-01', { bodyBase64: undefined }, 'found no bodyBase64, write it as text'],
    [
      'a body that is not base64',
      'stripe-01',
      { bodyBase64: 'e30' },
      'bodyBase64: found text that is not padded base64 on one line, encode the bytes anew',
    ],
    [
      'no headers',
      'stripe-01',
      { headers: undefined },
      'found no headers, write { "Name": "value" } or [["Name", "value"]]',
    ],
    [
      'a time in milliseconds',
      'stripe-01',
      { now: 1767225600000 },
      'now: found a number, write a number of seconds',
    ],
    [
      'no time where one is signed',
      'stripe-01',
      { now: undefined },
      'found no now, and the file has no referenceNow; write one in seconds',
    ],
    [
      'no time for a scheme that signs one',
      'standardwebhooks-01',
      { now: undefined },
      'found no now, and the file has no referenceNow; write one in seconds',
    ],
    [
      'another tolerance than that of the kit',
      'stripe-01',
      { toleranceSeconds: 600 },
      'found toleranceSeconds 600, write 300, as the kit allows',
    ],
    [
      'an unknown gateway',
      'stripe-01',
      { gateway: 'strip' },
      'found gateway strip, write stripe, square, paypal, adyen, braintree, mollie, razorpay, checkoutcom, authorizenet, mercadopago, paystack, standardwebhooks or wepay',
    ],
    [
      'a gateway that is refused',
      'stripe-01',
      { gateway: 'worldpay' },
      'Worldpay proves its callbacks by a client certificate, which CloudFront can ask for (viewer mutual TLS) and this kit does not set up; use another gateway',
    ],
    [
      'an unknown scheme',
      'stripe-01',
      { scheme: 'v2' },
      'found scheme v2, which the kit does not judge for stripe',
    ],
    [
      'a scheme of another gateway',
      'stripe-01',
      { scheme: 'cert-url allow-list' },
      'found scheme cert-url allow-list, which the kit does not judge for stripe',
    ],
    [
      'no secret',
      'stripe-01',
      { secret: null },
      'secret: found nothing, write text, or { "signingSecret": "…" }',
    ],
    [
      'one text for a secret of two members',
      'braintree-01',
      { secret: 'x' },
      'secret: found no privateKey, write { "publicKey": "…", "privateKey": "…" }',
    ],
    [
      'a secret that is a number',
      'standardwebhooks-01',
      { secret: 1 },
      'secret is not text, write the text of the key',
    ],
    [
      'no address where one is signed',
      'square-01',
      { url: undefined },
      'found no url, which this gateway signs; write the address with its query',
    ],
    [
      'a member that is misspelt',
      'adyen-12',
      { expectedMerchantAcount: 'M' },
      'found expectedMerchantAcount, did you mean expectedMerchantAccount?',
    ],
    [
      'an event whose body is a number',
      'stripe-transport-01',
      { lambdaEvent: { body: 1 } },
      'lambdaEvent: body is a number, which no event has there',
    ],
    [
      'an event with a header that is a list',
      'stripe-transport-01',
      { lambdaEvent: { headers: { a: ['b'] } } },
      'lambdaEvent: headers is an object, which no event has there',
    ],
    [
      'an event that is text',
      'stripe-transport-01',
      { lambdaEvent: 'x' },
      'lambdaEvent: found text, write the event of a function',
    ],
    [
      'a return without its form',
      'razorpay-16',
      { form: undefined },
      'found no form with razorpay_payment_id, razorpay_order_id and razorpay_signature, write it',
    ],
    [
      'a return without a signature',
      'razorpay-16',
      { form: { razorpay_payment_id: 'pay_7' } },
      'found no form with razorpay_payment_id, razorpay_order_id and razorpay_signature, write it',
    ],
    [
      'a public key that is none',
      'wepay-01',
      { publicKeyPem: 'x' },
      'publicKeyPem is no public key, write one in PEM',
    ],
  ];

  test.each(slips)('%s', (_, id, more, sentence) => {
    expect(judge({ vectors: [vector('razorpay-01'), vector(id, more)] })).toEqual({
      code: 2,
      out: '',
      err: `palisade: ${file}: ${id}: ${sentence}\n`,
    });
  });

  test('a file that is not there', () => {
    expect(run('gateway', 'conformance', 'nowhere.json')).toEqual({
      code: 2,
      out: '',
      err: 'palisade: nowhere.json: cannot be read (ENOENT), name a file that exists and that you may read\n',
    });
    expect(run('gateway', 'conformance').err).toBe('palisade: found no file, name one\n');
  });
});
