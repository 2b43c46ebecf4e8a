import type { Template } from '../../cloudformation/model/types.ts';
import type { Matches } from './match-resources.ts';
import type { Weakening } from './weakening.ts';

/** What the templates say of themselves, and are judged by less than before. */
export function templateWeakenings({ templates }: Matches): readonly Weakening[] {
  return [...templates].flatMap(([before, after]) => [
    ...contractGone(before, after),
    ...otherPurpose(before, after),
  ]);
}

function contractGone(before: Template, after: Template): readonly Weakening[] {
  if (!before.contract?.contract || after.contract?.contract) return [];
  return weaker(after, {
    path: 'Metadata.Palisade',
    before: 'a contract',
    after: 'nothing',
    says: 'says no longer whose it is, so that fewer rules judge it',
  });
}

function otherPurpose({ storefront: before }: Template, after: Template): readonly Weakening[] {
  const now = after.storefront?.purpose;
  if (before?.purpose !== 'production' || now === undefined || now === 'production') return [];
  return weaker(after, {
    path: 'Metadata.Palisade.purpose',
    before: before.purpose,
    after: now,
    says: 'is judged for less than production',
  });
}

/** What is said of a whole template stands with the first of its resources. */
function weaker(
  template: Template,
  change: Pick<Weakening, 'path' | 'before' | 'after' | 'says'>,
): readonly Weakening[] {
  const [resource] = template.resources.values();
  return resource ? [{ resource, kind: 'weaker', ...change }] : [];
}
