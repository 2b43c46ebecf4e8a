import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { App, CfnResource, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { loadConfig } from '../../../lib/config/load.ts';
import { PalisadeChecks, type PalisadeChecksProps } from '../../../lib/policy/cdk/palisade-checks.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { addStorefront } from '../../../lib/storefront.ts';
import { run } from '../../support/run.ts';

const home = process.cwd();
let outdir = '';
let said = '';
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'palisade-'));
  said = '';
  jest.spyOn(console, 'error').mockImplementation((text) => {
    said += String(text);
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.chdir(home);
  rmSync(outdir, { recursive: true });
});

interface Violation {
  readonly ruleName: string;
  readonly severity: string;
  readonly suggestedFix: string;
  readonly ruleMetadata: { readonly fingerprint: string; readonly status: string };
  readonly violatingConstructs?: readonly { readonly constructPath?: string }[];
}

/** What the door inside `cdk synth` says. */
function synth(
  build: (app: App) => void,
  props: PalisadeChecksProps = { asOf: '2026-11-22' },
): {
  readonly passed: boolean;
  readonly violations: readonly Violation[];
} {
  const app = new App({ outdir });
  build(app);
  Validations.of(app).addPlugins(new PalisadeChecks(props));
  let passed = true;
  try {
    app.synth();
  } catch (error) {
    said += String(error);
    passed = false;
  }
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  return {
    passed,
    violations: pluginReports.flatMap(({ violations }: { violations: Violation[] }) => violations),
  };
}

/** What the command finds in the same templates. */
function check(): readonly string[] {
  const { findings }: { readonly findings: readonly Record<string, string>[] } = JSON.parse(
    run('check', outdir, '--format', 'json').out,
  );
  return findings
    .filter(({ status = '' }) => ['fail', 'unknown'].includes(status))
    .map(({ fingerprint = '' }) => fingerprint);
}

function distribution(scope: Construct, protocol: string): CfnResource {
  return new CfnResource(scope, 'Shop', {
    type: 'AWS::CloudFront::Distribution',
    properties: { DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: protocol } } },
  });
}

const apps: readonly (readonly [string, (app: App) => void])[] = [
  ['a stack', (app) => new CfnBucket(new Stack(app, 'Stack'), 'Open')],
  ['a stack in a stage', (app) => new CfnBucket(new Stack(new Stage(app, 'Prod'), 'Stack'), 'Open')],
  ['a nested stack', (app) => new CfnBucket(new NestedStack(new Stack(app, 'Stack'), 'Nested'), 'Open')],
  ['a generic resource', (app) => distribution(new Stack(app, 'Stack'), 'allow-all')],
  [
    'a raw override',
    (app) =>
      distribution(new Stack(app, 'Stack'), 'https-only').addPropertyOverride(
        'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
        'allow-all',
      ),
  ],
  [
    'the example after careless edits',
    (app) => {
      addStorefront(app, { config: loadConfig('examples/boutique/storefront.yaml'), environment: 'prod' });
      for (const node of app.node.findAll()) if (node instanceof CfnResource) weaken(node);
    },
  ],
];

const edits: Readonly<Record<string, (resource: CfnResource) => void>> = {
  'AWS::CloudFront::Distribution': (shop) => shop.addPropertyDeletionOverride('DistributionConfig.WebACLId'),
  'AWS::CloudFront::ResponseHeadersPolicy': (policy) =>
    policy.addPropertyOverride(
      'ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy',
      'default-src *',
    ),
  'AWS::DynamoDB::Table': (table) =>
    table.addPropertyOverride('DeletionProtectionEnabled', { Ref: 'AWS::NoValue' }),
};

function weaken(resource: CfnResource): void {
  edits[resource.cfnResourceType]?.(resource);
}

