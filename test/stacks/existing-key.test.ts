import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import deploymentRights from '../../lib/aws/deployment-rights.json' with { type: 'json' };
import { keysNamedBy, keyUserTypes } from '../../lib/cloudformation/encryption-keys.ts';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { Resource } from '../../lib/cloudformation/model/types.ts';
import { referenced } from '../../lib/cloudformation/references.ts';
import { packagePath } from '../../lib/package-root.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import keyActions from '../../lib/policy/rules/key/key-actions.json' with { type: 'json' };
import { modelOf } from '../support/rule-cases.ts';
import { storefront } from '../support/storefront.ts';
import { exampleWith, ofType, type Synthesis, synthesize } from '../support/synth.ts';
import { existingKey, variants } from '../support/variants.ts';

/** A shop with every store of personal data, every role of people, and a zone that is signed. */
const everything = {
  ...variants['with customers who sign in'],
  ...variants['with people who sign in by Identity Center'],
  domain: 'moss.example',
  zone: { name: 'moss.example' },
};
const synthesis = synthesize(exampleWith({ ...everything, existingKey }));
const model = new Model(readInput(synthesis.directory));
const guide = readFileSync(packagePath('docs', 'existing-key.md'), 'utf8');

/** The keys that stay the kit's, by the role that ends their names, as the guide lists them. */
const exceptions = [...guide.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, role]) => role);

/** Every place that names a key to encrypt or sign with; an alias encrypts nothing. */
const places = keyUserTypes
  .filter((type) => type !== 'AWS::KMS::Alias')
  .flatMap((type) => model.ofType(type))
  .flatMap((user) => keysNamedBy(user).map((value) => ({ user, value })));

function isPersonal({ template, logicalId }: Resource): boolean {
  return (
    template.storefront?.data.some((one) => one.resource === logicalId && one.class === 'personal') ?? false
  );
}

/** The keys of a shop with what their aliases end in. */
function keysOf(of: Synthesis) {
  return of.names.flatMap((stack) => {
    const template = of.template(stack);
    const aliases = ofType(template, 'AWS::KMS::Alias').map(([, { Properties }]) => Properties);
    return ofType(template, 'AWS::KMS::Key').map(([id, { Properties }]) => {
      const alias = aliases.find(({ TargetKeyId }) => JSON.stringify(TargetKeyId).includes(`"${id}"`));
      return { role: String(alias?.AliasName).replace('alias/boutique-prod-', ''), properties: Properties };
    });
  });
}

/** What the policies of the kit's roles say of the key. */
function statementsOnKey() {
  return synthesis.names
    .flatMap((stack) => Object.values(synthesis.template(stack).Resources))
    .filter(({ Type }) => Type.startsWith('AWS::IAM::'))
    .flatMap(({ Properties: { PolicyDocument, Policies = [] } }) => [{ PolicyDocument }, ...Policies])
    .flatMap(({ PolicyDocument }) => PolicyDocument?.Statement ?? [])
    .filter(({ Resource }) => [Resource].flat().includes(existingKey.arn));
}

/** Whether one of the patterns takes in an action. */
function isNamed(action: string, patterns: readonly string[]): boolean {
  return patterns.some((one) => new RegExp(`^${one.replace('*', '.*')}$`).test(action));
}

