import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import type { Finding } from '../finding.ts';
import { failingFindings } from '../judging.ts';
import { reachability } from '../reachability/reachability.ts';
import type { RuleText } from '../rule.ts';
import { allRules } from '../rules/index.ts';
import type { Severity } from '../severity.ts';
import { aclWeakenings } from './acl-entries.ts';
import type { Names } from './canonical.ts';
import { changedPairs } from './changed-pairs.ts';
import { controllingKeys, tagChanges } from './controlling-tags.ts';
import { type Change, directedWeakenings, directionsOf } from './directed-properties.ts';
import { type FindingChanges, findingChanges } from './finding-changes.ts';
import { grantWeakenings } from './grants.ts';
import { groupWeakenings, type Sides } from './group-openings.ts';
import { headerWeakenings } from './header-weakenings.ts';
import { type Matches, matchResources } from './match-resources.ts';
import { matchSetWeakenings, prefixListWeakenings } from './match-sets.ts';
import { removedStores, replacementChanges } from './replacements.ts';
import { type SignificantChange, significantChanges } from './significant.ts';
import { templateWeakenings, unseenProtection, unseenStackChanges } from './template-weakenings.ts';
import { tokenLifetimes } from './token-lifetimes.ts';
import { unlistedChanges } from './unlisted-changes.ts';
import type { Pair, Weakening } from './weakening.ts';
import { webAclWeakenings } from './web-acl-weakenings.ts';

/** One set of templates and what the rules found in it. */
export interface Judged {
  readonly model: Model;
  readonly findings: readonly Finding[];
  /**
   * Names of the templates that a pattern left out.
   *
   * @default - none
   */
  readonly excluded?: readonly string[];
}

/** How the findings of both sides are weighed. */
interface Weighing {
  /** The rules that were asked. */
  readonly rules: readonly Pick<RuleText, 'id' | 'stage'>[];
  /** The severity from which new findings fail in templates without a contract. */
  readonly failOn: Severity;
}

/** What a change of templates does to the security of what they describe. */
export interface Diff extends FindingChanges {
  /** What protects less than before though every rule may pass. */
  readonly weakenings: readonly Weakening[];
  /** What changed of types of which nobody has said what protects them; it stops nothing. */
  readonly unweighed: readonly Weakening[];
  /**
   * What is a significant change in the sense of PCI DSS; it stops nothing. Nothing where no side has an environment that takes real cards.
   */
  readonly significant: readonly SignificantChange[] | undefined;
  /** New findings that fail no run, since they are less severe than was asked. */
  readonly passedOver: number;
  /** Names of stacks of which neither side says whether CloudFormation may delete them. */
  readonly unseenProtection: readonly string[];
  readonly added: number;
  readonly removed: number;
  readonly compared: number;
}

/** How a comparison weighs where nobody says anything: each finding counts. */
const strictest: Weighing = { rules: allRules, failOn: 'info' };

/** Compares two sets of templates. */
export function diffOf(before: Judged, after: Judged, { rules, failOn }: Weighing = strictest): Diff {
  const matches = matchResources(before.model, after.model);
  const { names, templates } = matches;
  const controlling = controllingKeys([before.model, after.model]);
  const sides = { earlier: before.model, later: after.model, names, templates, controlling };
  const changed = changedPairs(matches);
  const unlisted = changed.map((pair) => ({ pair, ...unlistedChanges(pair, names) }));
  const weakenings = [
    ...changed.flatMap((pair) => placed(pair, pairWeakenings(pair, sides))),
    // A rule of a group may stand beside the group.
    ...matches.pairs.flatMap((pair) => groupWeakenings(pair, sides)),
    ...aclWeakenings(sides),
    ...unlisted.flatMap(({ pair, weakenings: found }) => placed(pair, found)),
    ...grantWeakenings(before.model, after.model, names),
    ...templateWeakenings(matches),
    ...removals(matches),
    ...removedStores(matches),
    ...newWays(sides, matches),
    ...acceptances(enforced(before, rules), enforced(after, rules)),
    ...leftOut(before, after),
  ];
  const changes = findingChanges(enforced(before, rules), enforced(after, rules), names);
  const newFindings = failingFindings(changes.newFindings, rules, { model: after.model, failOn });
  return {
    ...changes,
    newFindings,
    passedOver: changes.newFindings.length - newFindings.length,
    weakenings: [...new Map(weakenings.map((one) => [keyOf(one), one])).values()],
    unweighed: unlisted.flatMap(({ pair, unweighed }) => placed(pair, unweighed)),
    significant: significantChanges({ before: before.model, after: after.model, matches, changed }),
    unseenProtection: unseenProtection(matches),
    added: matches.added.length,
    removed: matches.removed.length,
    compared: matches.pairs.length,
  };
}

/** Whether a change may go on without anybody looking at it. */
export function weakens({ newFindings, weakenings }: Diff): boolean {
  return newFindings.length + weakenings.length > 0;
}

function placed({ after }: Pair, changes: readonly Change[]): readonly Weakening[] {
  return changes.map((change) => ({ ...change, resource: after }));
}

