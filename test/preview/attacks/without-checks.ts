import { type Check, checks } from '../../../lib/preview/attacks/checks.ts';
import type { Preview } from '../../../lib/preview/preview.ts';
import { withEdits } from '../support/edited-function.ts';
import { removedChecks } from './removed-checks.ts';

/** Deploys the functions of a previewed shop without some of their checks; gives what deploys each of them again as it was. */
export async function withoutChecks(
  preview: Preview,
  removed: readonly Check[],
): Promise<readonly (() => Promise<void>)[]> {
  const names = [...new Set(removed.map((check) => checks[check][0]))];
  const restored: (() => Promise<void>)[] = [];
  for (const name of names) {
    const own = removed.filter((check) => checks[check][0] === name);
    restored.push(
      await withEdits(
        preview,
        name,
        own.flatMap((check) => removedChecks[check]),
      ),
    );
  }
  return restored;
}
