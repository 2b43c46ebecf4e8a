import type { Model } from '../../cloudformation/model/model.ts';
import { groupBy } from '../../group-by.ts';
import { type Finding, isBlocking } from '../finding.ts';
import type { Names } from './canonical.ts';

/** Blocking findings that came, went and stayed. */
export interface FindingChanges {
  readonly newFindings: readonly Finding[];
  readonly fixedFindings: readonly Finding[];
  readonly unchangedFindings: readonly Finding[];
}

interface Side {
  readonly model: Model;
  readonly findings: readonly Finding[];
}

/**
 * Compares findings by their fingerprints, and those that are left over by rule, resource and place: a resource that has another
 * logical id has other fingerprints and is the same. A second finding like one that was there is new.
 */
export function findingChanges(before: Side, after: Side, names: Names): FindingChanges {
  const [earlier, later] = [blocking(before.findings), blocking(after.findings)];
  const known = new Set(earlier.map(({ fingerprint }) => fingerprint));
  const still = new Set(later.map(({ fingerprint }) => fingerprint));
  const gone = earlier.filter(({ fingerprint }) => !still.has(fingerprint));
  const come = later.filter(({ fingerprint }) => !known.has(fingerprint));
  const newFindings = without(come, namerOf(after.model, names), counted(gone, namerOf(before.model, names)));
  return {
    newFindings,
    fixedFindings: without(gone, namerOf(before.model, names), counted(come, namerOf(after.model, names))),
    unchangedFindings: later.filter((finding) => !newFindings.includes(finding)),
  };
}

function blocking(findings: readonly Finding[]): readonly Finding[] {
  const found = findings.filter(isBlocking);
  return [...new Map(found.map((finding) => [finding.fingerprint, finding])).values()];
}

type Namer = (finding: Finding) => string;

/** Names a finding by what both sides call its resource. */
function namerOf({ templates }: Model, names: Names): Namer {
  const byName = new Map(templates.map((template) => [template.name, template]));
  return ({ rule, template, logicalId, path, about, subject }) => {
    const resource = byName.get(template)?.resources.get(logicalId);
    const place = resource ? names.get(resource) : `${template} ${logicalId}`;
    return [rule, place, path, about, subject === logicalId ? '' : subject].join('\n');
  };
}

function counted(findings: readonly Finding[], nameOf: Namer): ReadonlyMap<string, number> {
  return new Map([...groupBy(findings, nameOf)].map(([name, list]) => [name, list.length]));
}

function without(
  findings: readonly Finding[],
  nameOf: Namer,
  others: ReadonlyMap<string, number>,
): readonly Finding[] {
  const left = new Map(others);
  return findings.filter((finding) => {
    const name = nameOf(finding);
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}
