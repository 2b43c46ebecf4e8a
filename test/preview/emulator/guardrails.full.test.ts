import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreatePolicyCommand, GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { account, type Emulator, regions, startEmulator } from '../../support/emulator.ts';
import { guardrails } from '../../support/variants.ts';
import { type Assembly, stacksOf, synthesize } from './support/assembly.ts';
import { bootstrap, deploy, done } from './support/cdk.ts';
import { deployPolicies } from './support/deploy-policies.ts';
import { writeShopFile } from './support/shop-file.ts';
import { type Resources, stacksIn } from './support/stacks.ts';

// What these tests do follows one upon the other, as in the life of an account.

const { permissionsBoundary, rolePath, namePrefix, bootstrapQualifier } = guardrails;
const folder = mkdtempSync(join(tmpdir(), 'palisade-guardrails-'));
const people = { signIn: 'identityCenter', roles: { deploy: ['ShopPlatform'], audit: ['ShopAudit'] } };
let emulator: Emulator;
let shop: Assembly;
let client: IAMClient;
let key: string;
beforeAll(async () => {
  emulator = await startEmulator();
  client = new IAMClient(emulator.clientConfig);
  key = await companyKey();
  const existing = { ...guardrails, key: { arn: key, owner: 'security@boutique.example' } };
  shop = synthesize('prod', writeShopFile(folder, 'prod', { environments: { prod: { existing, people } } }));
  const withoutUsers = { Effect: 'Allow', NotAction: ['iam:CreateUser'], Resource: '*' };
  await client.send(
    new CreatePolicyCommand({
      PolicyName: 'boundary',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [withoutUsers] }),
    }),
  );
}, 120_000);
afterAll(async () => {
  shop.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** A key that somebody else administers, with the policy that docs/existing-key.md asks for. */
async function companyKey(): Promise<string> {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const KeyPolicy = { Version: '2012-10-17', Statement: [statement] };
  await stacksIn(emulator).create('company', { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } } });
  const made = (await emulator.resources()).find(({ stack }) => stack === 'company');
  return `arn:aws:kms:eu-west-1:${account}:key/${made?.physicalId}`;
}

test('a shop is deployed by the bootstrap with the qualifier and by the generated policies alone', async () => {
  const policies = await deployPolicies(emulator, [shop]);
  expect(policies[0]).toBe(
    `arn:aws:iam::${account}:policy${rolePath}${namePrefix}cdk-${bootstrapQualifier}-deploy-1`,
  );
  const more = ['--qualifier', bootstrapQualifier];
  await done(bootstrap(emulator, shop, policies.join(','), regions, more));
  await done(deploy(emulator, shop));
  const deployed = new Set((await emulator.resources()).map(({ stack }) => stack));
  for (const { name } of stacksOf(shop)) expect(deployed).toContain(name);
  const tables = (await emulator.resources()).filter(
    ({ type, logicalId }) => type === 'AWS::DynamoDB::Table' && logicalId.startsWith('OrdersTable'),
  );
  expect(tables.map(({ properties }) => properties)).toEqual([
    expect.objectContaining({ SSESpecification: expect.objectContaining({ KMSMasterKeyId: key }) }),
  ]);
}, 300_000);

test('each role of the shop is at the path, has the prefix, and is bound', async () => {
  const { Roles = [] } = await client.send(new ListRolesCommand({}));
  const own = Roles.filter(({ RoleName = '' }) => RoleName.includes('boutique-prod'));
  expect(own.length).toBeGreaterThan(15);
  for (const { RoleName = '', Path } of own) {
    expect([RoleName, Path]).toEqual([expect.stringMatching(`^${namePrefix}boutique-prod-`), rolePath]);
    const { Role } = await client.send(new GetRoleCommand({ RoleName }));
    expect([RoleName, Role?.PermissionsBoundary?.PermissionsBoundaryArn]).toEqual([
      RoleName,
      permissionsBoundary,
    ]);
  }
}, 60_000);

describe('CloudFormation may not', () => {
  const executionRole = `arn:aws:iam::${account}:role/cdk-${bootstrapQualifier}-cfn-exec-role-${account}-eu-west-1`;
  const role = (properties: object): Resources => ({
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
        RoleName: `${namePrefix}boutique-prod-own`,
        ...properties,
      },
    },
  });
  const bound = { Path: rolePath, PermissionsBoundary: permissionsBoundary };

  test.each<[string, object]>([
    ['make a role without the boundary', { Path: rolePath }],
    [
      'make a role with another boundary',
      { Path: rolePath, PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ],
    ['make a role at another path', { PermissionsBoundary: permissionsBoundary }],
    ['make a role without the prefix', { ...bound, RoleName: 'boutique-prod-own' }],
  ])('%s', async (_, properties) => {
    const options = { RoleARN: executionRole };
    const { status, failures } = await stacksIn(emulator).create('outside', role(properties), options);
    expect([status, failures['Role']]).toEqual([
      expect.stringMatching(/^ROLLBACK_/),
      expect.stringContaining('is not authorized to perform: iam:CreateRole'),
    ]);
    await stacksIn(emulator).remove('outside');
  });

  test('and may make one as the account asks', async () => {
    const options = { RoleARN: executionRole };
    expect((await stacksIn(emulator).create('inside', role(bound), options)).status).toBe('CREATE_COMPLETE');
    expect((await stacksIn(emulator).remove('inside')).status).toBe('DELETE_COMPLETE');
  });
});
