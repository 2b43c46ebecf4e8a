import { createHmac } from 'node:crypto';
import type { GatewayRequest } from './gateway-request.ts';

/** A keyed hash of a body, written as the gateway writes it. */
export function mac(
  hash: 'sha1' | 'sha256' | 'sha512',
  key: string | Buffer,
  text: string | Buffer,
  written: 'hex' | 'base64' = 'hex',
): string {
  return createHmac(hash, key).update(text).digest(written);
}

/** Whole seconds since 1970. */
export function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** Whether a request says of itself that its body is JSON. */
export function isJson({ headers }: GatewayRequest): boolean {
  return headers['content-type']?.startsWith('application/json') === true;
}
