import { isIPv4, isIPv6 } from 'node:net';
import { UsageError } from '../output.ts';

/** An address or a range of them, as the firewall writes it. */
export interface AddressRange {
  readonly version: 'IPV4' | 'IPV6';
  /** With the length of its prefix, for example `203.0.113.7/32`. */
  readonly text: string;
}

/**
 * The widest range that can be admitted, by the length of its prefix: one company's network. A wider one is the internet
 * again, on which the shop is not to be seen.
 */
const widest = { IPV4: 16, IPV6: 32 } as const;
const longest = { IPV4: 32, IPV6: 128 } as const;

/** Reads what a person typed: an address, or a range such as `203.0.113.0/24`. Throws a `UsageError`. */
export function readAddress(typed: string): AddressRange {
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{0,3}))?$/.exec(typed) ?? [];
  const version = versionOf(address);
  if (version === undefined || prefix?.startsWith('0')) {
    throw new UsageError(
      `found ${typed}, write an address such as 203.0.113.7, or a range such as 203.0.113.0/24`,
    );
  }
  const length = prefix === undefined ? longest[version] : Number(prefix);
  if (length > longest[version] || length < widest[version]) {
    throw new UsageError(
      `found ${typed}, write a prefix from ${widest[version]} to ${longest[version]}: what is wider is no longer somebody's own network`,
    );
  }
  return { version, text: `${version === 'IPV6' ? expanded(address) : address}/${length}` };
}

function versionOf(address: string): AddressRange['version'] | undefined {
  if (isIPv4(address)) return 'IPV4';
  return isIPv6(address) && !address.includes('%') ? 'IPV6' : undefined;
}

/** The firewall gives addresses of version 6 back in full, so that they are compared in full. */
function expanded(address: string): string {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain = dotted ? `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}` : address;
  const [head = '', tail] = plain.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
    .map((group) => group.toLowerCase().padStart(4, '0'))
    .join(':');
}

function pair(high = '0', low = '0'): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}
