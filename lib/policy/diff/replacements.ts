import { own } from '../../cloudformation/model/json.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { canonical, isSame, type Names, shown } from './canonical.ts';
import type { Change } from './directed-properties.ts';
import { type Matches, matchResources } from './match-resources.ts';
import file from './replacements.json' with { type: 'json' };
import type { Pair, Weakening } from './weakening.ts';

const createOnly: Readonly<Record<string, readonly string[]>> = file.types;
const besides: Readonly<Record<string, readonly string[]>> = file.also;
const named: Readonly<Record<string, { readonly name: string; readonly properties: readonly string[] }>> =
  file.named.types;

/** From what loses a resource to what keeps it. */
const policies = ['Delete', 'Snapshot', 'RetainExceptOnCreate', 'Retain'];

/** Whether resources of a type hold something that is lost or left behind with them. */
export function isStateful(type: string): boolean {
  return own(createOnly, type) !== undefined;
}

/** The properties of a stateful type that CloudFormation cannot change in place. */
export function createOnlyOf(type: string): readonly string[] {
  return [...(own(createOnly, type) ?? []), ...(own(besides, type) ?? [])];
}

/** What an update from one set of templates to the other would replace or remove although it holds something. */
export function replacementsBetween(before: Model, after: Model): readonly Weakening[] {
  const matches = matchResources(before, after);
  const changed = matches.pairs.flatMap((pair) =>
    replacementChanges(pair, matches).map((change) => ({ ...change, resource: pair.after })),
  );
  return [...changed, ...removedStores(matches)];
}

/** Changes that make CloudFormation replace what holds something, or keep it less than before. */
export function replacementChanges(
  pair: Pair,
  { names, templates }: Pick<Matches, 'names' | 'templates'>,
): readonly Change[] {
  return [
    ...createOnlyOf(pair.after.type).flatMap((path) => replaced(pair, { path, says: losing }, names)),
    ...namedChanges(pair, names),
    ...renamed(pair),
    ...moved(pair, templates),
    ...['DeletionPolicy', 'UpdateReplacePolicy'].flatMap((attribute) => lessKept(pair, attribute, names)),
  ];
}

const losing = 'replaces the resource, and what it holds is lost or left behind';

/** To CloudFormation another logical id is another resource. */
function renamed({ before, after }: Pair): readonly Change[] {
  if (before.logicalId === after.logicalId || !isStateful(after.type)) return [];
  return [
    {
      kind: 'replaced',
      path: '',
      before: before.logicalId,
      after: after.logicalId,
      says: `has another logical id, which ${losing}`,
    },
  ];
}

/** What leaves its stack is made anew in the other one, unless the stack as a whole has another name. */
function moved({ before, after }: Pair, templates: Matches['templates']): readonly Change[] {
  if (templates.get(before.template) === after.template || !isStateful(after.type)) return [];
  const [from, to] = [before.template.name, after.template.name];
  return [
    { kind: 'replaced', path: '', before: from, after: to, says: `stands in another stack, which ${losing}` },
  ];
}

function namedChanges(pair: Pair, names: Names): readonly Change[] {
  const known = own(named, pair.after.type);
  if (!known || pair.after.property(known.name).isAbsent) return [];
  if (
    !isSame(
      canonical(pair.before.property(known.name), names),
      canonical(pair.after.property(known.name), names),
    )
  )
    return [];
  return known.properties.flatMap((path) =>
    replaced(
      pair,
      { path, says: 'replaces a resource whose name is fixed, which fails because the name exists' },
      names,
    ),
  );
}

function replaced(
  { before, after }: Pair,
  { path, says }: Pick<Change, 'path' | 'says'>,
  names: Names,
): readonly Change[] {
  const [earlier, later] = [canonical(before.property(path), names), canonical(after.property(path), names)];
  if (isSame(earlier, later)) return [];
  return [{ kind: 'replaced', path, before: shown(earlier), after: shown(later), says }];
}

function lessKept({ before, after }: Pair, attribute: string, names: Names): readonly Change[] {
  const [earlier, later] = [before, after].map((resource) => rank(resource, attribute, names));
  if (later === undefined || earlier === undefined || later >= earlier) return [];
  return [
    {
      kind: 'replaced',
      path: attribute,
      before: shown(policies[earlier]),
      after: shown(policies[later]),
      says: 'keeps less of what it holds',
    },
  ];
}

function rank(resource: Resource, attribute: string, names: Names): number {
  return policies.indexOf(shown(canonical(resource.attribute(attribute), names) ?? 'Delete'));
}

/** What held something and is no longer in the templates. */
export function removedStores({ removed, names }: Matches): readonly Weakening[] {
  return removed
    .filter(({ type }) => isStateful(type))
    .map((resource) => ({
      resource,
      kind: 'replaced',
      path: '',
      before: resource.type,
      after: 'nothing',
      says: `is gone, and what it holds is ${rank(resource, 'DeletionPolicy', names) > 0 ? 'left behind' : 'deleted'}`,
    }));
}
