import type { Template } from '../../cloudformation/model/types.ts';
import { canonical, shown } from './canonical.ts';
import { differences } from './differences.ts';
import type { Change } from './directed-properties.ts';
import type { Sides } from './group-openings.ts';
import type { Matches } from './match-resources.ts';
import type { Pair, Weakening } from './weakening.ts';

/** What the templates say of themselves, and are judged by less than before. */
export function templateWeakenings({ templates }: Matches): readonly Weakening[] {
  return [...templates].flatMap(([before, after]) => [
    ...contractGone(before, after),
    ...otherPurpose(before, after),
    ...terminable(before, after),
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

/** Only an assembly says whether CloudFormation refuses to delete a stack; of a folder of templates nobody knows. */
function terminable(before: Template, after: Template): readonly Weakening[] {
  if (before.terminationProtection !== true || after.terminationProtection === true) return [];
  if (after.terminationProtection === undefined) {
    const change = {
      path: 'terminationProtection',
      before: 'true',
      after: 'unknown',
      says: 'is in no cloud assembly any longer, and a template does not say whether CloudFormation may delete the stack',
    };
    return weaker(after, change).map((one) => ({ ...one, kind: 'undecided' }));
  }
  return weaker(after, {
    path: 'terminationProtection',
    before: 'true',
    after: 'false',
    says: 'is a stack that CloudFormation may delete as a whole',
  });
}

/** Stacks of which neither side says whether CloudFormation may delete them: templates in folders, which no assembly names. */
export function unseenProtection({ templates }: Matches): readonly string[] {
  return [...templates]
    .filter(([before, after]) => [before, after].every((one) => one.terminationProtection === undefined))
    .map(([, { name }]) => name)
    .sort();
}

/** What a nested stack of which the template is not there gets otherwise than before; what is there is compared itself. */
export function unseenStackChanges(
  { before, after }: Pair,
  { earlier, later, names }: Sides,
): readonly Change[] {
  if (after.type !== 'AWS::CloudFormation::Stack') return [];
  if (earlier.nestedIn(before) && later.nestedIn(after)) return [];
  const says = 'changed, and the template of the nested stack is not there to be compared';
  return ['TemplateURL', 'Parameters'].flatMap((property) =>
    differences(
      canonical(before.property(property), names),
      canonical(after.property(property), names),
      property,
    ).map((one) => ({
      kind: 'undecided',
      path: one.path,
      before: shown(one.before),
      after: shown(one.after),
      says,
    })),
  );
}

/** What is said of a whole template stands with the first of its resources. */
function weaker(
  template: Template,
  change: Pick<Weakening, 'path' | 'before' | 'after' | 'says'>,
): readonly Weakening[] {
  const [resource] = template.resources.values();
  return resource ? [{ resource, kind: 'weaker', ...change }] : [];
}
