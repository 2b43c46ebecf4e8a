import { describe, expect, test } from '@jest/globals';
import { sentencesAbout, small, textWith } from './files.ts';

const remedy = 'remove it and revoke it; secrets belong in AWS Secrets Manager';

// Made up here, and in parts, so that no scanner takes this file for a leak.
const secrets: readonly [what: string, secret: string][] = [
  ['a secret key of Stripe or a secret key of Paystack', `sk_live_${'4eC39HqLyjWDarjt'}`],
  ['a secret key of Stripe or a secret key of Paystack', `sk_test_${'4eC39HqLyjWDarjt'}`],
  ['a secret key of Stripe', `rk_live_${'4eC39HqLyjWDarjt'}`],
  ['the signing secret of a webhook of Stripe', `whsec_${'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}`],
  ['an API key of Mollie', `live_${'dHar4XY7LxsDOtmnkVtjNVWXLSlXsM'}`],
  ['an access token of Mercado Pago', `APP_USR-${'1234567890123456-010203'}`],
  ['an access token of Square', `EAAA${'l'.repeat(60)}`],
  ['an access token of Braintree', `access_token$${'production$abc123$def456'}`],
  ['an AWS access key id', `AKIA${'IOSFODNN7EXAMPLE'}`],
  ['an AWS access key id', `ASIA${'IOSFODNN7EXAMPLE'}`],
  ['a private key', `-----BEGIN ${'RSA PRIVATE KEY'}-----`],
];

describe('a secret is refused and not repeated', () => {
  test.each(secrets)('as a value: %s %#', (what, secret) => {
    const sentences = sentencesAbout(textWith(small, { shop: secret }));
    expect(sentences).toEqual([`storefront.yaml:2: shop: found what looks like ${what}, ${remedy}`]);
  });

  test.each(secrets)('inside a gateway that has no such setting: %s %#', (what, secret) => {
    const at = 'environments.staging.payments.gateways[0].apiKey';
    const sentences = sentencesAbout(textWith(small, { [at]: `the key is ${secret}` }));
    expect(sentences).toEqual([expect.stringContaining(`: ${at}: found what looks like ${what}, ${remedy}`)]);
  });

  const secret = `sk_live_${'4eC39HqLyjWDarjt'}`;
  const what = 'a secret key of Stripe or a secret key of Paystack';

  test('in a comment, by its line', () => {
    expect(sentencesAbout(`# ${secret}\n${textWith(small)}`)).toEqual([
      `storefront.yaml:1:3: found what looks like ${what}, ${remedy}`,
    ]);
  });

  test('in the name of a setting', () => {
    const sentences = sentencesAbout(`${textWith(small)}${secret}: 1\n`);
    expect(sentences).toEqual([expect.stringMatching(`: \\(a secret\\): found what looks like ${what}, `)]);
  });

  test('in a text that does not parse', () => {
    const sentences = sentencesAbout(`shop: "${secret}\n`);
    expect(sentences.join('\n')).not.toContain(secret);
    expect(sentences).toContainEqual(expect.stringContaining(`found what looks like ${what}, ${remedy}`));
  });
});

test.each(['pk_live_4eC39HqLyjWDarjt', 'desk_live_chat', 'sk_live_...', 'AKIA', 'whsec'])(
  '%s is no secret',
  (text) => {
    expect(sentencesAbout(textWith(small, { 'environments.prod.tags': { note: text } }))).toEqual([]);
  },
);
