import { readFileSync } from 'node:fs';
import type { Model } from '../../cloudformation/model/model.ts';
import { type Live, parseLive } from '../../evidence/live/live-file.ts';
import { misfitOf } from '../../evidence/live/misfit.ts';
import { UsageError } from '../output.ts';

/** Reads live files, each a look at what the templates of the model say. Throws a `UsageError` for one that is none. */
export function readLives(files: readonly string[], model: Model): readonly Live[] {
  const fileOf = new Map<string, string>();
  return files.map((file) => {
    const live = readLive(file);
    const misfit = misfitOf(live, model);
    if (misfit !== undefined) throw new UsageError(`--live: ${file}: ${misfit}`);
    const environment = `${live.shop} ${live.environment}`;
    const other = fileOf.get(environment);
    if (other !== undefined) {
      throw new UsageError(
        `--live: ${file}: found a second look at ${environment} beside ${other}, leave one of them out`,
      );
    }
    fileOf.set(environment, file);
    return live;
  });
}

function readLive(file: string): Live {
  const live = parseLive(textOf(file));
  if (live) return live;
  throw new UsageError(
    `--live: ${file}: found no live file of this version, name one that palisade verify --live has written`,
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new UsageError(
      `--live: cannot read ${file} (${code}), name a file that palisade verify --live has written`,
      { cause },
    );
  }
}
