import { weakens } from '../../policy/diff/diff.ts';
import { type SignificantChange, significance } from '../../policy/diff/significant.ts';
import type { Weakening } from '../../policy/diff/weakening.ts';
import type { Finding } from '../../policy/finding.ts';
import type { JudgedDiff } from './judged-diff.ts';
import { whereOf } from './where.ts';

/** Version of the JSON form; a change that breaks readers raises it. */
const diffSchema = 'palisade-diff/1';

/** A diff for scripts. */
export function diffAsJson(diff: JudgedDiff): string {
  const {
    newFindings,
    fixedFindings,
    unchangedFindings,
    weakenings,
    unweighed,
    significant,
    passedOver,
    unseenProtection,
    added,
    removed,
    compared,
  } = diff;
  const shown = {
    schema: diffSchema,
    weakens: weakens(diff),
    judging: diff.judging,
    lenience: diff.lenience,
    summary: {
      weakened: weakenings.length,
      new: newFindings.length,
      passedOver,
      fixed: fixedFindings.length,
      unchanged: unchangedFindings.length,
      unweighed: unweighed.length,
      resources: { compared, added, removed },
    },
    weakenings: weakenings.map(changeOf),
    unweighed: unweighed.map(changeOf),
    ...(significant && { significant: significanceOf(significant) }),
    unseenProtection,
    findings: {
      new: newFindings.map(findingOf),
      fixed: fixedFindings.map(findingOf),
      unchanged: unchangedFindings.map(findingOf),
    },
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

/** What has to follow a significant change, and which changes are. */
function significanceOf(changes: readonly SignificantChange[]) {
  const { asOf, standard, source, follows } = significance;
  return { standard, asOf, source, follows: changes.length === 0 ? [] : follows, changes };
}

function changeOf(weakening: Weakening) {
  const { resource, kind, path, before, after, says } = weakening;
  return {
    kind,
    template: resource.template.name,
    logicalId: resource.logicalId,
    type: resource.type,
    ...(resource.construct === undefined ? {} : { construct: resource.construct }),
    ...whereOf(weakening),
    path,
    before,
    after,
    says,
  };
}

function findingOf({
  rule,
  status,
  severity,
  template,
  logicalId,
  type,
  path,
  message,
  construct,
  fingerprint,
}: Finding) {
  return {
    rule,
    status,
    severity,
    template,
    logicalId,
    type,
    path,
    message,
    ...(construct === undefined ? {} : { construct }),
    fingerprint,
  };
}
