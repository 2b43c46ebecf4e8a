import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import type { Judged } from '../../../lib/policy/diff/diff.ts';
import { furtherHarmless } from './further-harmless.ts';
import { furtherWeakenings } from './further-weakenings.ts';
import { harmless } from './harmless-pairs.ts';
import { lastHarmless, lastWeakenings } from './last-pairs.ts';
import { lateHarmless, lateWeakenings } from './late-pairs.ts';
import { serving, shopTemplates } from './shop-edits.ts';
import type { StackChange } from './stack-changes.ts';
import { weakenings } from './weakening-pairs.ts';

/** What the comparison sees by itself, whatever the rules say. */
export function seen(sources: readonly TemplateSource[]): Judged {
  return { model: new Model(sources), findings: [] };
}

/** The templates without any change, looked at once for each choice of stacks. */
export function unchanged(look: (sources: readonly TemplateSource[]) => Judged) {
  const known = new Map<string, Judged>();
  return (stacks: StackChange[1]): Judged => {
    const name = stacks.join(' ');
    const found = known.get(name) ?? look(shopTemplates(undefined, stacks));
    known.set(name, found);
    return found;
  };
}

/** Changes after which `palisade diff` has to fail. */
export const weakeningChanges: readonly StackChange[] = [
  ...weakenings.map(([name, change]): StackChange => [name, serving, change]),
  ...furtherWeakenings,
  ...lateWeakenings,
  ...lastWeakenings,
];

/** Changes after which it has nothing to say. */
export const harmlessChanges: readonly StackChange[] = [
  ...harmless.map(([name, change]): StackChange => [name, serving, change]),
  ...furtherHarmless,
  ...lateHarmless,
  ...lastHarmless,
];
