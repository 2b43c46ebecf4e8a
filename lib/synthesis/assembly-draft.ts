import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { mistake } from '../config/mistake.ts';

/** A cloud assembly on its way into an output folder: a reader of that folder sees the earlier one or the new one, whole. */
export interface AssemblyDraft {
  /** Where the assembly is written. */
  readonly folder: string;
  /** Moves the assembly into the output folder. Files of other programs there stay. */
  readonly publish: () => void;
  /** Removes the draft, and the output folder if it was made for it. */
  readonly discard: () => void;
}

const draftPrefix = '.draft-';

/** Opens a draft in an output folder, which is made if it is missing. Throws a `ConfigError` where that is not possible. */
export function openDraft(outdir: string): AssemblyDraft {
  const output = resolve(outdir);
  const isNew = !existsSync(output);
  const folder = join(output, `${draftPrefix}${process.pid}`);
  try {
    mkdirSync(output, { recursive: true });
    // A process that was killed could not remove its draft.
    for (const left of draftsIn(output)) rmSync(left, { recursive: true, force: true });
    mkdirSync(folder);
  } catch (cause) {
    if (isNew && existsSync(output)) removeIfEmpty(output);
    throw notWritable(outdir, cause);
  }
  return {
    folder,
    publish: () => publish(folder, output),
    discard: () => {
      rmSync(folder, { recursive: true, force: true });
      if (isNew) removeIfEmpty(output);
    },
  };
}

function draftsIn(output: string): readonly string[] {
  return readdirSync(output)
    .filter((name) => name.startsWith(draftPrefix))
    .map((name) => join(output, name));
}

const manifest = 'manifest.json';

/** Without a manifest a folder is no assembly, so it goes first and comes last. */
function publish(folder: string, output: string): void {
  rmSync(join(output, manifest), { force: true });
  const names = readdirSync(folder).filter((name) => name !== manifest);
  for (const name of [...names, manifest]) replace(join(folder, name), join(output, name));
  rmdirSync(folder);
}

function replace(from: string, to: string): void {
  // A file replaces a file as it is renamed; a folder has to be removed first.
  if (statSync(from).isDirectory()) rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

function notWritable(outdir: string, cause: unknown): ConfigError {
  const { code } = cause as NodeJS.ErrnoException;
  return new ConfigError(
    outdir,
    [mistake([], `no folder that can be written (${code})`, 'name another one with --output')],
    { cause },
  );
}
