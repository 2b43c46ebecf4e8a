import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { text } from './fields.ts';

/** A SHA-256 digest as browsers write it: `sha256-` and Base64. */
const digest = z
  .string()
  .check(z.regex(/^sha256-[A-Za-z0-9+/]{43}=$/, 'must be sha256- and 44 characters of Base64'));

/** The contract's field for a function at the edge whose code stands in the template. */
export const edgeFunction = z.strictObject({
  /** Logical id of the function in this template. */
  resource: text,
  /** `edgeCodeDigest` of its code. */
  code: digest,
});

/** The contract's field for somebody who hears of alerts. An endpoint may be personal or secret, so its digest stands for it. */
export const alertReceiver = z.strictObject({
  /** As SNS spells it; `slack` for a channel of a chat. */
  protocol: text,
  /** `digestOf` the endpoint as the template writes it; of workspace, slash and channel for a chat. */
  endpoint: digest,
});

/** The SHA-256 digest of a content in UTF-8, in the form of `digest`. */
export function digestOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/** The digest of a function at the edge, which new pages do not change: the id of their release counts as a blank. */
export function edgeCodeDigest(code: string, release: string | undefined): string {
  return digestOf(release ? code.replaceAll(`'${release}'`, "'RELEASE'") : code);
}
