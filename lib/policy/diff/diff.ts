import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import type { Finding } from '../finding.ts';
import { isBlocking } from '../finding.ts';
import { reachability } from '../reachability/reachability.ts';
import type { Names } from './canonical.ts';
import { type Change, directedWeakenings, directionsOf } from './directed-properties.ts';
import { grantWeakenings } from './grants.ts';
import { groupWeakenings, type Sides } from './group-openings.ts';
import { headerWeakenings } from './header-weakenings.ts';
import { type Matches, matchResources } from './match-resources.ts';
import { removedStores, replacementChanges } from './replacements.ts';
import type { Pair, Weakening } from './weakening.ts';
import { webAclWeakenings } from './web-acl-weakenings.ts';

/** One set of templates and what the rules found in it. */
export interface Judged {
  readonly model: Model;
  readonly findings: readonly Finding[];
}

/** What a change of templates does to the security of what they describe. */
export interface Diff {
  /** Blocking findings that were not there, by their fingerprints. */
  readonly newFindings: readonly Finding[];
  readonly fixedFindings: readonly Finding[];
  readonly unchangedFindings: readonly Finding[];
  /** What protects less than before though every rule may pass. */
  readonly weakenings: readonly Weakening[];
  readonly added: number;
  readonly removed: number;
  readonly compared: number;
}

/** Compares two sets of templates. */
export function diffOf(before: Judged, after: Judged): Diff {
  const matches = matchResources(before.model, after.model);
  const [earlier, later] = [blocking(before.findings), blocking(after.findings)];
  const { names } = matches;
  const sides = { earlier: before.model, later: after.model, names };
  const weakenings = [
    ...matches.pairs.flatMap((pair) => pairWeakenings(pair, sides)),
    ...grantWeakenings(before.model, after.model, names),
    ...removals(matches),
    ...removedStores(matches),
    ...newWays(sides, matches),
    ...acceptances(before, after),
  ];
  return {
    newFindings: [...later.values()].filter(({ fingerprint }) => !earlier.has(fingerprint)),
    fixedFindings: [...earlier.values()].filter(({ fingerprint }) => !later.has(fingerprint)),
    unchangedFindings: [...later.values()].filter(({ fingerprint }) => earlier.has(fingerprint)),
    weakenings: [...new Map(weakenings.map((one) => [keyOf(one), one])).values()],
    added: matches.added.length,
    removed: matches.removed.length,
    compared: matches.pairs.length,
  };
}

/** Whether a change may go on without anybody looking at it. */
export function weakens({ newFindings, weakenings }: Diff): boolean {
  return newFindings.length + weakenings.length > 0;
}

function blocking(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(findings.filter(isBlocking).map((finding) => [finding.fingerprint, finding]));
}

function keyOf({ resource, path, before, after, says }: Weakening): string {
  return [resource.template.name, resource.logicalId, path, before, after, says].join('\n');
}

function pairWeakenings(pair: Pair, sides: Sides): readonly Weakening[] {
  const changes: readonly Change[] = [
    ...directedWeakenings(pair, sides.names),
    ...webAclWeakenings(pair, sides.names),
    ...headerWeakenings(pair, sides.names),
    ...replacementChanges(pair, sides.names),
    ...lessMade(pair),
  ];
  return [...changes.map((change) => ({ ...change, resource: pair.after })), ...groupWeakenings(pair, sides)];
}

/** What protects by being there may become a matter of a condition. */
function lessMade({ before, after }: Pair): readonly Change[] {
  if (!directionsOf(after.type)?.removal || before.isMade() === after.isMade() || after.isMade() === true)
    return [];
  const [earlier = 'nothing', later = 'nothing'] = [before, after].map(({ definition }) =>
    String(definition['Condition'] ?? 'nothing'),
  );
  return [
    { kind: 'removed', path: 'Condition', before: earlier, after: later, says: 'is not made in every case' },
  ];
}

function removals({ removed }: Matches): readonly Weakening[] {
  return removed
    .filter(({ type }) => directionsOf(type)?.removal)
    .map((resource) => ({
      resource,
      kind: 'removed',
      path: '',
      before: resource.type,
      after: 'nothing',
      says: 'is gone',
    }));
}

/** New ways in from the internet, and types that are one by their nature. */
function newWays({ earlier, later, names }: Sides, { added }: Matches): readonly Weakening[] {
  const known = new Set(entriesOf(earlier, names).map(({ key }) => key));
  const ways = entriesOf(later, names)
    .filter(({ key }) => !known.has(key))
    .flatMap(({ resource, path }) => way(resource, path, 'is a new way in from the internet'));
  const types = added
    .filter(({ type }) => directionsOf(type)?.exposes)
    .flatMap((resource) => way(resource, '', 'is a new way in'));
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
