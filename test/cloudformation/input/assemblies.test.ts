import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../lib/report/report.ts';
import { run } from '../../support/run.ts';

const folder = 'test/cloudformation/input';
const languages = [
  { language: 'Java', assembly: `${folder}/java-app/assembly` },
  { language: 'C#', assembly: `${folder}/dotnet-app/assembly` },
];

const reports = new Map(languages.map(({ language, assembly }) => [language, reportOf(assembly)]));

function reportOf(assembly: string): Report {
  const { code, out } = run('check', assembly, '--profile', 'baseline', '--format', 'json');
  expect(code).toBe(1);
  return JSON.parse(out);
}

function failures(language: string): Report['findings'] {
  return (reports.get(language)?.findings ?? []).filter(({ status }) => status === 'fail');
}

describe.each(languages)('an assembly that an app in $language made', ({ language, assembly }) => {
  test('has each of its templates judged, those of nested stacks too', () => {
    const written = readdirSync(assembly, { recursive: true, encoding: 'utf8' });
    const names = written.filter((name) => name.endsWith('.template.json')).toSorted();
    expect(names).toHaveLength(4);
    const judged = reports.get(language)?.templates.map(({ name }) => name);
    expect(judged?.toSorted()).toEqual(names);
  });

  test('is refused for the bucket that is open, in the stack and in that of the stage', () => {
    const open = failures(language).filter(({ rule }) => rule === 'DATA-01');
    // Each of the four switches lacks once in each stack.
    expect(open.map(({ logicalId }) => logicalId)).toEqual(Array(8).fill('Open2F4367FD'));
  });

  test('has each finding told by its construct', () => {
    const constructs = new Set(failures(language).map(({ construct }) => construct));
    expect([...constructs].toSorted()).toEqual([
      'Files/Inner/Closed/Resource',
      'Files/Open/Resource',
      'Shop/Files/Inner/Closed/Resource',
      'Shop/Files/Open/Resource',
    ]);
  });
});

test('what an app in Java made has its line of Java told, in nested stacks too', () => {
  const lines = new Map(failures('Java').map(({ construct, source }) => [construct, source]));
  const file = 'src/main/java/example/FilesApp.java';
  expect(Object.fromEntries(lines)).toEqual({
    'Files/Open/Resource': `${file}:23`,
    'Files/Inner/Closed/Resource': `${file}:25`,
    'Shop/Files/Open/Resource': `${file}:23`,
    'Shop/Files/Inner/Closed/Resource': `${file}:25`,
  });
});

test('what an app in C# made has no line of code told, since jsii learns none of it', () => {
  expect(failures('C#').filter(({ source }) => source !== undefined)).toEqual([]);
});
