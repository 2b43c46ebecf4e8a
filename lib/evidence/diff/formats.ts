import { groupBy } from '../../group-by.ts';
import type { Paint } from '../../paint.ts';
import { markdownTable, markdownText } from '../../report/markdown.ts';
import { jsonText } from '../evidence.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { areas, type Change, type EvidenceDiff } from './evidence-diff.ts';

/** A comparison as a person reads it in a terminal. */
export function evidenceDiffAsText(diff: EvidenceDiff, paint: Paint): string {
  const words: Readonly<Record<Change['is'], string>> = {
    worse: paint.bad('worse '),
    better: paint.good('better'),
    other: paint.quiet('other '),
  };
  const lines = byArea(diff).flatMap(([title, changes]) => [
    paint.strong(title),
    ...changes.map((change) => `  ${words[change.is]}  ${change.what}: ${fromTo(change)}`),
  ]);
  return [heading(diff), ...lines, counted(diff), ''].join('\n');
}

/** A comparison as a comment of a review or a page of a wiki shows it. */
export function evidenceDiffAsMarkdown(diff: EvidenceDiff): string {
  const tables = byArea(diff).flatMap(([title, changes]) => [
    `#### ${title}`,
    '',
    ...markdownTable(
      ['', 'what', 'before', 'after'],
      changes.map(({ is, what, before = '', after = '' }) => [
        is,
        ...[what, before, after].map(markdownText),
      ]),
    ),
  ]);
  return ['### Evidence', '', `${heading(diff)}. ${counted(diff)}.`, '', ...tables].join('\n');
}

/** A comparison as a machine reads it. */
export function evidenceDiffAsJson({ before, after, changes }: EvidenceDiff): string {
  const side = ({ asOf, period, tool, ruleset }: Manifest) => ({ asOf, period, tool, ruleset });
  const said = { schema: 'palisade-evidence-diff/1', before: side(before), after: side(after), changes };
  return jsonText(said);
}

function byArea({ changes }: EvidenceDiff): readonly (readonly [string, readonly Change[]])[] {
  return [...groupBy(changes, ({ area }) => areas[area])];
}

function heading({ before, after }: EvidenceDiff): string {
  const side = ({ asOf, ruleset }: Manifest) => `of ${asOf} by rules ${ruleset.version}`;
  return `Evidence ${side(before)}, compared with that ${side(after)}`;
}

function fromTo({ before = 'not there', after = 'not there' }: Change): string {
  return `${before} → ${after}`;
}

function counted({ changes }: EvidenceDiff): string {
  const count = (is: Change['is']) => changes.filter((change) => change.is === is).length;
  return `${count('worse')} worse, ${count('better')} better, ${count('other')} changed otherwise`;
}
