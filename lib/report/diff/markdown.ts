import { plain } from '../../paint.ts';
import { type Diff, weakens } from '../../policy/diff/diff.ts';
import type { Finding } from '../../policy/finding.ts';
import { summary } from './text.ts';

/** A diff as a comment of a pull request. */
export function diffAsMarkdown(diff: Diff): string {
  const { newFindings, fixedFindings, weakenings } = diff;
  return [
    `### Palisade: ${weakens(diff) ? 'this change weakens what the templates protect' : 'nothing is weakened'}`,
    '',
    summary(diff, plain),
    '',
    ...table(
      ['what', 'resource', 'property', 'before', 'after'],
      weakenings.map(({ resource, path, before, after, says }) => [
        says,
        placeOf(resource),
        path,
        code(before),
        code(after),
      ]),
    ),
    ...findings('New findings', newFindings),
    ...findings('Fixed findings', fixedFindings),
  ].join('\n');
}

function findings(title: string, found: readonly Finding[]): readonly string[] {
  if (found.length === 0) return [];
  const rows = found.map((finding) => [finding.rule, placeOf(finding), finding.path, finding.message]);
  return [`#### ${title}`, '', ...table(['rule', 'resource', 'property', 'what'], rows)];
}

function placeOf({
  logicalId,
  construct,
}: {
  readonly logicalId: string;
  readonly construct?: string | undefined;
}): string {
  return construct === undefined ? code(logicalId) : `${code(logicalId)} (${construct})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  return [row(head), row(head.map(() => '---')), ...rows.map((cells) => row(cells.map(escaped))), ''];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Templates are somebody else's text: none of it becomes a cell, a link or a tag. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').replaceAll('<', '&lt;');
}

function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('`', "'")}\``;
}
