import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { madePackages, makePackages } from './support/packages.ts';

const packages = madePackages();
const names = ['palisade-kit', 'palisade-kit-cdk'] as const;
const kit = packages.folder('palisade-kit');

/** Every file below a folder, relative to it. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
}

function tool(name: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(packagePath('node_modules', '.bin', name), args, {
    encoding: 'utf8',
  });
  return { status, said: status === 0 ? '' : stdout + stderr };
}

describe.each(names)('%s', (name) => {
  const folder = packages.folder(name);
  const files = filesBelow(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

  test('passes publint', () => {
    expect(tool('publint', 'run', folder, '--strict')).toEqual({ status: 0, said: '' });
  });

  test('has types that resolve wherever its programs do', () => {
    const said = tool('attw', packages.archive(name), '--profile', 'node16', '--format', 'ascii');
    expect(said).toEqual({ status: 0, said: '' });
  });

  test('has the version, the licence and the engines of the checkout, and is published with its provenance', () => {
    const { version, license, engines } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name, version, license, engines });
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true });
    expect(manifest).not.toHaveProperty('private');
    expect(manifest).not.toHaveProperty('scripts');
  });

  test('tells the licence of each package that it contains', () => {
    const text = readFileSync(join(folder, 'THIRD-PARTY-LICENSES'), 'utf8');
    expect(text).toMatch(/^yaml [\d.]+ \(ISC\)$/m);
    expect(text).toMatch(/^zod [\d.]+ \(MIT\)$/m);
    expect(text.includes('@aws-sdk/client-dynamodb')).toBe(name === 'palisade-kit-cdk');
  });

  test('names no path of the machine that made it', () => {
    const root = packagePath();
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((path) => readFileSync(join(folder, path)).includes(root))).toEqual([]);
  });

  test('holds no code that V8 compiled for one machine', () => {
    expect(files.filter((path) => path.endsWith('.code'))).toEqual([]);
  });
});

test('the packages are the same bytes when they are made again', () => {
  const again = makePackages();
  for (const name of names) {
    expect(readFileSync(again.archive(name)).equals(readFileSync(packages.archive(name)))).toBe(true);
  }
});

describe('palisade-kit', () => {
  const program = readFileSync(join(kit, 'engine.cjs'), 'utf8');

  test('needs no other package', () => {
    const manifest = JSON.parse(readFileSync(join(kit, 'package.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('peerDependencies');
  });

  // By `readline` it asks a person, of `net` it asks whether a text is an address, and by `child_process` it has Node.js check the syntax of a team's own rules;
  // that nothing is connected is tested by itself.
  const harmless = [
    'buffer',
    'child_process',
    'crypto',
    'fs',
    'module',
    'net',
    'path',
    'process',
    'readline',
    'url',
    'util',
  ];

  test('loads no module of Node.js that reaches a network by itself, and calls no fetch', () => {
    const required = [...program.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, path = '']) => path);
    const modules = new Set(required.map((path) => path.replace(/^node:/, '').split('/')[0] ?? ''));
    expect(modules).toContain('fs');
    expect([...modules].filter((module) => !harmless.includes(module))).toEqual([]);
    expect(program).not.toMatch(/\b(?:fetch|WebSocket|EventSource)\(/);
  });
});

describe('palisade-kit-cdk', () => {
  const files = new Set(filesBelow(packages.folder('palisade-kit-cdk')));

  test('brings the code of each function as it was built', () => {
    const functions = readdirSync(packagePath('dist', 'lambda'));
    expect(functions.length).toBeGreaterThan(10);
    expect(functions.filter((name) => !files.has(join('dist', 'lambda', name, 'index.mjs')))).toEqual([]);
    expect(files).toContain(join('lambda', 'edge', 'site-request.js'));
  });

  test('brings the browser client in each language, the schemas, a shop to begin with, and what makes and shows a new one', () => {
    const clients = ['', '.de', '.fr', '.nb'].map((suffix) =>
      join('client', `palisade-checkout${suffix}.js`),
    );
    const schemas = ['storefront', 'account', 'order-change'].map((name) => `${name}.schema.json`);
    const previewed = ['plugin/__main__.py', 'requirements.txt'].map((name) =>
      join('lib/preview/emulator', name),
    );
    const made = [
      join('dist', 'gateways', 'stripe.js'),
      join('examples', 'skeleton', 'site.css'),
      'storefront.cjs',
      'palisade-shop.cjs',
    ];
    const needed = [...clients, ...schemas, ...previewed, ...made, join('example', 'storefront.yaml')];
    expect(needed.filter((path) => !files.has(path))).toEqual([]);
  });
});
