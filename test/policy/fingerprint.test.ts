import { beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import type { Finding } from '../../lib/policy/finding.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import { boutiqueTemplates } from '../support/boutique.ts';

const judge = (sources: readonly TemplateSource[]) => evaluate(new Model(sources), rules);
const fingerprints = (findings: readonly Finding[]) => findings.map(({ fingerprint }) => fingerprint).sort();
const printsOf = (sources: readonly TemplateSource[]) => fingerprints(judge(sources));

describe('fingerprints of the example', () => {
  let sources: readonly TemplateSource[] = [];
  let whole: readonly Finding[] = [];

  beforeAll(() => {
    sources = [...boutiqueTemplates('prod'), ...boutiqueTemplates('staging')];
    whole = judge(sources);
  });

  const named = (name: string) => {
    const found = sources.find((source) => source.name === `${name}.template.json`);
    if (!found) throw new Error(`the example has no ${name}`);
    return found;
  };

  /** A template as somebody gives it by itself, without the assembly that knows stack, account and region. */
  const alone = (name: string) => {
    const { sha256, body } = named(name);
    return judge([{ name: 'alone.json', sha256, body }]);
  };

  const roles = ['prod-edge', 'prod-data', 'prod-payments', 'staging-dns', 'staging-edge', 'staging-data'];

  test.each(roles)(
    'of %s are the same alone and inside the whole, but for those that miss a stack',
    (role) => {
      const inside = new Set(fingerprints(whole));
      const apart = alone(`boutique-${role}`);
      expect(apart.length).toBeGreaterThan(20);
      const others = apart.filter(({ fingerprint }) => !inside.has(fingerprint));
      for (const { status, missingStack, message } of others) {
        expect([message, status]).toEqual([message, 'unknown']);
        expect(message).toMatch(
          missingStack === undefined
            ? // What is written by its name may stand in any of them.
              /the stacks [a-z]+(, [a-z]+)+ are not among/
            : new RegExp(`the ${missingStack} stack is not among`),
        );
      }
    },
  );

  test('of staging-edge: six miss a stack, and each of them says which', () => {
    const inside = new Set(fingerprints(whole));
    const others = alone('boutique-staging-edge').filter(({ fingerprint }) => !inside.has(fingerprint));
    expect(others.map(({ rule, missingStack }) => `${rule} ${missingStack}`).sort()).toEqual([
      'DATA-05 data',
      'EDGE-06-targets payments',
      'EDGE-09-caa dns',
      'HDR-07-alarm payments',
      'NET-04 network',
      'NET-05 network',
    ]);
  });

  test('are unique, and none is numbered', () => {
    const prints = fingerprints(whole);
    expect(new Set(prints).size).toBe(prints.length);
    expect(prints.filter((print) => !/^[0-9a-f]{16}$/.test(print))).toEqual([]);
  });

  test('stay when files are renamed', () => {
    const renamed = sources.map((source, index) => ({ ...source, name: `${sources.length - index}.json` }));
    expect(printsOf(renamed)).toEqual(fingerprints(whole));
  });

  test('stay when stacks get other names in the assembly', () => {
    expect(printsOf(renamedStacks(sources, 'Pipeline-boutique'))).toEqual(fingerprints(whole));
  });

  test('stay when the stacks are made deeper in an app, inside a stage of a pipeline', () => {
    const moved = sources.map((source) => ({
      ...source,
      body: withPaths(source.body, (path) => `Live/${path}`),
    }));
    expect(printsOf(moved)).toEqual(fingerprints(whole));
  });

  test('stay when templates come in another order', () => {
    expect(printsOf([...sources].reverse())).toEqual(fingerprints(whole));
  });

  test('stay when a twin of the shop is judged beside it, and the twin shares none of them', () => {
    const together = judge([...twinShop(sources), ...sources]);
    const own = together.filter(({ template }) => !template.startsWith('twin-'));
    expect(fingerprints(own)).toEqual(fingerprints(whole));
    expect(new Set(fingerprints(together)).size).toBe(together.length);
  });

  test('of two environments have nothing in common', () => {
    const of = (environment: string) =>
      new Set(fingerprints(whole.filter(({ stack }) => stack.includes(`-${environment}-`))));
    expect(of('prod').size).toBeGreaterThan(300);
    expect([...of('prod')].filter((print) => of('staging').has(print))).toEqual([]);
  });
});

/** The same stacks under other names, by which they find each other. */
function renamedStacks(sources: readonly TemplateSource[], prefix: string): readonly TemplateSource[] {
  return sources.map((source) => ({
    ...source,
    ...(source.stackName && { stackName: source.stackName.replace(/^boutique/, prefix) }),
    body: JSON.parse(
      JSON.stringify(source.body).replaceAll('"StackName":"boutique', `"StackName":"${prefix}`),
    ),
  }));
}

/** The same templates as those of another shop. */
function twinShop(sources: readonly TemplateSource[]): readonly TemplateSource[] {
  return renamedStacks(sources, 'twin').map((source) => ({
    ...source,
    name: `twin-${source.name}`,
    body: JSON.parse(JSON.stringify(source.body).replaceAll('"shop":"boutique"', '"shop":"twin"')),
  }));
}

function withPaths(body: JsonRecord, change: (path: string) => string): JsonRecord {
  return JSON.parse(
    JSON.stringify(body).replace(
      /"aws:cdk:path":"([^"]*)"/g,
      (_, path) => `"aws:cdk:path":"${change(path)}"`,
    ),
  );
}

