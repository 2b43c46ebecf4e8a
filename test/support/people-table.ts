import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { type Work, works } from '../../lib/contract/works.ts';
import { markdownTable } from '../../lib/markdown-table.ts';
import { packagePath } from '../../lib/package-root.ts';

const [start, end] = ['<!-- who runs what -->', '<!-- end -->'] as const;

/** Holds docs/people.md to what was seen: each command, and the roles that ran it. */
export function expectTable(table: Readonly<Record<string, readonly Work[]>>): void {
  const path = packagePath('docs', 'people.md');
  const text = readFileSync(path, 'utf8');
  const rows = Object.entries(table).map(([command, may]) => [
    command.startsWith('cdk ') ? `\`${command}\`` : `\`palisade ${command}\``,
    may.map((work) => `\`${works[work].role}\``).join(', '),
  ]);
  const [head = '', , tail = ''] = text.split(new RegExp(`${start}|${end}`));
  const expected = `${head}${start}\n\n${markdownTable(['command', 'roles'], rows)}\n${end}${tail}`;
  if (process.env['UPDATE_GOLDEN']) writeFileSync(path, expected);
  expect(readFileSync(path, 'utf8')).toBe(expected);
}
