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
  shown,
} from './canonical.ts';
import type { Change } from './directed-properties.ts';
import { alternativesIn } from './match-sets.ts';
import type { Pair } from './weakening.ts';

/** From what lets a request through to what stops it. */
const actions = ['Allow', 'Count', 'Challenge', 'Captcha', 'Block'];

/** What a web ACL or a rule group stops no longer. */
export function webAclWeakenings({ before, after }: Pair, names: Names): readonly Change[] {
  if (!['AWS::WAFv2::WebACL', 'AWS::WAFv2::RuleGroup'].includes(after.type)) return [];
  const [earlier, later] = [rulesOf(before, names), rulesOf(after, names)];
  return [
    ...defaultAction(before, after, names),
    ...[...earlier].flatMap(([name, rule]) => ruleChanges(name, rule, later.get(name))),
    ...[...later].filter(([name]) => !earlier.has(name)).flatMap(([name, rule]) => newRule(name, rule)),
    ...reordered([...earlier.values()], later),
  ];
}

function rulesOf(acl: Resource, names: Names): ReadonlyMap<string, CanonicalRecord> {
  const rules = asList(canonical(acl.property('Rules'), names)).filter(isCanonicalRecord);
  return new Map(rules.map((rule) => [shown(rule['Name']), rule]));
}

function defaultAction(before: Resource, after: Resource, names: Names): readonly Change[] {
  const [earlier, later] = [before, after].map((acl) =>
    strength(canonical(acl.property('DefaultAction'), names)),
  );
  if (later === undefined || earlier === undefined || later >= earlier) return [];
  return [change('DefaultAction', shown(actions[earlier]), shown(actions[later]), 'stops less than before')];
}

function ruleChanges(
  name: string,
  before: CanonicalRecord,
  after: CanonicalRecord | undefined,
): readonly Change[] {
  const path = `Rules ${name}`;
  if (!after) {
    return isAllowing(before) ? [] : [change(path, effectOf(before), 'nothing', 'is gone', 'removed')];
  }
  return [
    ...(effect(after) < effect(before)
      ? [change(path, effectOf(before), effectOf(after), 'stops less than before')]
      : []),
    ...statementChanges(path, before, after),
  ];
}

/** An override of a group counts what the group would do; where none is written, the group decides. */
function effect(rule: CanonicalRecord): number {
  const [override] = at(rule, 'OverrideAction');
  if (override !== undefined)
    return at(override, 'Count').length > 0 ? actions.indexOf('Count') : actions.indexOf('Block');
  return strength(rule['Action']) ?? actions.indexOf('Block');
}

function effectOf(rule: CanonicalRecord): string {
  return shown(actions[effect(rule)]);
}

function strength(action: Canonical | undefined): number | undefined {
  if (!isCanonicalRecord(action)) return undefined;
  const found = Object.keys(action).map((name) => actions.indexOf(name));
  return found.length === 0 ? undefined : Math.min(...found);
}

function isAllowing(rule: CanonicalRecord): boolean {
  return effect(rule) === actions.indexOf('Allow');
}

/** A rate may sink, and exceptions may go; any other change of a statement has to be looked at. */
function statementChanges(path: string, before: CanonicalRecord, after: CanonicalRecord): readonly Change[] {
  const [earlier, later] = [parts(before), parts(after)];
  return [
    ...(later.limit > earlier.limit
      ? [
          change(
            `${path} Limit`,
            String(earlier.limit),
            String(later.limit),
            'lets more through in the same time',
          ),
        ]
      : []),
    ...later.exceptions
      .filter((one) => !earlier.exceptions.some((other) => isSame(one, other)))
      .map((one) => change(`${path} exceptions`, 'nothing', shown(one), 'has one more exception', 'broader')),
    ...(isAskedStill(earlier.rest, later.rest) || isAllowing(before)
      ? allowingMore(path, before, earlier.rest, later.rest)
      : [
          change(
            `${path} Statement`,
            shown(earlier.rest),
            shown(later.rest),
            'looks for something else than before',
          ),
        ]),
  ];
}

/** What stops a request stops it whatever else stops others. */
function isAskedStill(before: Canonical, after: Canonical): boolean {
  const now = alternativesIn(after).map(keyOf);
  return alternativesIn(before).every((one) => now.includes(keyOf(one)));
}

function allowingMore(
  path: string,
  rule: CanonicalRecord,
  before: Canonical,
  after: Canonical,
): readonly Change[] {
  if (!isAllowing(rule) || isSame(before, after)) return [];
  return [
    change(
      `${path} Statement`,
      shown(before),
      shown(after),
      'lets something else through than before',
      'broader',
    ),
  ];
}

interface Parts {
  readonly limit: number;
  readonly exceptions: readonly Canonical[];
  readonly rest: Canonical;
}

function parts(rule: CanonicalRecord): Parts {
  const [statement = {}] = at(rule, 'Statement');
  const [group] = at(statement, 'ManagedRuleGroupStatement');
  const exceptions = [
    ...at(group, 'ExcludedRules[]'),
    ...at(group, 'RuleActionOverrides[]').filter(
      (one) => (strength(at(one, 'ActionToUse')[0]) ?? 0) < actions.indexOf('Block'),
    ),
  ];
  return {
    limit: Number(at(statement, 'RateBasedStatement.Limit')[0] ?? 0),
    exceptions,
    rest: without(statement, ['Limit', 'ExcludedRules', 'RuleActionOverrides']),
  };
}

function without(value: Canonical, names: readonly string[]): Canonical {
  if (!isCanonicalRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !names.includes(name));
  return Object.fromEntries(kept.map(([name, entry]) => [name, without(entry, names)]));
}

/** A new rule that lets something through ends the search for what stops it. */
function newRule(name: string, rule: CanonicalRecord): readonly Change[] {
  if (!isAllowing(rule)) return [];
  return [
    change(
      `Rules ${name}`,
      'nothing',
      shown(at(rule, 'Statement')[0]),
      'lets something through that was judged before',
      'broader',
    ),
  ];
}

/** What comes after a rule that allows is never asked. */
function reordered(
  before: readonly CanonicalRecord[],
  later: ReadonlyMap<string, CanonicalRecord>,
): readonly Change[] {
  const allowing = [...later.values()].filter(isAllowing);
  return before.flatMap((rule) => {
    const name = shown(rule['Name']);
    const after = later.get(name);
    if (!after || isAllowing(rule)) return [];
    const overtaken = allowing.filter((one) => priority(one) < priority(after));
    const known = before
      .filter((one) => isAllowing(one) && priority(one) < priority(rule))
      .map((one) => shown(one['Name']));
    const isNew = overtaken.some(
      (one) => !known.includes(shown(one['Name'])) && before.some((other) => other['Name'] === one['Name']),
    );
    return isNew
      ? [
          change(
            `Rules ${name} Priority`,
            String(priority(rule)),
            String(priority(after)),
            'comes after a rule that lets through',
          ),
        ]
      : [];
  });
}

function priority(rule: CanonicalRecord): number {
  return Number(rule['Priority'] ?? 0);
}

function change(
  path: string,
  before: string,
  after: string,
  says: string,
  kind: Change['kind'] = 'weaker',
): Change {
  return { kind, path, before, after, says };
}
