import { posix, relative } from 'node:path';
import { readOutside } from '../cloudformation/input/read-folder.ts';
import { folderOf, type Input, readInputs, unjudged } from '../cloudformation/input/read-input.ts';
import type { TemplateSource } from '../cloudformation/model/types.ts';
import { wronglyExcluded } from '../policy/central-policy.ts';
import { refuseExclusions, wronglyBeside } from './central.ts';
import { topOfRepository } from './find.ts';
import type { Settings } from './settings.ts';

/** Reads what settings have judged of some paths. Throws an `InputError` where more is left out than the central policy allows. */
export function readWithin(settings: Settings, paths: readonly string[]): Input {
  const input = readBefore(settings, paths);
  refuseExclusions(input.excluded, settings.centralPolicy);
  return input;
}

/** As `readWithin`, of the side before a change, in which nobody can mend any longer what it leaves out. */
export function readBefore({ centralPolicy, exclude, root }: Settings, paths: readonly string[]): Input {
  const input = readInputs(paths, exclude, root);
  return { ...input, sources: [...input.sources, ...wronglyBeside(input.beside, centralPolicy)] };
}

/**
 * As `readWithin`, for a run that speaks of a whole repository: under a central policy each of its templates that no path leads to is an
 * unknown, unless the policy lets it be left out; otherwise a list of paths would take away what a pattern of `exclude` may not.
 */
export function readRepository(settings: Settings, paths: readonly string[]): Input {
  const input = readWithin(settings, paths);
  const { centralPolicy, root } = settings;
  if (!centralPolicy) return input;
  const top = topOfRepository(root);
  const begin = paths.length > 1 ? '' : folderOf(paths[0] ?? '', root);
  const outside = readOutside(top, input.files).map((source) => {
    const path = posix.join(relative(root, top).replaceAll('\\', '/'), source.name);
    return { source: { ...source, name: posix.relative(begin, path) }, path };
  });
  const wrong = new Set(
    wronglyExcluded(
      outside.map(({ path }) => path),
      centralPolicy,
    ),
  );
  const isWrong = ({ path }: { readonly path: string }) => wrong.has(path);
  return {
    ...input,
    sources: [...input.sources, ...outside.filter(isWrong).map(({ source }) => unseen(source))],
    excluded: [
      ...input.excluded,
      ...outside.filter((each) => !isWrong(each)).map(({ source }) => source.name),
    ].sort(),
  };
}

function unseen(source: TemplateSource): TemplateSource {
  return unjudged(
    source,
    'is a template of this repository that no path leads to, and the central policy has it judged; name its folder under paths, or have those who answer for the policy write a pattern under mayExclude',
  );
}
