import { externalSources } from '../contract/content-security-policy.ts';
import type { PathUse, StorefrontMetadata } from '../contract/metadata.ts';
import facts from './response-headers.json' with { type: 'json' };

/** Which features of the browser a page may use: none of the powerful ones, and payment where the shop takes payments. */
export function permissionsPolicy(metadata: StorefrontMetadata, path: PathUse): string {
  const off = facts.featuresOff.map((feature) => `${feature}=()`);
  return [...off, `payment=${paymentAllowed(metadata, path)}`].join(', ');
}

/** Wallets run in the frames of the gateways; a wildcard is not a part of this header's grammar. */
function paymentAllowed(metadata: StorefrontMetadata, path: PathUse): string {
  if (path.serves !== 'payment') return '()';
  const frames = externalSources(metadata, path)['frame-src'] ?? [];
  const origins = frames.filter((source) => /^https:\/\/[^*]+$/.test(source)).map((origin) => `"${origin}"`);
  return `(${['self', ...origins].join(' ')})`;
}
