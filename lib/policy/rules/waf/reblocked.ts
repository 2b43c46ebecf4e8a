import { baselineGroups, rulesOfGroup } from '../../../aws/managed-rules.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { isAction } from '../../../cloudformation/web-acls.ts';
import { memoized } from '../../../memoized.ts';
import { bestOf, inTurn } from '../../choices.ts';
import { asNumber, expectNumber, expectOneOf, observeLiteral } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import { exempted, isExemption } from './exempted.ts';

/** A managed rule that gives its label and blocks nothing by itself. */
export interface Counted {
  /** The rule of the web ACL that applies its group. */
  readonly group: Value;
  readonly label: string;
  /** The path patterns on which nothing needs to block it: those for callbacks, which their signatures prove. */
  readonly spared: readonly string[];
}

/** The label by which a later rule can block what an overridden rule only counts; nothing where no table tells it. */
export function labelOf(group: string, rule: string): string | undefined {
  return rulesOfGroup(group).find(({ name }) => name === rule)?.label;
}

/**
 * What was seen of the rule that blocks a label in place of the managed rule: it comes after the group, it blocks, and it leaves
 * out nothing but the paths that are spared. Nothing where no rule asks for the label.
 */
export function reblocking(rules: readonly Value[], counted: Counted): readonly Observation[] {
  const candidates = rules
    .filter((rule) => !rule.isOptional && mayAskFor(rule.at('Statement'), counted.label))
    .filter((rule) => !rule.at('Action').isAbsent)
    .map((rule) => whereLabelled(rule, counted))
    .filter((seen) => seen.length > 0);
  return bestOf(candidates, []);
}

/** Whether a rule of the web ACL's own looks for labels that other rules gave. */
export function asksForLabels(rule: Value): boolean {
  const asks = (statement: Value): boolean =>
    !statement.at('LabelMatchStatement').isAbsent ||
    ['OrStatement', 'AndStatement'].some((name) => statement.at(`${name}.Statements`).items().some(asks));
  return !rule.at('Action').isAbsent && partsOf(rule.at('Statement')).some(asks);
}

/** Whether a statement may look for a label. There are many labels and few statements that look for one. */
function mayAskFor(statement: Value, label: string): boolean {
  const { keys, isOpen } = labelsAskedFor(statement);
  return isOpen || keys.has(label);
}

const labelsAskedFor = memoized((statement: Value) => {
  const keys = labelMatchesIn(statement).map((match) => match.at('Key').literal);
  return { keys: new Set(keys), isOpen: keys.includes(undefined) };
});

/** Every match of a label, and each list of which only the deployment knows whether there is one in it. */
function labelMatchesIn(statement: Value): readonly Value[] {
  const match = statement.at('LabelMatchStatement');
  const lists = ['OrStatement', 'AndStatement'].map((name) => statement.at(`${name}.Statements`));
  return [
    ...(match.isAbsent ? [] : [match]),
    ...lists.flatMap((list) => (list.isDecidedList ? list.items().flatMap(labelMatchesIn) : [list])),
  ];
}

function whereLabelled(rule: Value, { group, label, spared }: Counted): readonly Observation[] {
  const parts = partsOf(rule.at('Statement'));
  const labelled = parts.map((part) => labelIn(part, label));
  if (labelled.every((seen) => seen.length === 0)) return [];
  const first = labelled.findIndex((seen) => seen.length > 0);
  const others = parts.filter((_, index) => index !== first);
  return [
    observeLiteral(rule.at('Action'), { expected: 'Block' }, (action) => isAction(action, ['Block'])),
    expectLater(rule, group),
    ...(labelled[first] ?? []),
    ...others.flatMap((part) => sparesOnly(part, spared)),
  ];
}

function expectLater(rule: Value, group: Value): Observation {
  const before = asNumber(group.at('Priority').literal);
  if (before === undefined) return observation('unknown', group.at('Priority'), { expected: 'a number' });
  return expectNumber(rule.at('Priority'), { min: before + 1 });
}

/** The statements that all have to hold. */
function partsOf(statement: Value): readonly Value[] {
  const all = statement.at('AndStatement');
  return all.isAbsent ? [statement] : all.at('Statements').items();
}

