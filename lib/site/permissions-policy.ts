import { externalSources } from '../contract/content-security-policy.ts';
import type { StorefrontPath, StorefrontProfile } from '../contract/schema.ts';
import facts from './response-headers.json' with { type: 'json' };

/** Which features of the browser a page may use: none of the powerful ones, and payment where the shop takes payments. */
export function permissionsPolicy(profile: StorefrontProfile, path: StorefrontPath): string {
  const off = facts.featuresOff.map((feature) => `${feature}=()`);
  return [...off, `payment=${paymentAllowed(profile, path)}`].join(', ');
}

/** Wallets run in the frames of the gateways; a wildcard is not a part of this header's grammar. */
function paymentAllowed(profile: StorefrontProfile, path: StorefrontPath): string {
  if (path.serves !== 'payment') return '()';
  const frames = externalSources(profile, path)['frame-src'] ?? [];
  const origins = frames.filter((source) => /^https:\/\/[^*]+$/.test(source)).map((origin) => `"${origin}"`);
  return `(${['self', ...origins].join(' ')})`;
}
