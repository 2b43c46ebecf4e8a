import { type Delivery, header } from './delivery.ts';
import type { OtherSignature, VerificationResult } from './gateway.ts';
import { fromBase64, hmac, isFresh, matchSignatures, toleranceSeconds } from './signature.ts';

const prefix = 'whsec_';

/** The scheme as a conformance vector names it. */
export const standardWebhooks: OtherSignature = {
  signedTime: {
    read: (delivery) => Number(header(delivery, 'webhook-timestamp')),
    oldestSeconds: toleranceSeconds,
  },
  verify: ({ delivery, secrets, now }) =>
    secrets.length > 0 && secrets.every((secret) => typeof secret === 'string')
      ? verifyStandardWebhook(delivery, secrets, now)
      : { fault: 'secret is not text, write the text of the key' },
};

/** Verifies a delivery by the Standard Webhooks scheme, for senders that follow it instead of one of their own. */
export function verifyStandardWebhook(
  delivery: Delivery,
  secrets: readonly string[],
  now: Date,
): VerificationResult {
  const id = header(delivery, 'webhook-id') ?? '';
  const timestamp = header(delivery, 'webhook-timestamp') ?? '';
  const parts = (header(delivery, 'webhook-signature') ?? '').split(' ').map((part) => part.split(','));
  const signatures = parts.flatMap(([version, text = '']) =>
    version === 'v1' ? (fromBase64(text) ?? []) : [],
  );
  // Two headers that became one on the way show as a part with more than one comma.
  const isWhole = parts.every((part) => part.length === 2) && signatures.length > 0;
  if (!isWhole || !/^[\x21-\x7e]+$/.test(id) || !/^\d+$/.test(timestamp) || delivery.body.length === 0)
    return 'malformed';
  if (!isFresh(Number(timestamp), now, toleranceSeconds)) return 'stale';
  const keys = secrets.map((secret) => fromBase64(secret.replace(prefix, '')));
  return matchSignatures(keys, signatures, (key) =>
    hmac('sha256', key, `${id}.${timestamp}.`, delivery.body),
  );
}
