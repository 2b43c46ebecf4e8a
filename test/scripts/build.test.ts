import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const project = join(__dirname, '..', '..');
const bundle = 'dist/lambda/outbox/index.mjs';
const longAgo = new Date('2020-01-01T00:00:00Z');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palisade-build-'));
  for (const script of ['build.mjs', 'bundles.mjs', 'build-cache.mjs', 'sbom.mjs']) {
    cpSync(join(project, 'scripts', script), join(folder, 'scripts', script));
  }
  write('package.json', '{ "type": "module" }');
  write('tsconfig.json', '{}');
  write('package-lock.json', '{ "packages": { "node_modules/part": { "version": "1.0.0" } } }');
  // The example's site is made of bundles that this folder has none of.
  write('examples/atelier/source/make.mjs', 'export const makeSite = () => {};');
  write('node_modules/.package-lock.json', '{}');
  symlinkSync(join(project, 'node_modules', 'esbuild'), join(folder, 'node_modules', 'esbuild'));
  write('node_modules/part/package.json', '{ "type": "module", "main": "index.js" }');
  write('node_modules/part/index.js', 'export const part = "part 1";');
  write('lambda/outbox/text.ts', 'export const text: string = "text 1";');
  write(
    'lambda/outbox/handler.ts',
    'import { part } from "part"; import { text } from "./text.ts"; export const handler = () => [part, text];',
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** Changes a file as npm does: what it was and what it is differ in their bytes alone. */
function edit(path: string, from: string, to: string): void {
  const { atime, mtime } = statSync(join(folder, path));
  write(path, read(path).replace(from, to));
  utimesSync(join(folder, path), atime, mtime);
}

/** Builds, and says what is wrong where that fails; gives what the build has said. */
function build(): string {
  const { status, stderr } = runBuild();
  expect([status, stderr]).toEqual([0, expect.anything()]);
  return stderr;
}

function runBuild() {
  return spawnSync(process.execPath, [join(folder, 'scripts', 'build.mjs')], { encoding: 'utf8' });
}

/** Whether a build writes the bundle, after a first one and a change. */
function isBuiltAgain(change: () => void): boolean {
  build();
  utimesSync(join(folder, bundle), longAgo, longAgo);
  change();
  build();
  return statSync(join(folder, bundle)).mtimeMs !== longAgo.getTime();
}

describe('the build', () => {
  test('leaves a bundle alone while nothing has changed', () => {
    expect(isBuiltAgain(() => {})).toBe(false);
  });

  const changes: readonly (readonly [string, () => void])[] = [
    ['a file of it is edited', () => edit('lambda/outbox/text.ts', 'text 1', 'text 2')],
    [
      'a package that is a part of it is another',
      () => edit('node_modules/part/index.js', 'part 1', 'part 2'),
    ],
    ['npm has installed something', () => write('node_modules/.package-lock.json', '{ "packages": {} }')],
    ['the compiler is told something else', () => write('tsconfig.json', '{ "compilerOptions": {} }')],
    ['the build script is edited', () => appendFileSync(join(folder, 'scripts/build.mjs'), '\n// more\n')],
    ['it is gone', () => rmSync(join(folder, bundle))],
    ['somebody has written into it', () => appendFileSync(join(folder, bundle), '// more')],
    [
      'what is remembered of it cannot be read',
      () => write(`dist/.cache/${bundle.replaceAll('/', '+')}.json`, '{'),
    ],
  ];
  test.each(changes)('makes a bundle again when %s', (_, change) => {
    expect(isBuiltAgain(change)).toBe(true);
  });

  test('puts an edit into the bundle, and gives the same bytes when it is taken back', () => {
    build();
    const first = read(bundle);
    edit('lambda/outbox/text.ts', 'text 1', 'text 2');
    build();
    expect(read(bundle)).toBe(first.replace('text 1', 'text 2'));
    edit('lambda/outbox/text.ts', 'text 2', 'text 1');
    build();
    expect(read(bundle)).toBe(first);
  });

  test('fails each time until a mistake is mended', () => {
    build();
    edit('lambda/outbox/text.ts', '"text 1"', '"text 1');
    expect([runBuild().status, runBuild().status]).toEqual([1, 1]);
    edit('lambda/outbox/text.ts', '"text 1', '"text 1"');
    build();
  });

  test('tells of what is doubtful each time', () => {
    write('lambda/outbox/text.ts', 'export const text = (value: unknown) => value === -0;');
    const said = [build(), build()].map((text) => text.includes('Comparison with -0'));
    expect(said).toEqual([true, true]);
  });

  test('fails when a file of a bundle is gone', () => {
    build();
    rmSync(join(folder, 'lambda/outbox/text.ts'));
    expect(runBuild().status).toBe(1);
  });
});