describe('a shop with a key that exists', () => {
  test('encrypts all personal data with it, and nothing else', () => {
    const withIt = places.filter(({ value }) => value.literal === existingKey.arn);
    const personal = places.filter(({ user }) => isPersonal(user));
    expect(withIt.map(({ user }) => user.logicalId)).toEqual(personal.map(({ user }) => user.logicalId));
    expect(withIt.length).toBeGreaterThan(5);
  });

  test('encrypts all else with keys of the kit', () => {
    const others = places.filter(({ value }) => value.literal !== existingKey.arn);
    expect(others.length).toBeGreaterThan(10);
    for (const { user, value } of others)
      expect([user.logicalId, referenced(value)?.type]).toEqual([user.logicalId, 'AWS::KMS::Key']);
  });

  test('has the keys that the guide gives a reason for, and no other', () => {
    expect(
      keysOf(synthesis)
        .map(({ role }) => role)
        .sort(),
    ).toEqual(exceptions.toSorted());
  });

  test('lets its roles use the key through the services that keep the data, and never administer it', () => {
    const statements = statementsOnKey();
    expect(statements.length).toBeGreaterThan(10);
    const uses = [...keyActions.use, keyActions.grant, 'kms:DescribeKey'];
    for (const { Effect, Action, Condition } of statements) {
      expect(Effect).toBe('Allow');
      for (const action of [Action].flat()) expect(uses).toContain(action);
      expect(JSON.stringify(Condition)).toMatch(/"kms:(?:ViaService|GrantIsForAWSResource)"/);
    }
  });

  test('leaves what nobody can see of the key to its owner, and passes none of it', () => {
    const findings = evaluate(model, rules, { asOf: '2026-11-29' });
    const ofOwner = findings.filter(({ declaration }) => declaration?.arn === existingKey.arn);
    expect([...new Set(ofOwner.map(({ rule }) => rule))].sort()).toEqual([
      'DATA-02-messages',
      'DATA-02-stores',
      'KEY-01',
      'KEY-02-use',
    ]);
    for (const { status, declaration } of ofOwner)
      expect([status, declaration?.owner]).toEqual(['declared', existingKey.owner]);
    const wrong = findings.filter(
      ({ rule, status, actual }) =>
        status === 'unknown' ||
        status === 'fail' ||
        (status === 'pass' && /^(?:KEY|DATA)-/.test(rule) && actual === existingKey.arn),
    );
    expect(wrong.map(({ rule, status, message }) => `${rule} ${status}: ${message}`)).toEqual([]);
  });
});

test('the guide names every action on the key that deployments and roles of the kit need', () => {
  const paragraph = guide.slice(guide.indexOf('An owner who'), guide.indexOf('in place of `kms:*`'));
  const named = [...paragraph.matchAll(/`(kms:[A-Za-z*]+)`/g)].map(([, action]) => String(action));
  const { keyUse, rights } = deploymentRights.types['AWS::DynamoDB::Table'];
  const needed = [
    ...statementsOnKey().flatMap(({ Action }) => Action),
    ...keyUse.actions,
    ...rights['kms key'],
  ];
  expect(needed.length).toBeGreaterThan(8);
  for (const action of needed) expect([action, isNamed(action, named)]).toEqual([action, true]);
});

test.each([
  ['a key of another account', 'KEY-02-use', existingKey.arn.replace('111111111111', '222222222222')],
  ['an alias of AWS', 'DATA-02-stores', 'arn:aws:kms:eu-west-1:111111111111:alias/aws/dynamodb'],
])('%s fails all the same where a contract declares it', (_, rule, arn) => {
  expect(statusOf(rule, arn, arn)).toEqual(['fail']);
});

test('a key that the contract does not declare is left to no owner', () => {
  expect(statusOf('DATA-02-stores', existingKey.arn.replace(/.$/, '0'), existingKey.arn)).not.toContain(
    'declared',
  );
  expect(statusOf('DATA-02-stores', existingKey.arn, existingKey.arn)).toContain('declared');
});

/** What a rule says of a table of personal data under one key, where the contract declares another. */
function statusOf(rule: string, used: string, declared: string) {
  const specification = { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: used };
  const small = modelOf({
    resources: {
      Orders: { Type: 'AWS::DynamoDB::Table', Properties: { SSESpecification: specification } },
    },
    storefront: {
      ...storefront,
      stack: 'data',
      data: [{ resource: 'Orders', class: 'personal' }],
      declared: ['DATA-02', 'KEY-02'].map((control) => ({ control, arn: declared, owner: 'security' })),
    },
  });
  return evaluate(small, rules, { only: [rule] })
    .filter(({ rule: of, path }) => of === rule && path.endsWith('KMSMasterKeyId'))
    .map(({ status }) => status);
}

test('the guide gives the owner of a key the policy that the keys of the kit have in its place', () => {
  const [, written = ''] = /```json\n(.*?)```/s.exec(guide) ?? [];
  const replaced = keysOf(synthesize(exampleWith(everything))).filter(
    ({ role }) => !exceptions.includes(role),
  );
  expect(replaced.map(({ role }) => role).sort()).toEqual(['orders', 'payment-events', 'sessions']);
  for (const { properties } of replaced) expect(properties.KeyPolicy.Statement).toEqual(JSON.parse(written));
});
