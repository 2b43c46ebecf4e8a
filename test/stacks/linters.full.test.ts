import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { createAccountApp, createApp, emptyApp } from '../../lib/app.ts';
import type { AccountConfig } from '../../lib/config/account/account-config.ts';
import { loadConfig } from '../../lib/config/load.ts';
import type { StorefrontConfig } from '../../lib/config/storefront-config.ts';
import { packagePath } from '../../lib/package-root.ts';
import { installPackages } from '../../lib/preview/emulator/install.ts';
import { exampleAccount, existingThroughout } from '../support/account.ts';
import { exampleShops } from '../support/boutique.ts';
import { exampleWith } from '../support/synth.ts';
import { variants } from '../support/variants.ts';
import list from './accepted-lints.json' with { type: 'json' };

/** Every example shop, and the boutique's production in every variant. */
const shops: Readonly<Record<string, StorefrontConfig>> = {
  ...Object.fromEntries(
    exampleShops.map((name) => [name, loadConfig(packagePath('examples', name, 'storefront.yaml'))]),
  ),
  ...Object.fromEntries(Object.entries(variants).map(([name, changed]) => [name, exampleWith(changed)])),
};

const { alerts, detection } = exampleAccount();
const chat = { slack: { workspace: 'T0123ABCD', channel: 'C0123ABCD' } };

/** The example account, with everything that it may have, and with nothing that somebody else runs already. */
const accounts: Readonly<Record<string, AccountConfig>> = {
  account: exampleAccount(),
  'account with everything': exampleAccount({
    organization: { id: 'o-a1b2c3d4e5' },
    alerts: { ...alerts, security: [...alerts.security, chat] },
    detection: { ...detection, inspector: 'create', macie: 'create' },
  }),
  'account of an organization': exampleAccount({ detection: existingThroughout }),
};

const folder = mkdtempSync(join(tmpdir(), 'linted-'));
const isValidated = process.env['CDK_VALIDATION'];
let python: string;
beforeAll(() => {
  delete process.env['CDK_VALIDATION'];
  python = installPackages('cfn-lint', 'test/stacks/requirements.txt', {
    tell: (text) => process.stderr.write(text),
  });
}, 300_000);
afterAll(() => {
  process.env['CDK_VALIDATION'] = isValidated;
  rmSync(folder, { recursive: true });
});

describe("the CDK's own validation of CloudFormation", () => {
  test.each(Object.entries(shops))('finds nothing in the templates of the shop %s', (name, config) => {
    const outdir = join(folder, name.replaceAll(' ', '-'));
    mkdirSync(outdir);
    createApp(config, { app: emptyApp({ outdir }) }).synth();
    expect(violationsIn(outdir)).toEqual([]);
  });

  test.each(Object.entries(accounts))('finds nothing in the templates of the %s', (name, config) => {
    const outdir = join(folder, name.replaceAll(' ', '-'));
    mkdirSync(outdir);
    createAccountApp(config, { app: emptyApp({ outdir }) }).synth();
    expect(violationsIn(outdir)).toEqual([]);
  });

  test('is at work: it refuses a property that no type has', () => {
    const outdir = join(folder, 'broken');
    const app = emptyApp({ outdir });
    new CfnResource(new Stack(app, 'Broken'), 'Queue', {
      type: 'AWS::SQS::Queue',
      properties: { NoSuchProperty: true },
    });
    expect(() => app.synth()).toThrow();
    expect(violationsIn(outdir)).not.toEqual([]);
    rmSync(outdir, { recursive: true });
  });
});

describe('cfn-lint', () => {
  test('objects to nothing but what the list says AWS accepts, and to everything on the list', () => {
    const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.template.json'))
      .map((name) => join(folder, name));
    expect(templates.length).toBeGreaterThanOrEqual(
      4 * Object.keys(shops).length + 2 * Object.keys(accounts).length,
    );
    // Several shops have some stacks in common.
    const different = new Map(templates.map((path) => [readFileSync(path, 'utf8'), path]));
    const found = new Set(lint([...different.values()]).map(({ rule, type }) => `${rule} ${type}`));
    expect([...found].sort()).toEqual(list.accepted.map(({ rule, type }) => `${rule} ${type}`).sort());
  });

  test('is at work: it refuses a property that no type has', () => {
    const path = join(folder, 'broken.template.json');
    const resource = { Type: 'AWS::SQS::Queue', Properties: { NoSuchProperty: true } };
    writeFileSync(path, JSON.stringify({ Resources: { Queue: resource } }));
    expect(lint([path])).toEqual([{ rule: 'E3002', type: 'AWS::SQS::Queue', says: expect.any(String) }]);
  });

  test('every entry of the list says why AWS accepts it', () => {
    expect(list.accepted.filter(({ because }) => because.length < 40)).toEqual([]);
  });
});

function violationsIn(outdir: string): readonly unknown[] {
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  return report.pluginReports.flatMap(({ violations }: { violations: readonly unknown[] }) => violations);
}

interface Lint {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Filename: string;
  readonly Location: { readonly Path?: readonly string[] };
}

const program = 'from cfnlint.runner import main; main()';

/** What cfn-lint says about templates, errors and warnings, each with the type of the resource that is meant. */
function lint(paths: readonly string[]) {
  const { stdout, stderr } = spawnSync(python, ['-c', program, '--format', 'json', '--', ...paths], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stderr !== '') throw new Error(`cfn-lint did not run: ${stderr}`);
  const lints: readonly Lint[] = JSON.parse(stdout);
  return lints.map(({ Rule, Message, Filename, Location: { Path: [section, logicalId = ''] = [] } }) => {
    const { Resources } = JSON.parse(readFileSync(Filename, 'utf8'));
    const type: string = section === 'Resources' ? (Resources[logicalId]?.Type ?? '') : '';
    return { rule: Rule.Id, type, says: `${basename(Filename)}: ${Message}` };
  });
}
