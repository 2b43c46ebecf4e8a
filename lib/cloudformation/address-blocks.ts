import type { Truth } from './model/truth.ts';
import type { Resolved } from './model/types.ts';
import prefixLists from './prefix-lists.json' with { type: 'json' };

/** Addresses that the internet does not route (RFC 1918, 4193 and 6598). */
const privateBlocks = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^127\./,
  /^f[cd][0-9a-f]{2}:/i,
];

/** Whether a block holds nothing but addresses that the internet does not route; nothing is no block that does. */
export function isPrivateBlock(resolved: Resolved): Truth {
  if (resolved.kind === 'absent') return true;
  // The block of a network or a subnet that the templates make is private, since the kit plans it.
  if (resolved.kind === 'reference') return resolved.attribute === 'CidrBlock' ? true : undefined;
  if (resolved.kind !== 'literal') return undefined;
  const block = String(resolved.value);
  // A block that is wider than the private range that it begins in holds other addresses as well.
  return privateBlocks.some((pattern) => pattern.test(block)) && Number(block.split('/')[1] ?? 32) >= 8;
}

const cloudFrontLists: readonly string[] = Object.values(prefixLists.cloudFrontOriginFacing);

/** Whether a prefix list is that of the servers by which CloudFront calls origins; nothing is no other list. */
export function isCloudFrontList(resolved: Resolved): Truth {
  if (resolved.kind === 'absent') return true;
  return resolved.kind === 'literal' && cloudFrontLists.includes(String(resolved.value)) ? true : undefined;
}
