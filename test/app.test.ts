import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App, Stage, Validations } from 'aws-cdk-lib';
import { createApp, emptyApp } from '../lib/app.ts';
import { ConfigError } from '../lib/config/config-error.ts';
import { examplePath } from '../lib/config/storefront-file.ts';
import { storefrontOf } from '../lib/constructs/contract/storefront.ts';
import { packagePath } from '../lib/package-root.ts';
import { stacksOf } from '../lib/stacks/registry.ts';
import { addStorefront } from '../lib/storefront.ts';
import { type EnvironmentNames, expectGolden, goldenDifferences, goldenText } from './support/golden.ts';
import { exampleConfig, exampleWith, type SynthesizedTemplate, synthesize } from './support/synth.ts';

const config = exampleConfig();
const example = synthesize(config);

/** The names of an environment's stacks, in the order of their deployment. */
function stackNames(environment: string): readonly string[] {
  return stacksOf(storefrontOf(config, environment)).map(({ role }) => `boutique-${environment}-${role}`);
}

test('each environment has the stacks that the registry says', () => {
  expect(new Set(example.names)).toEqual(new Set([...stackNames('prod'), ...stackNames('staging')]));
});

test('every pack passes', () => {
  expect(example.report().flatMap(({ violations }) => violations)).toEqual([]);
});

test('every acknowledgement silences a finding, so none outlives its reason', () => {
  const used = example
    .report()
    .flatMap(({ suppressedViolations = [] }) => suppressedViolations)
    .map(({ acknowledgedAt, acknowledgedId }) => `${acknowledgedAt} ${acknowledgedId}`);
  const written = example.app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.keys(data).map((id) => `${node.path} ${id}`))
      .filter((entry) => entry.includes('AwsSolutions')),
  );
  expect(written).not.toEqual([]);
  expect([...used].sort()).toEqual([...written].sort());
});

describe.each([...example.names])('the stack %s', (name) => {
  const template = example.template(name);

  test('imports nothing, looks nothing up and calls nothing across regions', () => {
    expect(example.text(name)).not.toMatch(
      /Fn::ImportValue|CrossRegion|"Custom::(?!SiteRelease|RegionSettings|ZoneDelegation)/,
    );
  });

  test('takes none of the ten log policies that a region of an account has', () => {
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types).not.toContain('AWS::Logs::ResourcePolicy');
  });

  test('has no circle among its resources', () => {
    expect(circlesIn(template)).toEqual([]);
  });

  test('keeps what it stores when it is deleted, and lets a failed first deployment be repeated', () => {
    const stateful =
      /^AWS::(S3::Bucket|DynamoDB::Table|KMS::Key|Logs::LogGroup|Route53::HostedZone|SQS::Queue|SecretsManager::Secret)$/;
    const stores = Object.values(template.Resources).filter(({ Type }) => stateful.test(Type));
    expect(stores).toEqual(
      stores.map((store) => ({
        ...store,
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      })),
    );
  });

  test('says what each of its stores holds', () => {
    const holding = new Set(
      template.Metadata.Palisade.data.map(({ resource }: { resource: string }) => resource),
    );
    const stores = Object.entries(template.Resources)
      .filter(([, { Type }]) =>
        /^AWS::(S3::Bucket|DynamoDB::Table|Logs::LogGroup|SQS::Queue|SecretsManager::Secret)$/.test(Type),
      )
      .map(([logicalId]) => logicalId);
    expect(stores.filter((logicalId) => !holding.has(logicalId))).toEqual([]);
  });

  test('is the template that was agreed on, or differs from that of production as was agreed on', () => {
    const inProduction = name.replace('boutique-staging', 'boutique-prod');
    if (name === inProduction || !example.names.includes(inProduction)) {
      expectGolden(`${name}.template.json`, goldenText(example.text(name)));
      return;
    }
    const [production, staging] = [
      [namesOf('prod'), example.text(inProduction)] as const,
      [namesOf('staging'), example.text(name)] as const,
    ];
    expectGolden(`${name}.differences.json`, goldenDifferences(production, staging));
  });
});

function namesOf(environment: string): EnvironmentNames {
  const { domain = '', account = '' } = config.environments[environment] ?? {};
  return { shop: config.shop, environment, domain, account };
}

test('the stacks carry the tags of the file, and production is protected from deletion', () => {
  const stacks = createApp(config).synth().stacks;
  expect(stacks.map(({ tags }) => tags)).toEqual(stacks.map(() => ({ team: 'shop' })));
  const unprotected = stacks
    .filter(({ terminationProtection }) => !terminationProtection)
    .map(({ id }) => id);
  expect(new Set(unprotected)).toEqual(new Set(stackNames('staging')));
});

test('the zone, the network and the data are deployed before the payments, the copies have a place before the backups, the edge comes last, and no other stack waits for one', () => {
  const { stacks } = createApp(config).synth();
  const names = stacks.map(({ id }) => id);
  const waiting = stacks.flatMap(({ id, dependencies }) =>
    dependencies.filter((other) => names.includes(other.id)).map((other) => `${id} waits for ${other.id}`),
  );
  expect(waiting.toSorted()).toEqual([
    'boutique-prod-backup waits for boutique-prod-data',
    'boutique-prod-backup waits for boutique-prod-network',
    'boutique-prod-backup waits for boutique-prod-recovery',
    'boutique-prod-edge waits for boutique-prod-payments',
    'boutique-prod-payments waits for boutique-prod-data',
    'boutique-prod-payments waits for boutique-prod-network',
    'boutique-staging-backup waits for boutique-staging-data',
    'boutique-staging-backup waits for boutique-staging-network',
    'boutique-staging-edge waits for boutique-staging-dns',
    'boutique-staging-edge waits for boutique-staging-payments',
    'boutique-staging-network waits for boutique-staging-dns',
    'boutique-staging-payments waits for boutique-staging-data',
    'boutique-staging-payments waits for boutique-staging-dns',
    'boutique-staging-payments waits for boutique-staging-network',
  ]);
});

