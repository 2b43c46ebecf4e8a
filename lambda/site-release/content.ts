import { createHash } from 'node:crypto';

/** One file of a site: its name below the site's folder, with `/`, and its bytes. */
export interface SiteFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How large a site may be: it passes through the memory of one function. */
export const siteLimits = { files: 2000, bytes: 100_000_000 } as const;

/**
 * Whether a file can be published under its own name: no way out of the folder, nothing hidden, and only letters, digits and
 * characters that mean the same in a URL, in S3 and on every disk. Letters with marks are written in the normal form NFC.
 */
export function isPublishable(name: string): boolean {
  return (
    Buffer.byteLength(name) <= longestName &&
    name.normalize('NFC') === name &&
    name.split('/').every((part) => part === wellKnown || visible.test(part))
  );
}

// S3 takes keys of 1,024 bytes, of which the release's own folder needs some.
const longestName = 900;
const wellKnown = '.well-known';
const visible = /^[\p{L}\p{Nd}_~@-][\p{L}\p{M}\p{Nd}._~@-]*$/u;

/** Names the content of a site: the same bytes under the same names give the same hash, on any machine. */
export function contentHash(files: readonly SiteFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of [...files].sort(byName)) {
    // With both lengths, no other set of files can give the same sequence of bytes.
    hash.update(`${Buffer.byteLength(name)} ${name} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

function byName(one: SiteFile, other: SiteFile): number {
  return one.name < other.name ? -1 : 1;
}
