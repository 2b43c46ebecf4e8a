import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { readOnlyCheckout } from '../support/unprivileged.ts';
import { guideCommands, guideFiles, type InstalledApp, newApp } from './support/installed-app.ts';
import { madePackages, manifestOf } from './support/packages.ts';

const packages = madePackages();
const { dependencies, devDependencies } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8'));
const newest = { ...devDependencies, ...dependencies };
const peers = manifestOf('palisade-kit-cdk').peerDependencies ?? {};
const oldest = Object.fromEntries(
  Object.entries(peers).map(([name, range]) => [name, range.replace('^', '')]),
);

/** Each line of Node.js that the kit promises, with a release of it. This process is one of them. */
const nodes = ['20.19.0', '22.23.5', '24.22.3'].filter(
  (version) => version.split('.')[0] !== process.versions.node.split('.')[0],
);
const nodePackage = `node-${process.platform}-${process.arch}`;
const nodeOf = (version: string) => join('.nodes', version, 'node_modules', nodePackage, 'bin', 'node');

const example = guideFiles()['app.mjs'] ?? '';
/** The app of the guide as CommonJS. */
const asCommonJs = example.replaceAll(/^import (\{.*\}) from ('.*');$/gm, 'const $1 = require($2);');
const commands = guideCommands('Add a shop to an app of the CDK');

const app = newApp(packages, newest);
const folderOf = (name: string) => join(app.folder, name);

/** The templates of an assembly by name. */
function templatesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function install(into: InstalledApp): void {
  for (const command of [commands[0] ?? '', commands[2] ?? '']) {
    expect({ command, ...into.run(command) }).toMatchObject({ command, status: 0 });
  }
  into.write('app.mjs', example);
  into.write('app.cjs', asCommonJs);
}

beforeAll(() => {
  install(app);
  expect(app.run('node app.mjs', { CDK_OUTDIR: 'newest' })).toMatchObject({ status: 0, stderr: '' });
});

test('an app in CommonJS has the templates of one in ES modules', () => {
  expect(asCommonJs).not.toContain('import ');
  expect(app.run('node app.cjs', { CDK_OUTDIR: 'commonjs' })).toMatchObject({ status: 0, stderr: '' });
  expect(templatesIn(folderOf('commonjs'))).toEqual(templatesIn(folderOf('newest')));
});

test('the oldest peers make the same templates as the newest', () => {
  expect(Object.keys(oldest).sort()).toEqual(['aws-cdk-lib', 'cdk-nag', 'constructs']);
  const old = newApp(packages, oldest);
  install(old);
  for (const [name, version] of Object.entries(oldest)) {
    const manifest = readFileSync(join(old.folder, 'node_modules', name, 'package.json'), 'utf8');
    expect(JSON.parse(manifest).version).toBe(version);
  }
  expect(old.run('node app.mjs', { CDK_OUTDIR: 'oldest' })).toMatchObject({ status: 0 });
  expect(templatesIn(join(old.folder, 'oldest'))).toEqual(templatesIn(folderOf('newest')));
  const report: { readonly pluginReports: readonly { readonly pluginName: string }[] } = JSON.parse(
    readFileSync(join(old.folder, 'oldest', 'validation-report.json'), 'utf8'),
  );
  expect(report.pluginReports.filter(({ pluginName }) => pluginName === 'Palisade')).toEqual([]);
});

describe.each(nodes)('Node.js %s', (version) => {
  beforeAll(() => {
    const folder = join('.nodes', version);
    app.write(join(folder, 'package.json'), '{ "private": true }');
    const installed = app.run(`npm --prefix ${folder} install ${nodePackage}@${version}`);
    expect(installed).toMatchObject({ status: 0 });
  });

  test('makes and judges the same templates', () => {
    const node = nodeOf(version);
    expect(app.run(`${node} --version`).stdout).toBe(`v${version}\n`);
    expect(app.run(`${node} app.mjs`, { CDK_OUTDIR: version })).toMatchObject({ status: 0 });
    expect(templatesIn(folderOf(version))).toEqual(templatesIn(folderOf('newest')));
    const check = 'node_modules/palisade-kit/palisade.cjs check';
    expect(app.run(`${node} ${check} ${version}`)).toMatchObject({ status: 0, stderr: '' });
    const library = `-e "console.log(require('palisade-kit').rules.length > 100)"`;
    expect(app.run(`${node} ${library}`)).toEqual({ status: 0, stdout: 'true\n', stderr: '' });
  });
});

describe('TypeScript', () => {
  const compiler = packagePath('node_modules', 'typescript', 'bin', 'tsc');
  const checked = `${example}
    import { evaluate, Model, readInputs, rules, type Finding } from 'palisade-kit';
    const findings: readonly Finding[] = evaluate(new Model(readInputs(['cdk.out'], []).sources), rules);
    export const account: string | undefined = loadShop('shop/storefront.yaml').environments['prod']?.account;
    // @ts-expect-error An account is a text.
    export const amount: number | undefined = loadShop('shop/storefront.yaml').environments['prod']?.account;
    // @ts-expect-error An environment has a name.
    addStorefront(app, { config: loadShop('shop/storefront.yaml'), environment: 5 });
    // @ts-expect-error A rule's id is a text.
    export const id: number | undefined = findings[0]?.rule;
  `;
  // The CDK's types ask for `Disposable`, zod's for `URL`, which a project has by the types of Node.js or of a browser.
  const strict = '--ignoreConfig --noEmit --strict --lib es2023,esnext.disposable,dom';

  beforeAll(() => {
    for (const ending of ['mts', 'cts', 'ts']) app.write(`checked.${ending}`, checked);
  });

  test.each([
    ['nodenext from ES modules, with all declarations checked', '--module nodenext --types "" checked.mts'],
    ['node16 from CommonJS', '--module node16 --skipLibCheck --types "" checked.cts'],
    ['a bundler', '--module esnext --moduleResolution bundler --skipLibCheck --types "" checked.ts'],
  ])('takes the types by the resolution of %s', (_, options) => {
    const { status, stdout } = app.run(`${process.execPath} ${compiler} ${strict} ${options}`);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

describe('another user, who may write nothing in the project', () => {
  beforeAll(() => chmodSync(app.folder, 0o755));
  afterAll(() => chmodSync(app.folder, 0o700));

  test('synthesizes and judges', () => {
    const user = readOnlyCheckout(app.folder);
    const output = join(user.folder, 'cdk.out');
    expect(user.run(`CDK_OUTDIR=${output} node app.mjs`)).toMatchObject({ status: 0, stderr: '' });
    expect(templatesIn(output)).toEqual(templatesIn(folderOf('newest')));
    const check = `npm_config_cache=${user.folder} npx --no-install palisade check ${output}`;
    expect(user.run(check)).toMatchObject({ status: 0, stderr: '' });
  });
});
