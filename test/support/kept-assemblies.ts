import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';

const folder = join(tmpdir(), 'kept-assemblies');

/**
 * The folder of a cloud assembly. `write` makes it unless a test file of this run has asked for the same before: many ask for the
 * example, and to load the CDK and to synthesize takes each of them seconds. `what` is all that decides what is in it, the code
 * aside. Nobody may change what is in it.
 */
export function assemblyOf(what: readonly unknown[], write: (outdir: string) => void): string {
  const text = JSON.stringify(what);
  // What a test has written itself may be another thing when it is asked for again.
  if (text.includes(tmpdir())) return written(write);
  const kept = join(folder, createHash('sha256').update(text).digest('hex'));
  if (!existsSync(kept)) keep(written(write), kept);
  return kept;
}

/** The templates of an app that `fill` fills, without any policy at work. */
export function templatesOfApp(
  what: readonly unknown[],
  fill: (app: App) => void,
): readonly TemplateSource[] {
  return readInput(assemblyOfApp(what, fill));
}

/** The folder of the cloud assembly of an app that `fill` fills. Nobody may change what is in it. */
export function assemblyOfApp(what: readonly unknown[], fill: (app: App) => void): string {
  return assemblyOf(what, (outdir) => {
    // A file that finds everything kept has no need of the CDK, which takes long to load.
    const { emptyApp }: typeof import('../../lib/app.ts') = require('../../lib/app.ts');
    const app = emptyApp({ outdir });
    fill(app);
    app.synth();
  });
}

function written(write: (outdir: string) => void): string {
  mkdirSync(folder, { recursive: true });
  const draft = mkdtempSync(join(folder, 'draft-'));
  write(draft);
  return draft;
}

/** Another worker may have made the same meanwhile; whichever comes first is kept. */
function keep(draft: string, kept: string): void {
  try {
    renameSync(draft, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
    rmSync(draft, { recursive: true });
  }
}
