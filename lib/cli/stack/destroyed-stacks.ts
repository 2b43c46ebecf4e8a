import { UsageError } from '../output.ts';
import type { RegionClients } from './region-clients.ts';
import type { StackGroup } from './stack-group.ts';
import { completionOf, type KeptResource, keptBy, type StackLife } from './stack-life.ts';
import { stackLives } from './stack-lives.ts';

/** A stack that somebody has destroyed, and what it has kept. */
export interface DestroyedStack {
  readonly name: string;
  /** By which CloudFormation remembers it. */
  readonly id: string;
  readonly kept: readonly KeptResource[];
}

/**
 * The stacks of a group in one region that are destroyed and have kept something. Throws a `UsageError` where a
 * later deployment of one of them has failed: what that has left is in the way.
 */
export async function destroyedStacks(
  { cloudFormation }: RegionClients,
  group: StackGroup,
): Promise<readonly DestroyedStack[]> {
  const found: DestroyedStack[] = [];
  for (const [name, lives] of await stackLives(cloudFormation, group)) {
    const [newest] = lives;
    if (newest) requireNoFailure(newest);
    // A later try that failed and is discarded says nothing of what the one before it has; what it left itself was deleted with it.
    const life = lives.find((each) => completionOf(each) !== 'never' && keptBy(each).length > 0);
    if (newest && isEmpty(newest) && life) found.push({ name, id: life.id, kept: keptBy(life) });
  }
  return found;
}

/** Whether a stack has no resource: it is deleted, or there is nothing of it yet but an import that failed. */
function isEmpty({ status }: StackLife): boolean {
  return ['DELETE_COMPLETE', 'REVIEW_IN_PROGRESS', 'IMPORT_ROLLBACK_COMPLETE'].includes(status);
}

function requireNoFailure({ name, status }: StackLife): void {
  if (!/^(?:ROLLBACK_|DELETE_FAILED|CREATE_FAILED)/.test(status)) return;
  throw new UsageError(`${name} is ${status}, run palisade stack discard first`);
}
