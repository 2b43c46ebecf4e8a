import { type KeyObject, verify } from 'node:crypto';
import { type Delivery, header } from './delivery.ts';
import type { Verdict } from './gateway.ts';
import { parseJson, textAt } from './json.ts';

/**
 * Judges a delivery as WePay is said to sign it. Known second-hand only, so that the gateway registry refuses WePay; the
 * rule is kept with its vectors for the day when somebody reads the original.
 */
export function verifyWepay(delivery: Delivery, publicKey: KeyObject): Verdict {
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
