import { plain } from '../../paint.ts';
import { type Diff, weakens } from '../../policy/diff/diff.ts';
import type { Weakening } from '../../policy/diff/weakening.ts';
import type { Finding } from '../../policy/finding.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown.ts';
import { type JudgedDiff, judgedBy, significanceSentences } from './judged-diff.ts';
import { summary } from './text.ts';
import { type Where, whereOf } from './where.ts';

/** A diff as a comment of a pull request. */
export function diffAsMarkdown(diff: JudgedDiff): string {
  const { newFindings, fixedFindings, weakenings } = diff;
  return [
    `### Palisade: ${weakens(diff) ? 'this change weakens what the templates protect' : 'nothing is weakened'}`,
    '',
    summary(diff, plain),
    '',
    ...judgedBy(diff).flatMap((sentence) => [markdownText(sentence), '']),
    ...markdownTable(
      ['what', 'resource', 'property', 'before', 'after'],
      weakenings.map((weakening) => [
        markdownText(weakening.says),
        placeOf(placedWeakening(weakening)),
        markdownCode(weakening.path),
        markdownCode(weakening.before),
        markdownCode(weakening.after),
      ]),
    ),
    ...findings('New findings', newFindings),
    ...findings('Fixed findings', fixedFindings),
    ...notWeighed(diff),
    ...significantPart(diff),
  ].join('\n');
}

function findings(title: string, found: readonly Finding[]): readonly string[] {
  if (found.length === 0) return [];
  const rows = found.map((finding) => [
    finding.rule,
    placeOf(placedFinding(finding)),
    markdownCode(finding.path),
    markdownText(finding.message),
  ]);
  return [`#### ${title}`, '', ...markdownTable(['rule', 'resource', 'property', 'what'], rows)];
}

/** What nobody has said of which way it protects, told so that silence is no pass. */
function notWeighed({ unweighed }: Diff): readonly string[] {
  if (unweighed.length === 0) return [];
  const rows = unweighed.map(({ resource, path, before, after }) => [
    `${markdownCode(resource.logicalId)} (${markdownText(resource.type)})`,
    markdownCode(path),
    markdownCode(before),
    markdownCode(after),
  ]);
  return [
    '#### Changed and not weighed',
    '',
    ...markdownTable(['resource', 'property', 'before', 'after'], rows),
  ];
}

function significantPart(diff: Diff): readonly string[] {
  const rows = (diff.significant ?? []).map(({ kind, says, subject, place, how }) =>
    [`${kind}: ${says}`, subject, place, how].map(markdownText),
  );
  const table = rows.length === 0 ? [] : markdownTable(['kind', 'what', 'where', 'how'], rows);
  const said = significanceSentences(diff);
  if (said.length === 0) return [];
  return [
    '#### Significant change',
    '',
    ...said.flatMap((sentence) => [markdownText(sentence), '']),
    ...table,
  ];
}

function placedWeakening(weakening: Weakening): Place {
  const { logicalId, template, construct } = weakening.resource;
  return { logicalId, template: template.name, construct, ...whereOf(weakening) };
}

function placedFinding({ logicalId, template, construct, source, line }: Finding): Place {
  return {
    logicalId,
    template,
    construct,
    ...(source === undefined ? {} : { source }),
    ...(line === undefined ? {} : { line }),
  };
}

interface Place extends Where {
  readonly logicalId: string;
  readonly template: string;
  readonly construct?: string | undefined;
}

/** The line of the code, where the synthesis tells, and that of the template. */
function placeOf({ logicalId, template, construct, source, line }: Place): string {
  const file = line === undefined ? undefined : `${template}:${line}`;
  const known = [construct, source, file].filter((one) => one !== undefined);
  return known.length === 0
    ? markdownCode(logicalId)
    : `${markdownCode(logicalId)} (${known.map(markdownText).join(', ')})`;
}
