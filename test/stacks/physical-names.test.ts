import { describe, expect, test } from '@jest/globals';
import { addAccount } from '../../lib/account.ts';
import { emptyApp } from '../../lib/app.ts';
import facts from '../../lib/aws/name-limits.json' with { type: 'json' };
import { edgeRegion } from '../../lib/aws/regions.ts';
import { loadAccount } from '../../lib/config/account/account-config.ts';
import type { EnvironmentConfig, StorefrontConfig } from '../../lib/config/storefront-config.ts';
import { resourceName } from '../../lib/contract/names.ts';
import { packagePath } from '../../lib/package-root.ts';
import { addStorefront } from '../../lib/storefront.ts';
import { exampleConfig, type SynthesizedTemplate } from '../support/synth.ts';

interface Named {
  readonly stack: string;
  readonly region: string;
  readonly type: string;
  readonly path: string;
  readonly name: string;
}

interface Place {
  readonly shop: string;
  readonly environment: string;
  readonly region: string;
}

/** The stacks of an environment that owns its zone, and so has every one. */
function stacksOf({ shop, environment, region }: Place) {
  const domain = `${environment}.${shop}.example`;
  const prod = exampleConfig().environments['prod'];
  const changed = { ...prod, region, domain, zone: { name: domain } } as EnvironmentConfig;
  const config: StorefrontConfig = { ...exampleConfig(), shop, environments: { [environment]: changed } };
  const app = emptyApp();
  addStorefront(app, { config, environment });
  return app.synth().stacks;
}

/** The names in all templates of an environment. */
function namesOf(place: Place): readonly Named[] {
  return namesInStacks(stacksOf(place), prefixOf(place));
}

/** The names in the templates of the example's account, whose home is a region. */
function namesOfAccount(home: string): readonly Named[] {
  const account = loadAccount(packagePath('examples', 'account.yaml'));
  const app = emptyApp();
  addAccount(app, { config: { ...account, regions: [...new Set([home, edgeRegion, 'eu-west-1'])] } });
  return namesInStacks(app.synth().stacks, 'palisade-account');
}

function namesInStacks(stacks: ReturnType<typeof stacksOf>, prefix: string): readonly Named[] {
  return stacks.flatMap((stack) => [
    named(stack.stackName, stack.environment.region, {
      type: 'AWS::CloudFormation::Stack',
      path: 'StackName',
      name: stack.stackName,
    }),
    ...namesIn(stack.template, prefix).map((found) =>
      named(stack.stackName, stack.environment.region, found),
    ),
  ]);
}

function prefixOf({ shop, environment }: Place): string {
  return `${shop}-${environment}`;
}

function named(stack: string, region: string, found: Pick<Named, 'type' | 'path' | 'name'>): Named {
  return { stack, region, ...found };
}

/** What a resource is called: the texts in properties that end in `Name` and hold the prefix of all names. */
function namesIn(
  { Resources }: SynthesizedTemplate,
  prefix: string,
): readonly Omit<Named, 'stack' | 'region'>[] {
  return Object.values(Resources).flatMap(({ Type, Properties = {} }) =>
    textsIn(Properties, '')
      .filter(({ path, name }) => /Name$/.test(path) && name.includes(prefix))
      .filter(({ path }) => !/^(DomainName|HostedZoneName|Environment)|Fn::/.test(path))
      .map(({ path, name }) => ({ type: Type, path, name })),
  );
}

/** Texts of properties, and of groups of properties. */
function textsIn(node: object, at: string): readonly { readonly path: string; readonly name: string }[] {
  return Object.entries(node).flatMap(([key, value]) => {
    const path = at === '' ? key : `${at}.${key}`;
    if (typeof value === 'string') return [{ path, name: value }];
    return value && typeof value === 'object' && !Array.isArray(value) ? textsIn(value, path) : [];
  });
}

