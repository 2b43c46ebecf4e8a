import { UsageError } from '../output.ts';
import { objectionTo } from './objections.ts';
import type { RegionClients } from './region-clients.ts';
import type { StackGroup } from './stack-group.ts';
import { failedLives, leftBy, type MadeResource, type StackLife } from './stack-life.ts';
import { stackLives } from './stack-lives.ts';

/** A stack whose first deployment has failed, once or several times in a row. */
export interface FailedStack {
  readonly name: string;
  /** Newest first; all but the first one are deleted. */
  readonly lives: readonly [StackLife, ...StackLife[]];
  readonly left: readonly MadeResource[];
}

/**
 * The stacks of a group in one region whose first deployment failed, newest first. Throws a `UsageError` where
 * one of them is still being worked on, or holds what somebody uses by now.
 */
export async function failedStacks(
  clients: RegionClients,
  group: StackGroup,
): Promise<readonly FailedStack[]> {
  const found: FailedStack[] = [];
  for (const [name, lives] of await stackLives(clients.cloudFormation, group)) {
    const [first, ...rest] = failedLives(lives);
    const failed = first && failedStackOf(name, [first, ...rest]);
    if (failed) found.push(failed);
  }
  await requireNobodyUses(clients, found);
  return found;
}

function failedStackOf(name: string, lives: FailedStack['lives']): FailedStack | undefined {
  const left = lives.flatMap(leftBy);
  const [{ status }] = lives;
  if (left.length === 0 && ['DELETE_COMPLETE', 'REVIEW_IN_PROGRESS'].includes(status)) return undefined;
  if (status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS') {
    throw new UsageError(`${name} is ${status}, run this again when that has ended`);
  }
  return { name, lives, left };
}

async function requireNobodyUses(clients: RegionClients, stacks: readonly FailedStack[]): Promise<void> {
  const ids = stacks.flatMap(({ lives }) => lives.map(({ id }) => id));
  for (const { name, left } of stacks) {
    for (const resource of left) {
      const objection = await objectionTo(clients, resource, ids);
      if (objection === undefined) continue;
      throw new UsageError(
        `nothing of ${name} is discarded, because ${objection}; remove that by hand first`,
      );
    }
  }
}
