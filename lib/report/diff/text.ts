import type { Paint } from '../../paint.ts';
import { type Diff, weakens } from '../../policy/diff/diff.ts';
import type { Weakening } from '../../policy/diff/weakening.ts';
import type { Finding } from '../../policy/finding.ts';
import { type JudgedDiff, judgedBy, significanceSentences } from './judged-diff.ts';
import { whereOf } from './where.ts';

/** A diff as a person reads it in a terminal: what weakens, then one line of sums. */
export function diffAsText(diff: JudgedDiff, paint: Paint): string {
  const { newFindings, fixedFindings, weakenings, unweighed, significant } = diff;
  return [
    ...newFindings.map(
      (finding) =>
        `${paint.bad('new')}       ${placeOf(finding)}\n          ${finding.rule}: ${finding.message}`,
    ),
    ...weakenings.map((weakening) => formatWeakening(weakening, paint)),
    ...fixedFindings.map((finding) => `${paint.good('fixed')}     ${placeOf(finding)}  ${finding.rule}`),
    ...unweighed.map(({ resource, path, before, after }) =>
      paint.quiet(`not weighed  ${resource.logicalId} ${path}  ${resource.type}: ${before} → ${after}`),
    ),
    ...(significant ?? []).map(({ kind, subject, place, how, says }) =>
      paint.quiet(`significant  ${kind}  ${subject}  ${place}: ${says}: ${how}`),
    ),
    summary(diff, paint),
    ...significanceSentences(diff).map(paint.quiet),
    ...judgedBy(diff).map(paint.quiet),
    '',
  ].join('\n');
}

function formatWeakening(weakening: Weakening, paint: Paint): string {
  const { resource, kind, path, before, after, says } = weakening;
  const { source, line } = whereOf(weakening);
  const template = `${resource.template.name}${line === undefined ? '' : `:${line}`}`;
  const made = [resource.construct, source].filter((one) => one !== undefined).join('  ');
  return [
    `${paint.bad(kind.padEnd(8))}  ${resource.logicalId}${path === '' ? '' : ` ${path}`}  ${paint.quiet(`${resource.type}  ${template}`)}`,
    ...(made === '' ? [] : [`          ${paint.quiet(made)}`]),
    `          ${says}: ${before} → ${after}`,
  ].join('\n');
}

function placeOf({ logicalId, template, path }: Finding): string {
  return `${logicalId || template} ${path}  ${template}`;
}

/** One line: what the change comes to. */
export function summary(diff: Diff, paint: Paint): string {
  const { newFindings, fixedFindings, unchangedFindings, weakenings, passedOver, compared, added, removed } =
    diff;
  const counts = [
    `${weakenings.length} weakened`,
    `${newFindings.length} new findings`,
    ...(passedOver === 0 ? [] : [`${passedOver} new ones that fail no run`]),
    `${fixedFindings.length} fixed`,
    `${unchangedFindings.length} unchanged`,
  ].join(', ');
  const resources = `${compared} resources compared, ${added} added, ${removed} removed`;
  return `${weakens(diff) ? paint.bad(counts) : paint.good(counts)}; ${resources}`;
}
