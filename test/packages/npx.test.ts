import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { version } from '../../lib/version.ts';
import { manifestOf } from './support/packages.ts';

// In npm's registry `palisade` is somebody else's package, and npx fetches what it does not find.

const read = (path: string) => readFileSync(packagePath(path), 'utf8');

function filesBelow(folder: string, endings: RegExp): readonly string[] {
  return readdirSync(packagePath(folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => endings.test(path) && !path.includes('node_modules'));
}

const guides = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...['docs', 'packages', 'examples', 'client'].flatMap((folder) =>
    filesBelow(folder, /\.(?:md|ya?ml|html)$/),
  ),
];
const programs = ['bin', 'client', 'lib', 'packages', 'scripts'].flatMap((folder) =>
  filesBelow(folder, /\.(?:[cm]?[jt]s|json|py)$/),
);

/** What a text has its reader type: blocks and spans of code; all of a file that is no prose. */
function codeOf(path: string): string {
  const text = read(path);
  if (!path.endsWith('.md')) return text;
  return [...text.matchAll(/^```[^\n]*\n(.*?)^```|`([^`\n]+)`/gms)]
    .map(([, block = '', span = '']) => block + span)
    .join('\n');
}

/** Commands that fetch a package which nobody has installed, unless it is one of ours in a version. */
function fetching(code: string): readonly string[] {
  const runs = code.match(/\bnpx (?!--no-install\b)[^\n`]+/g) ?? [];
  const pinned = new RegExp(`^npm exec --package=palisade-kit(?:-cdk)?@${version} -- palisade\\b`);
  const others = (code.match(/\b(?:npm (?:exec|create|init)|(?:pnpm|yarn) dlx|bunx) [^\n`]+/g) ?? []).filter(
    (line) => !pinned.test(line),
  );
  return [...runs, ...others];
}

const installable = new Set([
  'palisade-kit',
  'palisade-kit-cdk',
  'aws-cdk-lib',
  'constructs',
  'cdk-nag',
  'aws-cdk',
]);

function strangersInstalled(code: string): readonly string[] {
  return (code.match(/\bnpm (?:install|i|add) [^\n`]+/g) ?? [])
    .flatMap((line) => line.split('#')[0]?.split(' ').slice(2) ?? [])
    .map((name) => name.replace(/@[\d.]+$/, ''))
    .filter((name) => /^[a-z@]/.test(name) && !installable.has(name));
}

describe('what the guides have their readers type', () => {
  test('is looked for in all of them', () => {
    expect(guides.length).toBeGreaterThan(60);
    expect(guides.filter((path) => codeOf(path).includes('npx --no-install ')).length).toBeGreaterThan(15);
  });

  test.each([
    'npx palisade check',
    'npx -y palisade-kit',
    'npx --yes cdk deploy',
    'npm exec palisade',
    'npm exec --package=palisade -- palisade check',
    'npm exec --package=palisade-kit -- palisade check',
    'npm exec --package=palisade-kit@0.0.1 -- palisade check',
    'pnpm dlx palisade',
  ])('would be refused as `%s`', (command) => {
    expect(fetching(command)).toEqual([command]);
  });

  test('fetches no package by npx, and by npm exec ours alone, in this version', () => {
    expect(guides.flatMap((path) => fetching(codeOf(path)).map((line) => `${path}: ${line}`))).toEqual([]);
  });

  test('installs packages of this kit, of the CDK and of cdk-nag', () => {
    expect(strangersInstalled('npm install --save-dev palisade')).toEqual(['palisade']);
    expect(guides.flatMap((path) => strangersInstalled(codeOf(path)))).toEqual([]);
  });
});

test('no help, message or comment of the programs names a command that could fetch the other palisade', () => {
  const stranger = /\bnpx (?:palisade|-)(?!-no-install )|\bnpm (?:exec|install) palisade\b(?!-kit)/;
  expect(programs.length).toBeGreaterThan(300);
  expect(stranger.test('run npx palisade check')).toBe(true);
  expect(programs.filter((path) => stranger.test(read(path)))).toEqual([]);
});

test('in the checkout npx fetches nothing at all, whoever leaves the option away', () => {
  expect(read('.npmrc')).toMatch(/^yes=false$/m);
});

test('the guide to installing names the oldest peers that the manifest allows', () => {
  const { peerDependencies = {} } = manifestOf('palisade-kit-cdk');
  const oldest = Object.entries(peerDependencies).map(([name, range]) => `\`${name}\` ${range.slice(1)}`);
  expect(oldest).toHaveLength(3);
  expect(oldest.filter((peer) => !read('docs/install.md').includes(peer))).toEqual([]);
});
