import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import {
  asList,
  at,
  type Canonical,
  type CanonicalRecord,
  canonical,
  isCanonicalRecord,
  isSame,
  keyOf,
  type Names,
  reference,
  shown,
  written,
} from './canonical.ts';
import type { Change } from './directed-properties.ts';
import type { Sides } from './group-openings.ts';
import { isWithin } from './peers.ts';
import type { Pair } from './weakening.ts';

/** What the firewall compares requests with, by type: the list of a set, and the statement that refers to it. */
const sets: Readonly<Record<string, { readonly list: string; readonly statement: string }>> = {
  'AWS::WAFv2::IPSet': { list: 'Addresses', statement: 'IPSetReferenceStatement' },
  'AWS::WAFv2::RegexPatternSet': {
    list: 'RegularExpressionList',
    statement: 'RegexPatternSetReferenceStatement',
  },
};

/** Rules of security groups let through what is in a list; what a route or a policy does with it only those say who wrote them. */
export function prefixListWeakenings({ before, after }: Pair, names: Names): readonly Change[] {
  if (after.type !== 'AWS::EC2::PrefixList') return [];
  const [known = [], now = []] = [before, after].map((one) =>
    at(canonical(one.attribute('Properties'), names), 'Entries[].Cidr'),
  );
  return beyond(now, known).map((item) => ({
    ...passing('Entries', item),
    says: 'has one more block that rules let through',
  }));
}

/** What becomes of a request that fits one item of a set. */
type Effect = 'passes' | 'stops' | 'unknown';

/** What a set of the firewall lets through or stops otherwise than before, by the rules that refer to it. */
export function matchSetWeakenings(
  { before, after }: Pair,
  { earlier, later, names }: Sides,
): readonly Change[] {
  const set = sets[after.type];
  if (!set) return [];
  const [known, now] = [before, after].map((one) => asList(canonical(one.property(set.list), names)));
  if (!known || !now || isSame(known, now)) return [];
  const effects = new Set(usesOf(after, later, names).map(({ effect }) => effect));
  if (effects.size === 0 || effects.has('unknown')) return [undecided(set.list, known, now)];
  const elsewhere = (model: Model, one: Resource) => itemsLike(one, model, names);
  return [
    ...(effects.has('passes')
      ? beyond(now, [...known, ...elsewhere(earlier, before)]).map((item) => passing(set.list, item))
      : []),
    ...(effects.has('stops')
      ? beyond(known, [...now, ...elsewhere(later, after)]).map((item) => stopping(set.list, item))
      : []),
  ];
}

/** The items of other sets that are used as one is, in whatever rule, so that what left one may be found in another. */
function itemsLike(set: Resource, model: Model, names: Names): readonly Canonical[] {
  const { list = '' } = sets[set.type] ?? {};
  const own = usesOf(set, model, names).map(({ way }) => way);
  const others = model.ofType(set.type).filter((other) => {
    const ways = new Set(usesOf(other, model, names).map(({ way }) => way));
    return other !== set && own.every((way) => ways.has(way));
  });
  return others.flatMap((other) => asList(canonical(other.property(list), names)));
}

/** One use of a set by a rule. */
interface Use {
  readonly effect: Effect;
  /** The same for each set that is used like this: where, what is asked besides, and what becomes of the request. */
  readonly way: string;
}

function usesOf(set: Resource, model: Model, names: Names): readonly Use[] {
  const { statement = '' } = sets[set.type] ?? {};
  const name = reference(set, 'Arn', names);
  const holders = ['AWS::WAFv2::WebACL', 'AWS::WAFv2::RuleGroup'].flatMap((type) => model.ofType(type));
  return holders.flatMap((holder) =>
    asList(canonical(holder.property('Rules'), names))
      .filter(isCanonicalRecord)
      .flatMap((rule) =>
        alternativesIn(rule['Statement']).flatMap((asked) =>
          uses(asked, statement, name).map((isNegated) => ({
            effect: effectOf(rule, isNegated),
            way: keyOf([names.get(holder) ?? '', rule['Action'] ?? '', anonymous(asked, name)]),
          })),
        ),
      ),
  );
}

/** The statements of which one is enough. */
export function alternativesIn(statement: Canonical | undefined): readonly Canonical[] {
  if (statement === undefined) return [];
  const choices = at(statement, 'OrStatement.Statements').flatMap(asList);
  return choices.length === 0 ? [statement] : choices.flatMap(alternativesIn);
}

function anonymous(value: Canonical, name: string): Canonical {
  if (value === name) return '';
  if (Array.isArray(value)) return value.map((item: Canonical) => anonymous(item, name));
  if (!isCanonicalRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, anonymous(entry, name)]));
}

/** For each place at which a statement refers to a set: whether an odd number of `NotStatement` stands above it. */
function uses(
  value: Canonical | undefined,
  statement: string,
  name: string,
  isNegated = false,
): readonly boolean[] {
  if (!isCanonicalRecord(value)) {
    return Array.isArray(value) ? value.flatMap((item) => uses(item, statement, name, isNegated)) : [];
  }
  return Object.entries(value).flatMap(([key, entry]) => {
    if (key === statement) return isSame(at(entry, 'Arn')[0], name) ? [isNegated] : [];
    return uses(entry, statement, name, key === 'NotStatement' ? !isNegated : isNegated);
  });
}

/** A rule that counts may set a label by which another one decides. */
function effectOf(rule: CanonicalRecord, isNegated: boolean): Effect {
  const actions = at(rule, 'Action').filter(isCanonicalRecord).flatMap(Object.keys);
  if (actions.includes('Count')) return 'unknown';
  return actions.includes('Allow') === isNegated ? 'stops' : 'passes';
}

/** The items of one list that are in no item of the other, also not in blocks of addresses taken together. */
function beyond(items: readonly Canonical[], others: readonly Canonical[]): readonly Canonical[] {
  return items.filter((item) => !isWithin(written(item), others.map(written)));
}

function passing(path: string, item: Canonical): Change {
  return {
    kind: 'broader',
    path,
    before: 'nothing',
    after: shown(item),
    says: 'has one more item that a rule lets through',
  };
}

function stopping(path: string, item: Canonical): Change {
  return {
    kind: 'removed',
    path,
    before: shown(item),
    after: 'nothing',
    says: 'has one item less that a rule stops',
  };
}

function undecided(path: string, before: Canonical, after: Canonical): Change {
  const says = 'changed, and no rule of the templates says whether it lets through or stops';
  return { kind: 'undecided', path, before: shown(before), after: shown(after), says };
}