function keyOf({ resource, path, before, after, says }: Weakening): string {
  return [resource.template.name, resource.logicalId, path, before, after, says].join('\n');
}

function pairWeakenings(pair: Pair, sides: Sides): readonly Change[] {
  return [
    ...directedWeakenings(pair, sides.names),
    ...webAclWeakenings(pair, sides.names),
    ...matchSetWeakenings(pair, sides),
    ...prefixListWeakenings(pair, sides.names),
    ...unseenStackChanges(pair, sides),
    ...headerWeakenings(pair, sides.names),
    ...tokenLifetimes(pair, sides.names),
    ...tagChanges(pair, sides.names, sides.controlling),
    ...replacementChanges(pair, sides),
    ...lessMade(pair),
  ];
}

/** What protects by being there may become a matter of a condition. */
function lessMade({ before, after }: Pair): readonly Change[] {
  if (!protects(after) || before.isMade() === after.isMade() || after.isMade() === true) return [];
  const [earlier = 'nothing', later = 'nothing'] = [before, after].map(({ definition }) =>
    String(definition['Condition'] ?? 'nothing'),
  );
  return [
    { kind: 'removed', path: 'Condition', before: earlier, after: later, says: 'is not made in every case' },
  ];
}

function removals({ removed }: Matches): readonly Weakening[] {
  return removed.filter(protects).map((resource) => ({
    resource,
    kind: 'removed',
    path: '',
    before: resource.type,
    after: 'nothing',
    says: 'is gone',
  }));
}

/** Whether a resource protects by being there. */
function protects(resource: Resource): boolean {
  const { removal = false, removalOf } = directionsOf(resource.type) ?? {};
  return removal || hasValueOf(resource, removalOf);
}

/** Whether a new resource is a new way in by its nature. */
function exposes(resource: Resource): boolean {
  const { exposes: always = false, exposesBy = [], addedOf } = directionsOf(resource.type) ?? {};
  return (
    always || exposesBy.some((path) => !resource.property(path).isAbsent) || hasValueOf(resource, addedOf)
  );
}

function hasValueOf(resource: Resource, values: Readonly<Record<string, readonly string[]>> = {}): boolean {
  return Object.entries(values).some(([path, known]) =>
    known.includes(String(resource.property(path).literal)),
  );
}

/** New ways in from the internet, and types that are one by their nature. */
function newWays({ earlier, later, names }: Sides, { added }: Matches): readonly Weakening[] {
  const known = new Set(entriesOf(earlier, names).map(({ key }) => key));
  const ways = entriesOf(later, names)
    .filter(({ key }) => !known.has(key))
    .flatMap(({ resource, path }) => way(resource, path, 'is a new way in from the internet'));
  const types = added.filter(exposes).flatMap((resource) => way(resource, '', 'is a new way in'));
  return [...ways, ...types];
}

function way(resource: Resource | undefined, path: string, says: string): readonly Weakening[] {
  if (!resource) return [];
  return [{ resource, kind: 'broader', path, before: 'nothing', after: resource.type, says }];
}

function entriesOf(model: Model, names: Names) {
  const { entries, openings } = reachability(model);
  return [...entries, ...openings].map(({ template, logicalId, path }) => {
    const resource = model.templates.find(({ name }) => name === template)?.resources.get(logicalId);
    return {
      key: `${resource && names.get(resource)} ${path}`,
      path: path.replace(/^Properties\./, ''),
      resource,
    };
  });
}

/** What rules in preview find is told by a check of one side. */
function enforced(side: Judged, rules: Weighing['rules']): Judged {
  const ids = new Set(rules.filter(({ stage }) => stage === 'enforced').map(({ id }) => id));
  return { ...side, findings: side.findings.filter(({ rule }) => ids.has(rule)) };
}

/** Templates that were judged before, and that a pattern leaves out since. */
function leftOut({ model }: Judged, { excluded = [] }: Judged): readonly Weakening[] {
  return model.templates
    .filter(({ name }) => excluded.includes(name))
    .flatMap(({ resources }) => [...resources.values()].slice(0, 1))
    .map((resource) => ({
      resource,
      kind: 'accepted',
      path: '',
      before: 'judged',
      after: 'left out',
      says: `${resource.template.name} is left out by a pattern of exclude since`,
    }));
}

/** What is accepted since, and what is left to others since that was judged before. */
function acceptances(before: Judged, after: Judged): readonly Weakening[] {
  const known = new Map(before.findings.map((finding) => [finding.fingerprint, finding.status]));
  return after.findings.flatMap(({ status, fingerprint, rule, template, logicalId, path, message }) => {
    const earlier = known.get(fingerprint);
    if (earlier === status || !(status === 'accepted' || (status === 'declared' && earlier !== undefined)))
      return [];
    const resource = after.model.templates.find(({ name }) => name === template)?.resources.get(logicalId);
    if (!resource) return [];
    const says = `is ${status} since, by ${rule}: ${message}`;
    return [{ resource, kind: 'accepted' as const, path, before: earlier ?? 'nothing', after: status, says }];
  });
}