describe('the door inside cdk synth', () => {
  test.each(apps)('fails synth on %s, and says the same as the door on plain templates', (_, build) => {
    const { passed, violations } = synth(build);
    expect(passed).toBe(false);
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.map(({ ruleMetadata }) => ruleMetadata.fingerprint).sort()).toEqual(
      [...check()].sort(),
    );
  });

  test('names the construct, and uses the only severity that no acknowledgement takes away', () => {
    const { violations } = synth((app) => distribution(new Stack(app, 'Stack'), 'allow-all'));
    const found = violations.find(({ ruleName }) => ruleName === 'EDGE-01');
    expect(found).toMatchObject({
      severity: 'fatal',
      violatingConstructs: [{ constructPath: 'Stack/Shop' }],
    });
  });

  test.each<[string, (app: App) => void]>([
    [
      'by the name of the pack',
      (app) => Validations.of(app).acknowledge({ id: 'Palisade::EDGE-01', reason: 'Fine.' }),
    ],
    ['by the rule alone', (app) => Validations.of(app).acknowledge({ id: 'EDGE-01', reason: 'Fine.' })],
    [
      'one by one',
      (app) => {
        for (const { id } of rules)
          Validations.of(app).acknowledge({ id: `Palisade::${id}`, reason: 'Fine.' });
      },
    ],
    [
      'in the metadata of cdk-nag',
      (app) => {
        for (const node of app.node.findAll()) {
          if (node instanceof CfnResource)
            node.addMetadata('cdk_nag', { rules_to_suppress: [{ id: 'EDGE-01', reason: 'Fine.' }] });
        }
      },
    ],
  ])('is not talked out of a finding %s, and says how to accept one', (_, acknowledge) => {
    const { passed, violations } = synth((app) => {
      distribution(new Stack(app, 'Stack'), 'allow-all');
      acknowledge(app);
    });
    expect(passed).toBe(false);
    expect(violations.map(({ ruleMetadata }) => ruleMetadata.fingerprint).sort()).toEqual(
      [...check()].sort(),
    );
    expect(
      violations.every(({ suggestedFix }) => suggestedFix.includes('acceptances in the storefront file')),
    ).toBe(true);
  });

  test('passes an app without anything to object to', () => {
    expect(synth((app) => new Stack(app, 'Empty'))).toEqual({ passed: true, violations: [] });
  });

  test('answers a unit test about a scope without a synth of its own', () => {
    const app = new App({ outdir });
    const stack = new Stack(app, 'Stack');
    distribution(stack, 'allow-all');
    const report = new PalisadeChecks().validateScope(stack);
    expect(report.success).toBe(false);
    expect(report.violations.map(({ ruleName }) => ruleName)).toContain('EDGE-01');
  });

  test('registered on one stage says nothing about another', () => {
    const app = new App({ outdir });
    const good = new Stage(app, 'Good');
    distribution(new Stack(new Stage(app, 'Bad'), 'Stack'), 'allow-all');
    new Stack(good, 'Stack');
    Validations.of(good).addPlugins(new PalisadeChecks());
    expect(() => app.synth()).not.toThrow();
  });
});

describe('a palisade file in the folder where the app is synthesized', () => {
  const queue = (app: App) =>
    new CfnResource(new Stack(app, 'Stack'), 'Orders', { type: 'AWS::SQS::Queue', properties: {} });
  const entry = {
    rule: 'DATA-03',
    resources: { type: 'AWS::SQS::Queue' },
    kind: 'risk',
    reason: 'only functions of the same network send to them',
    owner: 'ops@boutique.example',
    approver: 'security@boutique.example',
    ticket: 'SHOP-9',
    expires: '2099-01-31',
  };

  function palisade(settings: object): void {
    process.chdir(outdir);
    writeFileSync('palisade.yaml', JSON.stringify({ version: 1, ...settings }));
  }

  function rulesOf(violations: readonly Violation[]): readonly string[] {
    return violations.map(({ ruleName }) => ruleName);
  }

  test('says the profile, what is accepted and until when, and the pack tells all of it', () => {
    palisade({ profile: 'storefront', acceptances: [entry], failOn: 'critical' });
    const { passed, violations } = synth(queue);
    expect(passed).toBe(true);
    expect(rulesOf(violations)).not.toContain('DATA-03');
    expect(violations.length).toBeGreaterThan(0);
    expect(said).toContain('palisade: DATA-03 is accepted for every AWS::SQS::Queue');
    expect(said).toMatch(/^palisade: \d+ blocking findings? below critical in templates without a contract/m);
    expect(said).toMatch(/^palisade: Applied the palisade file palisade\.yaml, SHA-256 [0-9a-f]{64}$/m);

    palisade({ profile: 'storefront', acceptances: [{ ...entry, expires: '2026-01-31' }], failOn: 'low' });
    const later = synth(queue);
    expect(later.passed).toBe(false);
    expect(rulesOf(later.violations)).toEqual(expect.arrayContaining(['DATA-03', 'ACCEPTANCE-expired']));
  });

  test('is judged without its dates where nobody names a day, so that synthesis depends on none', () => {
    palisade({ profile: 'storefront', acceptances: [{ ...entry, expires: '2026-01-31' }] });
    const rules = rulesOf(synth(queue, {}).violations);
    expect(rules).not.toContain('DATA-03');
    expect(rules).not.toContain('ACCEPTANCE-expired');
  });

  test('leaves out what it excludes, and the pack names it', () => {
    palisade({ exclude: ['Stack.template.json'] });
    const { passed } = synth((app) => {
      distribution(new Stack(app, 'Stack'), 'allow-all');
      new Stack(app, 'Other');
    });
    expect(passed).toBe(true);
    expect(said).toContain('palisade: 1 template left out: Stack.template.json');
  });

  test('has its mistakes told in sentences, and the synthesis fails', () => {
    palisade({ exlude: ['x'] });
    expect(synth((app) => new Stack(app, 'Empty')).passed).toBe(false);
    expect(said).toContain('palisade.yaml:1: exlude: found an unknown setting, write exclude');
  });
});
