import type { Paint } from '../../paint.ts';
import { type Diff, weakens } from '../../policy/diff/diff.ts';
import type { Weakening } from '../../policy/diff/weakening.ts';
import type { Finding } from '../../policy/finding.ts';

/** A diff as a person reads it in a terminal: what weakens, then one line of sums. */
export function diffAsText(diff: Diff, paint: Paint): string {
  const { newFindings, fixedFindings, weakenings } = diff;
  return [
    ...newFindings.map(
      (finding) =>
        `${paint.bad('new')}       ${placeOf(finding)}\n          ${finding.rule}: ${finding.message}`,
    ),
    ...weakenings.map((weakening) => formatWeakening(weakening, paint)),
    ...fixedFindings.map((finding) => `${paint.good('fixed')}     ${placeOf(finding)}  ${finding.rule}`),
    summary(diff, paint),
    '',
  ].join('\n');
}

function formatWeakening(weakening: Weakening, paint: Paint): string {
  const { resource, kind, path, before, after, says } = weakening;
  return [
    `${paint.bad(kind.padEnd(8))}  ${resource.logicalId}${path === '' ? '' : ` ${path}`}  ${paint.quiet(`${resource.type}  ${resource.template.name}`)}`,
    ...(resource.construct === undefined ? [] : [`          ${paint.quiet(resource.construct)}`]),
    `          ${says}: ${before} → ${after}`,
  ].join('\n');
}

function placeOf({ logicalId, template, path }: Finding): string {
  return `${logicalId || template} ${path}  ${template}`;
}

/** One line: what the change comes to. */
export function summary(diff: Diff, paint: Paint): string {
  const { newFindings, fixedFindings, unchangedFindings, weakenings, compared, added, removed } = diff;
  const counts = [
    `${weakenings.length} weakened`,
    `${newFindings.length} new findings`,
    `${fixedFindings.length} fixed`,
    `${unchangedFindings.length} unchanged`,
  ].join(', ');
  const resources = `${compared} resources compared, ${added} added, ${removed} removed`;
  return `${weakens(diff) ? paint.bad(counts) : paint.good(counts)}; ${resources}`;
}
