import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** A bundle that was loaded, and the code that V8 has compiled of it so far. */
export interface LoadedBundle<Exports> {
  readonly exports: Exports;
  /** Writes the compiled code beside the bundle, for the next process that loads it. */
  readonly keepCode: () => void;
}

/**
 * Makes V8 optimize a function only after it has run for long, and clear the heap at once. A command ends within a second or two, and
 * optimizing costs it more than the faster code saves, as clearing in small steps costs more than the shorter pauses are worth. It belongs
 * to what compiled code is checked against, so it comes first. Later versions of V8 than that of Node.js 20 have no such budget, and
 * write to standard error of a flag that they do not know.
 */
export function tuneForOneCommand(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=4000000');
  setFlagsFromString('--no-incremental-marking');
}

/**
 * Loads a bundle in CommonJS form with the code that the build compiled of it. Where that is missing, or is of another
 * text or another version of Node.js, V8 compiles the bundle as usual.
 */
export function loadBundle<Exports>(path: string): LoadedBundle<Exports> {
  const bytes = readFileSync(path);
  const digest = createHash('sha256').update(bytes).digest();
  const cachedData = codeOf(path, digest);
  const text = `(function (exports, require, module, __filename, __dirname) {${bytes}\n})`;
  const script = new Script(text, { filename: path, ...(cachedData && { cachedData }) });
  const module = { exports: {} as Exports };
  const run: (...scope: unknown[]) => void = script.runInThisContext();
  run(module.exports, createRequire(path), module, path, dirname(path));
  return {
    exports: module.exports,
    keepCode: () => writeFileSync(codePath(path), Buffer.concat([digest, script.createCachedData()])),
  };
}

function codePath(bundle: string): string {
  return bundle.replace(/\.cjs$/, '.code');
}

/** V8 compares the length of a text and not the text, so the digest of the text stands before its code. */
function codeOf(bundle: string, digest: Buffer): Buffer | undefined {
  try {
    const kept = readFileSync(codePath(bundle));
    return kept.subarray(0, digest.length).equals(digest) ? kept.subarray(digest.length) : undefined;
  } catch {
    return undefined;
  }
}
