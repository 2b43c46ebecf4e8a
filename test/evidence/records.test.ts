import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { evidenceBundle } from '../../lib/evidence/bundle.ts';
import { readRecords } from '../../lib/evidence/records/read-records.ts';
import { boutiqueEvidence } from './support/boutique-evidence.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-records-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(text: string): string {
  const file = join(folder, 'records.yaml');
  writeFileSync(file, `version: 1\n${text}`);
  return file;
}

const scan = `
records:
  - kind: asvScan
    date: 2026-11-20
    by: Example Scanning
    result: passed
    file: scans/q4.pdf
confirmations:
  - { criterion: outsourced, by: Ada Lovelace, date: 2026-11-21 }
`;

describe('a file of records', () => {
  test('brings its documents into the bundle, each with its hash', () => {
    mkdirSync(join(folder, 'scans'));
    writeFileSync(join(folder, 'scans', 'q4.pdf'), 'passed');
    const records = readRecords(put(scan));
    const files = new Map(
      evidenceBundle({ ...boutiqueEvidence(), records }).map(({ path, content }) => [path, String(content)]),
    );
    const sha256 = createHash('sha256').update('passed').digest('hex');
    expect(files.get(`documents/${sha256.slice(0, 12)}-q4.pdf`)).toBe('passed');
    expect(files.get('records.html')).toContain(sha256);
    expect(files.get('scope.html')).toContain('Ada Lovelace has confirmed it on 2026-11-21');
    expect(files.get('manifest.json')).toContain(sha256);
  });

  test.each([
    [scan, '7: records[0].file: found "scans/q4.pdf", which cannot be read, name a document that lies there'],
    [
      'records: [{ kind: asvScan, date: 2026-11-20, by: Example, result: passed }]',
      '2: records[0]: found a record of asvScan without file, write file',
    ],
    [
      'records: [{ kind: changeApproval, date: 2026-11-20, by: Ada, author: ada, about: edge }]',
      '2: records[0].by: found "ada", who is the author, write who else approved it',
    ],
    [
      'confirmations: [{ criterion: everything, by: Ada, date: 2026-11-21 }]',
      '2: confirmations[0].criterion: found "everything", write ',
    ],
    ['records: [{ kind: asvscan, date: 2026-11-20, by: Example }]', '2: records[0].kind: found '],
  ])('with a mistake is refused in a sentence with its line (%#)', (text, sentence) => {
    const file = put(text.replace(/^\n/, ''));
    expect(() => readRecords(file)).toThrow(`${file}:${sentence}`);
  });
});