describe('fingerprints of foreign templates', () => {
  const bucket = (properties: JsonRecord = {}) => ({ Type: 'AWS::S3::Bucket', Properties: properties });
  const made = (path: string) => ({ ...bucket(), Metadata: { 'aws:cdk:path': path } });
  const source = (Resources: JsonRecord, name = 'a.json'): TemplateSource => ({
    name,
    sha256: JSON.stringify(Resources),
    body: { Resources },
  });

  test('stay when the file is renamed and when others are judged beside it', () => {
    const own = source({ Orders: bucket() });
    const together = judge([
      source({ Orders: bucket(), Logs: bucket() }, '0.json'),
      { ...own, name: 'z.json' },
    ]);
    expect(fingerprints(together.filter(({ template }) => template === 'z.json'))).toEqual(printsOf([own]));
  });

  test('stay when a twin of the file is judged beside it', () => {
    const own = source({ Orders: bucket() });
    const [first, second] = ['a.json', 'twin.json'].map((name) =>
      fingerprints(
        judge([
          { ...own, name: 'a.json' },
          { ...own, name: 'twin.json' },
        ]).filter(({ template }) => template === name),
      ),
    );
    expect(first).toEqual(printsOf([own]));
    expect(second).toEqual(first);
  });

  test('differ between two stacks of an app that are built alike', () => {
    const prints = ['Dev', 'Live'].map((stack) =>
      printsOf([source({ Orders: made(`${stack}/Orders/Resource`) })]),
    );
    expect(prints[0]?.filter((print) => prints[1]?.includes(print))).toEqual([]);
  });

  test('name the construct where the template tells, and else the logical id without the hash of the CDK', () => {
    const of = (id: string, resource: JsonRecord) => printsOf([source({ [id]: resource })]);
    expect(of('Orders11111111', made('App/Orders/Resource'))).toEqual(
      of('Orders22222222', made('App/Orders/Resource')),
    );
    expect(of('OrdersAB12CD34', bucket())).toEqual(of('OrdersFF00FF00', bucket()));
    expect(of('Orders', bucket())).not.toEqual(of('Receipts', bucket()));
    expect(of('Orders', made('App/Orders/Resource'))).not.toEqual(
      of('Orders', made('App/Receipts/Resource')),
    );
  });

  test('of a nested stack stay when its parent is judged beside it', () => {
    const parent = source({
      Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'child.json' } },
    });
    const child = source({ Orders: made('App/Child/Orders/Resource'), Plain: bucket() }, 'child.json');
    const nested = { ...child, nestedIn: { template: 'a.json', logicalId: 'Child' } };
    const inside = judge([parent, nested]).filter(({ template }) => template === 'child.json');
    expect(fingerprints(inside)).toEqual(printsOf([child]));
  });

  test('count a second identical violation in one template as new, and leave the first one what it was', () => {
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    const policy = {
      Type: 'AWS::IAM::Policy',
      Properties: { Roles: ['reader'], PolicyName: 'reading', PolicyDocument: { Statement: [statement] } },
    };
    const one = source({ PolicyAAAAAAAA: policy });
    const two = source({ PolicyAAAAAAAA: policy, PolicyBBBBBBBB: policy });
    const [before, after] = [printsOf([one]), printsOf([two])];
    expect(before.filter((print) => !after.includes(print))).toEqual([]);
    const added = after.filter((print) => !before.includes(print));
    expect(added.length).toBeGreaterThan(0);
    expect(
      added.map((print) => print.replace(/-\d+$/, '')).filter((print) => !before.includes(print)),
    ).toEqual([]);
  });
});
