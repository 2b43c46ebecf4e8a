import { expect, test } from '@jest/globals';
import json from '../../lambda/gateways/vectors.json' with { type: 'json' };
import { runWithInput } from '../../support/run.ts';

const vector = json.vectors.find(({ id }) => id === 'paypal-02');
const { headers, bodyBase64, secret, certPem: chain = '', trustedCaPem: roots = '' } = vector ?? {};
const certificate = { chain, roots };

function verify(more: object) {
  const input = JSON.stringify({ headers, bodyBase64, secret, certificate, ...more });
  return runWithInput(input, 'gateway', 'verify', 'paypal', '--now', String(json.referenceNow));
}

const sandbox = 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1';

test('PayPal must be asked, whatever its signature is worth', () => {
  expect(verify({})).toEqual({
    code: 0,
    err: '',
    out: 'unverified: PayPal must be asked about capture 42311647XV020574X, since its signature does not cover what happened\n',
  });
});

test('a callback from the sandbox is said to be one', () => {
  const { code, out } = verify({ headers: { ...headers, 'paypal-cert-url': sandbox } });
  expect(code).toBe(0);
  expect(out.split('\n')[1]).toBe("  from PayPal's sandbox: a shop in mode live refuses it");
});

test('without the certificate it says where to fetch it, as long as the address is one of PayPal', () => {
  const live = 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77';
  expect(verify({ certificate: undefined })).toEqual({
    code: 1,
    err: '',
    out: `undecidable: the signature needs PayPal's certificate: fetch ${live} and give its text as the certificate\n`,
  });
  expect(
    verify({ certificate: undefined, headers: { ...headers, 'paypal-cert-url': 'https://evil.example' } }),
  ).toEqual({
    code: 1,
    err: '',
    out: "malformed: header paypal-cert-url is not an address of PayPal's certificates, https://api.paypal.com/v1/notifications/certs/…\n",
  });
});

test('a certificate that nobody among the roots issued is not trusted; the roots of Node.js are the default', () => {
  expect(verify({ certificate: { chain } })).toEqual({
    code: 1,
    err: '',
    out: "forged: the certificate is not PayPal's, has expired, or was issued by nobody among the roots\n",
  });
});
