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
  type Names,
  reference,
  shown,
  written,
} from './canonical.ts';
import type { Change } from './directed-properties.ts';
import { holdsPeer, type Sides } from './group-openings.ts';
import type { Pair } from './weakening.ts';

/** What the firewall compares requests with, by type: the list of a set, and the statement that refers to it. */
const sets: Readonly<Record<string, { readonly list: string; readonly statement: string }>> = {
  'AWS::WAFv2::IPSet': { list: 'Addresses', statement: 'IPSetReferenceStatement' },
  'AWS::WAFv2::RegexPatternSet': {
    list: 'RegularExpressionList',
    statement: 'RegexPatternSetReferenceStatement',
  },
};

/** What becomes of a request that fits one item of a set. */
type Effect = 'passes' | 'stops' | 'unknown';

/** What a set of the firewall lets through or stops otherwise than before, by the rules that refer to it. */
export function matchSetWeakenings({ before, after }: Pair, { later, names }: Sides): readonly Change[] {
  const set = sets[after.type];
  if (!set) return [];
  const [earlier, now] = [before, after].map((one) => asList(canonical(one.property(set.list), names)));
  if (!earlier || !now || isSame(earlier, now)) return [];
  const effects = effectsOf(after, set.statement, later, names);
  if (effects.size === 0 || effects.has('unknown')) return [undecided(set.list, earlier, now)];
  return [
    ...(effects.has('passes') ? beyond(now, earlier).map((item) => passing(set.list, item)) : []),
    ...(effects.has('stops') ? beyond(earlier, now).map((item) => stopping(set.list, item)) : []),
  ];
}

function effectsOf(set: Resource, statement: string, model: Model, names: Names): ReadonlySet<Effect> {
  const name = reference(set, 'Arn', names);
  const holders = ['AWS::WAFv2::WebACL', 'AWS::WAFv2::RuleGroup'].flatMap((type) => model.ofType(type));
  const rules = holders.flatMap((holder) => asList(canonical(holder.property('Rules'), names)));
  return new Set(
    rules
      .filter(isCanonicalRecord)
      .flatMap((rule) =>
        uses(rule['Statement'], statement, name).map((isNegated) => effectOf(rule, isNegated)),
      ),
  );
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

/** The items of one list that are in no item of the other, also not in a larger block of addresses. */
function beyond(items: readonly Canonical[], others: readonly Canonical[]): readonly Canonical[] {
  return items.filter((item) => !others.some((other) => holdsPeer(written(other), written(item))));
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
