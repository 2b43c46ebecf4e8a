import { plain } from '../../paint.ts';
import { type Diff, weakens } from '../../policy/diff/diff.ts';
import type { Finding } from '../../policy/finding.ts';
import { markdownCode, markdownTable, markdownText } from '../markdown.ts';
import { summary } from './text.ts';

/** A diff as a comment of a pull request. */
export function diffAsMarkdown(diff: Diff): string {
  const { newFindings, fixedFindings, weakenings } = diff;
  return [
    `### Palisade: ${weakens(diff) ? 'this change weakens what the templates protect' : 'nothing is weakened'}`,
    '',
    summary(diff, plain),
    '',
    ...markdownTable(
      ['what', 'resource', 'property', 'before', 'after'],
      weakenings.map(({ resource, path, before, after, says }) => [
        markdownText(says),
        placeOf(resource),
        markdownCode(path),
        markdownCode(before),
        markdownCode(after),
      ]),
    ),
    ...findings('New findings', newFindings),
    ...findings('Fixed findings', fixedFindings),
  ].join('\n');
}

function findings(title: string, found: readonly Finding[]): readonly string[] {
  if (found.length === 0) return [];
  const rows = found.map((finding) => [
    finding.rule,
    placeOf(finding),
    markdownCode(finding.path),
    markdownText(finding.message),
  ]);
  return [`#### ${title}`, '', ...markdownTable(['rule', 'resource', 'property', 'what'], rows)];
}

function placeOf({
  logicalId,
  construct,
}: {
  readonly logicalId: string;
  readonly construct?: string | undefined;
}): string {
  return construct === undefined
    ? markdownCode(logicalId)
    : `${markdownCode(logicalId)} (${markdownText(construct)})`;
}
