import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Mode } from '../gateway-config.ts';

// On the address as it was sent: a parser would first resolve what hides another host or another path.
const addresses: Readonly<Record<Mode, RegExp>> = {
  live: /^https:\/\/(?:api|api-m)\.paypal\.com(?=\/)/i,
  test: /^https:\/\/(?:api|api-m)\.sandbox\.paypal\.com(?=\/)/i,
};
const path = /^\/v1\/notifications\/certs\/[A-Za-z0-9_-]+$/;

/** Whether a certificate may be fetched from an address that a delivery names. */
export function isCertificateUrl(url: string, mode: Mode): boolean {
  const origin = addresses[mode].exec(url)?.[0];
  return origin !== undefined && path.test(url.slice(origin.length));
}

/**
 * The key of PayPal's certificate; nothing if a root that we trust did not issue it, or if it has expired. Whether
 * it is valid already is not asked: a root that we trust does not issue the certificates of somebody else early.
 */
export function trustedKey(chain: string, roots: readonly string[], now: Date): KeyObject | undefined {
  const [leaf, ...others] = certificatesIn(chain);
  const anchors = roots.flatMap(certificatesIn);
  if (!leaf || !/^CN=[\w-]+(?:\.[\w-]+)*\.paypal\.com$/m.test(leaf.subject)) return undefined;
  const isTrusted = leadsTo(
    anchors,
    leaf,
    others.filter(({ ca }) => ca),
    now,
  );
  return isTrusted && leaf.publicKey.asymmetricKeyType === 'rsa' ? leaf.publicKey : undefined;
}

function leadsTo(
  anchors: readonly X509Certificate[],
  certificate: X509Certificate,
  between: readonly X509Certificate[],
  now: Date,
): boolean {
  if (Date.parse(certificate.validTo) <= now.getTime()) return false;
  const isIssuer = (other: X509Certificate) =>
    certificate.checkIssued(other) && certificate.verify(other.publicKey);
  const anchor = anchors.find(isIssuer);
  if (anchor) return Date.parse(anchor.validTo) > now.getTime();
  // Each step uses one certificate up, so that a ring of them comes to an end.
  const issuer = between.find(isIssuer);
  return (
    issuer !== undefined &&
    leadsTo(
      anchors,
      issuer,
      between.filter((other) => other !== issuer),
      now,
    )
  );
}

const known = new Map<string, readonly X509Certificate[]>();
const mostKnown = 16;

// Reading a certificate takes longer than all the rest of a verification, and the same few come with each delivery.
function certificatesIn(pem: string): readonly X509Certificate[] {
  const found = known.get(pem) ?? read(pem);
  if (known.size >= mostKnown) known.clear();
  known.set(pem, found);
  return found;
}

function read(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
}
