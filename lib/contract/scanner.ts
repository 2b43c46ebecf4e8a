import { addressesIn } from '../ipv4-blocks.ts';

/** The label of the scanner's requests. Its whole name, by which logs are searched, begins with the web ACL's namespace. */
export const scannerLabel = 'scanner';

/** The most addresses that may be let through for a while: those of a vendor's scanners, and of no cloud. */
export const mostScannerAddresses = 256;

/** Whether blocks of IPv4 addresses take in no more than a scanner has. */
export function isScanner(blocks: readonly string[]): boolean {
  return addressesIn(blocks) <= mostScannerAddresses;
}

/** How an acceptance names requests that a label exempts: by label and addresses, so that it covers no others. */
export function aboutExempted(label: string, blocks: readonly string[]): string {
  return `${label} ${[...blocks].sort().join(', ')}`;
}
