// Remembers what each bundle was made of, so that only what has changed is built, and a build that is out of date is noticed.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What was bundled below `root`. By content and not by time: npm gives each file of a package the same old date.
 * `always` are files that every bundle depends on, though none of them is a part of it.
 */
export function createBuildCache({ root, always }) {
  const hashes = new Map();

  const hashOf = (path) => {
    const known = hashes.get(path) ?? read(join(root, path));
    hashes.set(path, known);
    return known;
  };

  const isFresh = (options) => {
    const entry = entryOf(root, options);
    return (
      entry?.options === JSON.stringify(options) &&
      entry.output === read(join(root, options.outfile)) &&
      Object.entries(entry.inputs).every(([path, hash]) => hashOf(path) === hash)
    );
  };

  return {
    /** Whether the bundle of these options is there, and would be the same again. */
    isFresh,

    /** Why the bundle of these options is not fresh, as the end of a sentence; nothing where it is. */
    whyStale: (options) => {
      if (isFresh(options)) return undefined;
      if (read(join(root, options.outfile)) === 'absent') return `${options.outfile} is missing`;
      const { inputs = {} } = entryOf(root, options) ?? {};
      const changed = Object.keys(inputs).find((path) => hashOf(path) !== inputs[path]);
      return `${changed ?? options.outfile} has changed since the last build`;
    },

    /** The files that the bundle of these options was made of. */
    inputsOf: (options) => Object.keys(entryOf(root, options)?.inputs ?? {}),

    /** Remembers a bundle that was begun at `startedAt`, unless a file has changed since: who knows which of its texts was read. */
    keep: (options, inputs, startedAt) => {
      const paths = [...inputs, ...always];
      if (paths.some((path) => isYounger(join(root, path), startedAt))) return;
      const entry = {
        options: JSON.stringify(options),
        output: read(join(root, options.outfile)),
        inputs: Object.fromEntries(paths.sort().map((path) => [path, hashOf(path)])),
      };
      const file = entryFile(root, options);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(entry));
    },
  };
}

function entryFile(root, { outfile }) {
  return join(root, 'dist', '.cache', `${outfile.replaceAll('/', '+')}.json`);
}

/** Nothing where none was written, or not to its end. */
function entryOf(root, options) {
  try {
    return JSON.parse(readFileSync(entryFile(root, options), 'utf8'));
  } catch {
    return undefined;
  }
}

function read(path) {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('base64');
  } catch {
    return 'absent';
  }
}

function isYounger(path, time) {
  return (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= time;
}
