import { BlockList, isIP } from 'node:net';

/** Whether a block of addresses, or whatever else a rule names, is within another one. */
export function holdsPeer(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  const [outer, inner] = [blockOf(wide), blockOf(narrow)];
  if (!outer || !inner || outer.family !== inner.family || inner.size < outer.size) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.size, outer.family);
  return list.check(inner.address, inner.family);
}

/** Whether a block is within others taken together: two halves are the whole. */
export function isWithin(peer: string, others: readonly string[]): boolean {
  if (others.some((other) => holdsPeer(other, peer))) return true;
  const parts = [...new Set(others)].filter((other) => holdsPeer(peer, other));
  // Of two blocks either one holds the other or they have nothing in common.
  const apart = parts.filter((one) => !parts.some((other) => other !== one && holdsPeer(other, one)));
  return apart.length > 1 && apart.reduce((sum, part) => sum + addressesIn(part), 0n) === addressesIn(peer);
}

function addressesIn(peer: string): bigint {
  const block = blockOf(peer);
  if (block === undefined) return 0n;
  return 2n ** BigInt((block.family === 'ipv6' ? 128 : 32) - block.size);
}

function blockOf(text: string) {
  const [address = '', size] = text.split('/');
  const version = isIP(address);
  if (version === 0 || size === undefined) return undefined;
  return { address, size: Number(size), family: version === 6 ? ('ipv6' as const) : ('ipv4' as const) };
}