describe('an environment named by the context', () => {
  test('is the only one', () => {
    const { names } = synthesize(config, { context: { environment: 'staging' } });
    expect(new Set(names)).toEqual(new Set(stackNames('staging')));
  });

  test('gives the templates that it has among all', () => {
    const alone = synthesize(config, { context: { environment: 'staging' } });
    expect(alone.names.map(alone.text)).toEqual(alone.names.map(example.text));
  });

  test('that the shop does not have is refused with those it has', () => {
    const app = emptyApp({ context: { environment: 'live' } });
    expect(() => createApp(config, { app })).toThrow(
      new ConfigError('-c environment', [
        {
          path: [],
          found: '"live"',
          remedy: 'write the name of an environment of the shop: prod or staging',
        },
      ]),
    );
  });
});

test('the same input gives the same templates, whatever the folder and its dates', () => {
  const moved = mkdtempSync(join(tmpdir(), 'moved-'));
  const { site: own } = storefrontOf(config, 'prod').environment;
  cpSync(own.path, join(moved, 'elsewhere'), { recursive: true });
  for (const name of readdirSync(join(moved, 'elsewhere'))) utimesSync(join(moved, 'elsewhere', name), 0, 0);
  const site = { ...own, path: join(moved, 'elsewhere') };
  const other = synthesize(exampleWith({ site }));
  expect(other.names.map(other.text)).toEqual(other.names.map(example.text));
});

describe('a team that has an app of its own', () => {
  test('gets the same templates, whatever its feature flags', () => {
    const app = new App();
    addStorefront(app, { config, environment: 'prod' });
    const { stacks } = app.synth();
    for (const { id, template } of stacks) expect([id, template]).toEqual([id, example.template(id)]);
  });

  test('can put the stacks into a stage', () => {
    const stage = new Stage(new App(), 'Release');
    addStorefront(stage, { config, environment: 'prod' });
    expect(stage.node.children.map(({ node }) => node.id)).toEqual(stackNames('prod'));
  });
});

describe('the program', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'program-'));
  const run = (context: Readonly<Record<string, string>>, cwd = outdir, nodeOptions = '') =>
    spawnSync(process.execPath, [packagePath('dist', 'storefront.cjs')], {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: '',
        CDK_VALIDATION: 'false',
        CDK_CONTEXT_JSON: JSON.stringify({ file: examplePath, ...context }),
        NODE_OPTIONS: nodeOptions,
      },
    });

  test('writes the same templates as the tests see, from any folder and without credentials', () => {
    expect(run({})).toMatchObject({ status: 0, stderr: '' });
    const written = readdirSync(join(outdir, 'cdk.out')).filter((name) => name.endsWith('.template.json'));
    const read = (name: string) => readFileSync(join(outdir, 'cdk.out', name), 'utf8');
    expect(written.map(read)).toEqual(
      written.map((name) => example.text(name.replace('.template.json', ''))),
    );
    expect(written).toHaveLength(example.names.length);
  });

  test('writes them with the network off and on another day too, from another folder', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    const preload = packagePath('test', 'support', 'no-network-other-day.cjs');
    expect(run({}, elsewhere, `--require "${preload}"`)).toMatchObject({ status: 0, stderr: '' });
    const written = readdirSync(join(elsewhere, 'cdk.out')).filter((name) => name.endsWith('.template.json'));
    const read = (name: string) => readFileSync(join(elsewhere, 'cdk.out', name), 'utf8');
    expect(written.map(read)).toEqual(
      written.map((name) => example.text(name.replace('.template.json', ''))),
    );
  });

  test('answers a mistake with one sentence and 2', () => {
    expect(run({ environment: 'live' })).toMatchObject({
      status: 2,
      stderr: '-c environment: found "live", write the name of an environment of the shop: prod or staging\n',
    });
  });

  test('leaves nothing behind when the file is mistaken, and what was there before as it was', () => {
    const empty = mkdtempSync(join(tmpdir(), 'mistaken-'));
    expect(run({ environment: 'live' }, empty)).toMatchObject({ status: 2 });
    expect(readdirSync(empty)).toEqual([]);
    const before = readdirSync(join(outdir, 'cdk.out'));
    expect(run({ environment: 'live' })).toMatchObject({ status: 2 });
    expect(readdirSync(join(outdir, 'cdk.out'))).toEqual(before);
  });

  test('reads the file that the context names', () => {
    expect(run({ file: 'nowhere.yaml' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nowhere.yaml'),
    });
  });
});

/** Logical ids that lead back to themselves. */
function circlesIn({ Resources }: SynthesizedTemplate): readonly string[] {
  const direct = new Map(
    Object.entries(Resources).map(([id, resource]) => {
      const named = [...JSON.stringify(resource).matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/g)].map(
        ([, name]) => name,
      );
      return [id, [...named, ...(resource.DependsOn ?? [])].filter((name) => name !== id)] as const;
    }),
  );
  return [...direct.keys()].filter((start) => {
    const reached = new Set<string>();
    const open = [...(direct.get(start) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...((direct.get(next) ?? []) as string[]));
    }
    return reached.has(start);
  });
}
