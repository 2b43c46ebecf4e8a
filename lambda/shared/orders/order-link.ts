import { createHmac, timingSafeEqual } from 'node:crypto';
import { orderReferenceForm } from './order.ts';

/** How long a link to an order holds. A rotation of the keys takes longer, so that none ends before its time. */
export const linkDays = 30;

/** A link to an order, for whoever has it. */
export interface OrderLink {
  /** Stands behind `#`, which no browser sends, so that it is in no log of any server and in no `Referer`. */
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

export interface OrderLinkProps {
  /** Where the shop is, without a slash at the end; a link holds for no other shop. */
  readonly shopUrl: string;
  /** The keys of the shop, the current one first. */
  readonly keys: readonly string[];
  readonly now: Date;
}

/** Makes a link by which somebody sees an order until it expires. */
export function orderLink(reference: string, { shopUrl, keys, now }: OrderLinkProps): OrderLink {
  const [key] = keys;
  if (key === undefined) throw new Error('a link to an order needs a key');
  const expires = Math.floor(now.getTime() / 1000) + linkDays * 24 * 60 * 60;
  const said: Said = { shopUrl, reference, expires };
  const token = [reference, expires, macOf(said, key).toString('base64url')].join('.');
  return { url: `${shopUrl}/order/#${token}`, expiresAt: new Date(expires * 1000).toISOString() };
}

/**
 * The reference of the order that a token leads to; nothing for one that nobody here has signed, that has expired, or that was
 * made for another shop.
 */
export function orderOfToken(token: string, { shopUrl, keys, now }: OrderLinkProps): string | undefined {
  const [, reference = '', digits = '', mac = ''] = tokenForm.exec(token) ?? [];
  if (!orderReferenceForm.test(reference)) return undefined;
  const said: Said = { shopUrl, reference, expires: Number(digits) };
  const given = Buffer.from(mac, 'base64url');
  // Each key is tried, so that the time says nothing of which one fits.
  const isSigned = keys.map((key) => timingSafeEqual(macOf(said, key), given)).includes(true);
  return isSigned && now.getTime() < said.expires * 1000 ? reference : undefined;
}

/** 32 bytes are 43 characters of base64url. */
const tokenForm = /^([a-z]{20})\.(\d{10})\.([A-Za-z0-9_-]{43})$/;

interface Said {
  readonly shopUrl: string;
  readonly reference: string;
  /** In seconds since 1970. */
  readonly expires: number;
}

// What a key signs for one purpose must hold for no other.
function macOf({ shopUrl, reference, expires }: Said, key: string): Buffer {
  return createHmac('sha256', key)
    .update(['palisade order link 1', shopUrl, reference, expires].join('\n'))
    .digest();
}