/** The match of the label in a statement of which one alternative suffices, with whoever that alternative exempts. */
function labelIn(statement: Value, label: string): readonly Observation[] {
  const any = statement.at('OrStatement');
  if (!any.isAbsent) {
    const sure = any
      .at('Statements')
      .items()
      .filter((one) => !one.isOptional && mayAskFor(one, label));
    return bestOf(
      sure.map((one) => labelIn(one, label)).filter((seen) => seen.length > 0),
      [],
    );
  }
  const [match, ...others] = [...partsOf(statement)].sort(
    (one, other) => Number(isExemption(one)) - Number(isExemption(other)),
  );
  if (!match) return [];
  const seen = labelMatch(match.at('LabelMatchStatement'), label);
  return seen.length === 0 ? [] : [...seen, ...others.map((part) => furtherCondition(part, label))];
}

/** The labels of lists of addresses, which remember what senders did before; the others are about the request itself. */
const labelsOfSenders: readonly string[] = baselineGroups
  .flatMap(rulesOfGroup)
  .filter(({ inspects }) => inspects === 'address')
  .map(({ label }) => label);

function furtherCondition(part: Value, label: string): Observation {
  return isExemption(part) && !part.isOptional && labelsOfSenders.includes(label)
    ? exempted(part)
    : observation('fail', part, { expected: 'no further condition' });
}

function labelMatch(match: Value, label: string): readonly Observation[] {
  const key = expectOneOf(match.at('Key'), [label]);
  return key.status === 'fail' ? [] : [key, expectOneOf(match.at('Scope'), ['LABEL'])];
}

/** Whatever else has to hold lets requests through, so it may be nothing but the paths that are spared, left out. */
function sparesOnly(part: Value, spared: readonly string[]): readonly Observation[] {
  const expected =
    spared.length === 0
      ? 'no further condition, since no path serves callbacks'
      : `nothing left out but ${spared.join(', ')}`;
  const left = part.at('NotStatement.Statement');
  if (left.isAbsent || part.isOptional) return [observation('fail', part, { expected })];
  return bestOf(
    inTurn(spared, (pattern) => exactly(left, pattern)),
    [observation('fail', left, { expected })],
  );
}

/**
 * Both readings of a path have to be below the pattern: the path as it is sent, which CloudFront routes by, and the one that
 * is left when encoded slashes and dots are resolved. With one reading alone `/api/..%2fcallbacks/x` or
 * `/callbacks/../api/x` would be spared too.
 */
function exactly(left: Value, pattern: string): readonly Observation[] {
  const readings = left.at('AndStatement.Statements');
  const expected = `the path as it is sent and the path resolved, both below ${pattern}`;
  if (!readings.isDecidedList) return [observation('unknown', readings, { expected })];
  const matches = readings.items().map((item) => item.at('ByteMatchStatement'));
  return [['NONE'], ['URL_DECODE', 'NORMALIZE_PATH']].flatMap((wanted) =>
    bestOf(
      inTurn(matches, (match) => [...transformed(match, wanted), ...pathBelow(match, pattern)]),
      [observation('fail', readings, { expected })],
    ),
  );
}

function transformed(match: Value, wanted: readonly string[]): readonly Observation[] {
  const list = match.at('TextTransformations');
  const expected = wanted.join(', then ');
  const items = list.items();
  if (!list.isDecidedList || items.length !== wanted.length)
    return [observation(list.isDecidedList ? 'fail' : 'unknown', list, { expected })];
  return items.flatMap((item, index) => [
    expectOneOf(item.at('Type'), [wanted[index] ?? '']),
    ...(index === 0 ? [] : [follows(item, items[index - 1] as Value)]),
  ]);
}

function follows(item: Value, before: Value): Observation {
  const priority = asNumber(before.at('Priority').literal);
  return priority === undefined
    ? observation('unknown', before.at('Priority'), { expected: 'a number' })
    : expectNumber(item.at('Priority'), { min: priority + 1 });
}

function pathBelow(match: Value, pattern: string): readonly Observation[] {
  const isPrefix = pattern.endsWith('*');
  return [
    observeLiteral(match.at('FieldToMatch'), { expected: '{"UriPath":{}}' }, (field) =>
      isAction(field, ['UriPath']),
    ),
    expectOneOf(match.at('PositionalConstraint'), [isPrefix ? 'STARTS_WITH' : 'EXACTLY']),
    expectOneOf(match.at('SearchString'), [isPrefix ? pattern.slice(0, -1) : pattern]),
  ];
}
