import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { type Delivery, header } from './delivery.ts';
import type { OtherSignature, VerificationResult } from './gateway.ts';
import { parseJson, textAt } from './json.ts';

/**
 * Verifies a delivery as WePay is said to sign it. Known second-hand only, so that the gateway registry refuses WePay; the
 * rule is kept with its vectors for the day when somebody reads the original.
 */
export const wepay: OtherSignature = {
  verify: ({ delivery, text }) => {
    const publicKey = publicKeyIn(text('publicKeyPem') ?? '');
    return publicKey
      ? verifyWepay(delivery, publicKey)
      : { fault: 'publicKeyPem is no public key, write one in PEM' };
  },
};

function publicKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

function verifyWepay(delivery: Delivery, publicKey: KeyObject): VerificationResult {
  const encoded = header(delivery, 'wepay-signature') ?? '';
  const list = parseJson(Buffer.from(encoded, 'base64url'));
  if (!Array.isArray(list) || list.length === 0 || delivery.body.length === 0) return 'malformed';
  const body = delivery.body.toString('base64url');
  const isSigned = list.some((entry) => {
    const signed = Buffer.from(`${textAt(entry, 'protected') ?? ''}.${body}`);
    return verify('sha256', signed, publicKey, Buffer.from(textAt(entry, 'signature') ?? '', 'base64url'));
  });
  return isSigned ? 'authentic' : 'forged';
}
