import { describe, expect, test } from '@jest/globals';
import { isCertificateUrl, trustedKey } from '../../../lambda/gateways/paypal/certificate.ts';
import certificates from './support/certificates.json' with { type: 'json' };

const { root, otherRoot, intermediate, leaf, ...others } = certificates;
const today = new Date('2026-12-01T00:00:00Z');
const isTrusted = (chain: string, roots: readonly string[] = [root], now = today) =>
  trustedKey(chain, roots, now) !== undefined;

describe('a certificate', () => {
  test('is trusted when it leads to a root, over the certificates that came along', () => {
    expect(isTrusted(leaf + intermediate)).toBe(true);
  });

  test('is trusted when one of several roots issued it', () => {
    expect(isTrusted(leaf + intermediate, [otherRoot, root])).toBe(true);
    expect(isTrusted(leaf, [intermediate])).toBe(true);
  });

  test('is trusted whatever else came along', () => {
    expect(isTrusted(leaf + others.notAuthority + otherRoot + intermediate)).toBe(true);
  });

  test.each([
    ['without the certificate between', leaf, [root]],
    ['under another root', leaf + intermediate, [otherRoot]],
    ['without roots', leaf + intermediate, []],
    ['under a root that came along by itself', leaf + intermediate + root, [otherRoot]],
    ['for another name', others.foreignName + intermediate, [root]],
    ['after it expired', others.shortLived + intermediate, [root]],
    ['from one that may not issue any', others.leafOfNoAuthority + others.notAuthority, [root]],
    ['from one that only has the name of a root', others.impostor, [root]],
    ['with a key of another kind', others.elliptic + intermediate, [root]],
    ['as text that is none', 'no certificate', [root]],
    ['as a block that is none', leaf.replace(/[A-Z]/, '*'), [root]],
  ])('is not trusted %s', (_, chain, roots) => {
    expect(isTrusted(chain, roots)).toBe(false);
  });

  test('is not trusted when one that issued it has expired', () => {
    expect(isTrusted(leaf + intermediate, [root], new Date('2050-01-01T00:00:00Z'))).toBe(false);
  });
});

test.each([
  ['https://api.paypal.com/v1/notifications/certs/CERT-1', 'live', true],
  ['https://api-m.paypal.com/v1/notifications/certs/CERT-1', 'live', true],
  ['https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1', 'test', true],
  ['https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1', 'live', false],
  ['https://api.paypal.com/v1/notifications/certs/CERT-1', 'test', false],
  ['https://api.paypal.com/v1/notifications/certs/CERT-1?x', 'live', false],
  ['https://api.paypal.com/v1/notifications/certs/CERT-1#x', 'live', false],
  ['https://api.paypal.com/v1/notifications/certs/', 'live', false],
  ['https://api.paypal.com/v1/notifications/certs/%2e%2e', 'live', false],
  ['https://api.paypal.com\\@evil.example/v1/notifications/certs/C', 'live', false],
  ['https://api.paypal.com./v1/notifications/certs/CERT-1', 'live', false],
  [' https://api.paypal.com/v1/notifications/certs/CERT-1', 'live', false],
  ['https://api.paypal.com/v1/notifications/certs/CERT-1\n', 'live', false],
] as const)('whether a certificate is fetched from %j in mode %s is %s', (url, mode, expected) => {
  expect(isCertificateUrl(url, mode)).toBe(expected);
});
