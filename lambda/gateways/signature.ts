import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Delivery, header } from './delivery.ts';
import type { MerchantAccount, VerificationResult } from './gateway.ts';

type Hash = 'sha1' | 'sha256' | 'sha512';
type Bytes = string | Buffer;

/** A signature over the body that stands alone in one header. */
export interface HeaderScheme {
  readonly header: string;
  /** The signature's bytes; nothing for text that is not exactly one signature. */
  readonly decode: (text: string) => Buffer | undefined;
  readonly hash: Hash;
  /** The member of the secret that holds the key. */
  readonly field: string;
  readonly readKey?: (value: string) => Buffer | undefined;
}

/** Verifies a delivery by a signature in a header. What is signed is the body, after `before` if there is any. */
export function verifyHeader(
  delivery: Delivery,
  account: MerchantAccount,
  { header: name, decode, hash, field, readKey = textKey }: HeaderScheme,
  before = '',
): VerificationResult {
  const received = decode(header(delivery, name) ?? '');
  if (!received || delivery.body.length === 0) return 'malformed';
  const keys = account.secrets.map((secret) => readKey(secret[field] ?? ''));
  return matchSignatures(keys, [received], (key) => hmac(hash, key, before, delivery.body));
}

/**
 * Compares what was received with what each accepted key would have made. A version of the secret that holds no
 * usable key never matches, and makes the result `undecidable` rather than `forged`, so that somebody looks.
 */
export function matchSignatures(
  keys: readonly (Buffer | undefined)[],
  received: readonly Buffer[],
  sign: (key: Buffer) => Buffer,
): VerificationResult {
  let result: VerificationResult = 'forged';
  for (const key of keys) {
    const ours = key && sign(key);
    if (ours === undefined) result = 'undecidable';
    else if (received.some((theirs) => sameBytes(ours, theirs))) return 'authentic';
  }
  return result;
}

/** The key's characters themselves. Without space, since a line end copied along is the usual mistake. */
export function textKey(value: string): Buffer | undefined {
  return /^[\x21-\x7e]+$/.test(value) ? Buffer.from(value, 'utf8') : undefined;
}

/** A keyed hash over the parts, one after the other. */
export function hmac(hash: Hash, key: Buffer, ...parts: readonly Bytes[]): Buffer {
  const mac = createHmac(hash, key);
  for (const part of parts) if (part !== '') mac.update(part);
  // Node makes a new block of memory for each digest that is asked for in bytes, which takes longer than to copy it.
  return Buffer.from(mac.digest('binary'), 'binary');
}

/** Whether two values are equal, without telling by the time it takes where they differ. */
export function sameBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/** How far from now a delivery may have been signed. Stripe signs each attempt anew; of others, that is believed. */
export const toleranceSeconds = 300;

/** Whether a time is near enough to now, in the past as in the future. */
export function isFresh(seconds: number, now: Date, toleranceSeconds: number): boolean {
  return Math.abs(now.getTime() / 1000 - seconds) <= toleranceSeconds;
}

/** The bytes of lower-case hexadecimal text; nothing for any other text, which Buffer would cut short. */
export function fromHex(text: string): Buffer | undefined {
  return /^(?:[0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/** The bytes of padded base64; nothing for any other text, of which Buffer would skip a part. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : undefined;
}
