import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { contentHash, isPublishable, type SiteFile, siteLimits } from '../../lambda/site-release/content.ts';
import { ConfigError } from '../config/config-error.ts';
import { mistake } from '../config/mistake.ts';

/** The static pages of a shop as they lie in a folder. */
export interface Site {
  readonly folder: string;
  readonly files: readonly SiteFile[];
  /** Names the content, whatever the folder is called and whenever it was written. */
  readonly hash: string;
  /** Files of the folder that are no part of it; nothing where all are. */
  readonly withheld?: readonly string[];
}

/**
 * A site as it is served: without the file that orders are priced by. Once a catalogue was released, that file is no longer what counts,
 * and `/api/catalogue` tells what does.
 */
export function servedSite({ folder, files }: Site, catalogue: string): Site {
  const served = files.filter(({ name }) => name !== catalogue);
  return { folder, files: served, hash: contentHash(served), withheld: [catalogue] };
}

/** What desktops leave in folders; it is not published, and nobody misses it. */
export const leftovers: readonly string[] = ['.DS_Store', 'Thumbs.db'];

const required = ['index.html', '404.html'] as const;

/** Reads a site. Throws a `ConfigError` where it cannot be published. */
export function readSite(folder: string): Site {
  const onDisk = new Map(filesBelow(folder, '').map((name) => [name.normalize('NFC'), name]));
  const names = [...onDisk.keys()].sort();
  const wrong = [
    ...names.filter((name) => !isPublishable(name)).map(unpublishable),
    ...names.filter(isUnreachable).map(unreachable),
    ...absent(names),
  ];
  if (names.length > siteLimits.files) wrong.push(tooMany(names.length));
  if (wrong.length > 0) throw new ConfigError(shown(folder), wrong);

  const files = names.map((name) => ({ name, bytes: bytesOf(folder, onDisk.get(name) ?? name) }));
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > siteLimits.bytes) throw new ConfigError(shown(folder), [tooLarge(total)]);
  return { folder, files, hash: contentHash(files) };
}

/** A site's folder, or a file in it, as messages call it: the same on every machine. */
export function shown(folder: string, name?: string): string {
  return [basename(folder), ...(name === undefined ? [] : [name])].join('/');
}

function filesBelow(folder: string, prefix: string): string[] {
  return readable(folder, prefix, () => readdirSync(join(folder, prefix), { withFileTypes: true }))
    .filter(({ name }) => !leftovers.includes(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) return filesBelow(folder, name);
      if (entry.isFile()) return [name];
      throw new ConfigError(shown(folder, name), [
        mistake([], 'a link', 'put the file itself there; what lies outside the folder is not published'),
      ]);
    });
}

function bytesOf(folder: string, name: string): Uint8Array {
  return readable(folder, name, () => new Uint8Array(readFileSync(join(folder, name))));
}

function readable<Result>(folder: string, name: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    const found = `nothing that can be read (${(cause as NodeJS.ErrnoException).code})`;
    const remedy = 'let the user who runs this read it, or take it out of the site';
    throw new ConfigError(shown(folder, name || undefined), [mistake([], found, remedy)], { cause });
  }
}

function unpublishable(name: string) {
  const remedy = 'write letters, digits and -_.~@ only, and keep hidden files out of the site';
  return mistake([], `a file named ${JSON.stringify(name)}`, remedy);
}

/** The edge takes a path without an ending for a page, except below `.well-known`. */
function isUnreachable(name: string): boolean {
  return !name.startsWith('.well-known/') && !basename(name).includes('.');
}

function unreachable(name: string) {
  return mistake([], `a file without an ending, ${JSON.stringify(name)}`, 'give it one, such as .txt');
}

function absent(names: readonly string[]) {
  return required
    .filter((name) => !names.includes(name))
    .map((name) =>
      mistake([], `no ${name}`, 'add it; the shop answers with it where nothing else is asked for'),
    );
}

function tooMany(count: number) {
  return mistake([], `${count} files`, `keep the site at or below ${siteLimits.files} files`);
}

function tooLarge(bytes: number) {
  return mistake([], `${bytes} bytes`, `keep the site at or below ${siteLimits.bytes} bytes`);
}
