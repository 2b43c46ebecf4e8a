/** What blocks of IPv4 take in together, in addresses; overlaps count once. Blocks that cannot be read count as everything. */
export function addressesIn(blocks: readonly string[]): number {
  const ranges = blocks.map(rangeOf).sort((one, other) => one.first - other.first);
  let [count, end] = [0, 0];
  for (const { first, last } of ranges) {
    count += Math.max(0, last - Math.max(first, end));
    end = Math.max(end, last);
  }
  return count;
}

interface Range {
  readonly first: number;
  /** The first address after it. */
  readonly last: number;
}

const allAddresses = 2 ** 32;

function rangeOf(block: string): Range {
  const [, a, b, c, d, size = '32'] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(block) ?? [];
  const bits = [a, b, c, d].map(Number);
  if (a === undefined || bits.some((bit) => bit > 255) || Number(size) > 32)
    return { first: 0, last: allAddresses };
  const length = 2 ** (32 - Number(size));
  const address = bits.reduce((sum, bit) => sum * 256 + bit, 0);
  const first = Math.floor(address / length) * length;
  return { first, last: first + length };
}