function limitOf({ type, path }: Pick<Named, 'type' | 'path'>): number | undefined {
  return facts.limits.find((limit) => limit.type === type && limit.path === path)?.characters;
}

const longest: Place = { shop: 'longestshop1', environment: 'longest1', region: facts.longestRegion };

describe('with the longest shop, environment and region', () => {
  const names = namesOf(longest);

  test('every name is one whose limit is known', () => {
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((each) => limitOf(each) === undefined)).toEqual([]);
  });

  test('every name is within the limit of its service', () => {
    const excess = names.filter((each) => each.name.length > (limitOf(each) ?? 0));
    expect(excess).toEqual([]);
  });

  test.each(facts.limits)('$type has room for a role of ten characters', ({ characters }) => {
    expect(
      resourceName({ shop: longest.shop, name: longest.environment }, 'ten-letter').length,
    ).toBeLessThanOrEqual(characters);
  });
});

/** A bucket's name is taken in all of AWS, and CloudFront knows no regions. */
function namespaceOf({ type, region }: Named): string {
  return type === 'AWS::S3::Bucket' || type.startsWith('AWS::CloudFront::') ? '' : region;
}

test.each([edgeRegion, 'eu-west-1'])(
  'two environments and a second shop beside the stacks of their account in %s have no name in common',
  (region) => {
    const ofShops = [
      { shop: 'boutique', environment: 'prod', region },
      { shop: 'boutique', environment: 'dev', region },
      { shop: 'atelier', environment: 'prod', region },
    ].flatMap(namesOf);
    const all = [...ofShops, ...namesOfAccount(region)];
    const given = all.map((each) => [each.type, each.path, namespaceOf(each), each.name].join(' '));
    expect(given.filter((name, index) => given.indexOf(name) < index)).toEqual([]);
    expect(ofShops.filter(({ name }) => name.includes('palisade-account'))).toEqual([]);
    expect(given).toContain('AWS::KMS::Alias AliasName us-east-1 alias/boutique-prod-edge-logs');
    expect(given).toContain(`AWS::Lambda::Function FunctionName ${region} boutique-prod-outbox`);
    expect(given).toContain(`AWS::SNS::Topic TopicName ${region} palisade-account-page`);
    expect(given).toContain(`AWS::CloudWatch::Alarm AlarmName ${region} palisade-account-root-use`);
    expect(given).toContain('AWS::S3::Bucket BucketName  boutique-prod-site-111111111111-us-east-1');
  },
);

describe('what an environment shares with others in its account', () => {
  const place: Place = { shop: 'boutique', environment: 'prod', region: edgeRegion };
  const templates: readonly SynthesizedTemplate[] = stacksOf(place).map(({ template }) => template);

  test('is no name that a service keeps: each one says shop and environment', () => {
    const isKept = ({ type, path }: Pick<Named, 'type' | 'path'>) => limitOf({ type, path }) !== undefined;
    const given = templates.flatMap(({ Resources }) =>
      Object.values(Resources).flatMap(({ Type: type, Properties = {} }) =>
        textsIn(Properties, '').map(({ path, name }) => ({ type, path, name })),
      ),
    );
    const kept = given.filter(isKept);
    expect(kept.length).toBeGreaterThan(40);
    expect(kept.filter(({ name }) => !name.includes(prefixOf(place)))).toEqual([]);
  });

  test('is no export, and no parameter but the version that the CDK keeps of its bootstrap', () => {
    const exported = templates
      .flatMap(({ Outputs = {} }) => Object.values(Outputs))
      .filter((each) => 'Export' in each);
    expect(exported).toEqual([]);
    const parameters = templates.flatMap(({ Parameters = {} }) => Object.entries(Parameters));
    expect(new Set(parameters.map(([name, { Default }]) => `${name} ${Default}`))).toEqual(
      new Set(['BootstrapVersion /cdk-bootstrap/hnb659fds/version']),
    );
    expect(JSON.stringify(templates)).not.toContain('{{resolve:ssm');
  });
});
