import { X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { trustedKey } from '../../../../lambda/gateways/paypal/certificate.ts';
import { certified } from '../../../../lib/preview/gateways/paypal/certificate.ts';
import { now } from '../support/accounts.ts';
import { type Random, randomOf } from '../support/random.ts';

const { certificate, root } = certified('messageverificationcerts.paypal.com');
const genuine = new X509Certificate(certificate);

test('a certificate that was damaged anywhere is not trusted with another key, and makes nothing throw', () => {
  for (let number = 0; number < 3000; number += 1) {
    const random = randomOf(`certificate ${number}`);
    const key = trustedKey(asPem(damaged(random)), [root], now);
    // Some damage is none: DER knows bits that nobody reads.
    if (key) expect(key.equals(genuine.publicKey)).toBe(true);
  }
});

test('a root that was damaged anywhere makes nothing throw', () => {
  for (let number = 0; number < 3000; number += 1) {
    const random = randomOf(`root ${number}`);
    expect(() => trustedKey(certificate, [spoilt(root, random)], now)).not.toThrow();
  }
});

function damaged(random: Random): Buffer {
  const bytes = Buffer.from(genuine.raw);
  for (let time = 0; time <= random.integer(3); time += 1) {
    const place = random.integer(bytes.length);
    bytes[place] = (bytes[place] ?? 0) ^ (1 << random.integer(8));
  }
  return random.chance(0.1) ? bytes.subarray(0, random.integer(bytes.length)) : bytes;
}

function spoilt(pem: string, random: Random): string {
  const bytes = Buffer.from(new X509Certificate(pem).raw);
  bytes[random.integer(bytes.length)] = random.integer(256);
  return asPem(bytes);
}

function asPem(bytes: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----\n`;
}
