import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { agreedPart } from './support/agreed-part.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { stripeCallback } from './support/callback.ts';
import { bootstrap, command, deploy } from './support/cdk.ts';
import { fidelityTables, listedTypes, type ReadBack } from './support/fidelity.ts';
import { audit } from './support/planned/account.ts';
import { edge, wayInto } from './support/planned/edge.ts';
import { keeping } from './support/planned/keeping.ts';
import { network } from './support/planned/network.ts';
import { type Resource, stacksIn } from './support/stacks.ts';

let emulator: Emulator;
let assembly: Assembly;
beforeAll(async () => {
  emulator = await startEmulator();
  assembly = synthesize();
}, 180_000);
afterAll(async () => {
  assembly.remove();
  await emulator.stop();
});

test('the boutique deploys from nothing by the real commands', async () => {
  const bootstrapped = await bootstrap(emulator, assembly);
  expect([bootstrapped.code, bootstrapped.text]).toEqual([0, expect.stringContaining('bootstrapped')]);
  const deployed = await deploy(emulator, assembly);
  expect([deployed.code, deployed.text]).toEqual([0, expect.stringContaining('boutique-prod-payments')]);
  const stacks = (await emulator.resources()).map(({ stack, stackStatus }) => `${stack} ${stackStatus}`);
  expect([...new Set(stacks)].sort()).toEqual([
    'CDKToolkit CREATE_COMPLETE',
    'boutique-prod-backup CREATE_COMPLETE',
    'boutique-prod-data CREATE_COMPLETE',
    'boutique-prod-edge CREATE_COMPLETE',
    'boutique-prod-network CREATE_COMPLETE',
    'boutique-prod-payments CREATE_COMPLETE',
    'boutique-prod-recovery CREATE_COMPLETE',
  ]);
}, 180_000);

test('the smoke test finds the stacks complete and the alarms silent, and takes no shop for granted that it cannot reach', async () => {
  const told = await command(emulator, 'stack', 'smoke', '--environment', 'prod');
  const lines = told.text.split('\n');
  expect(lines.filter((line) => line.includes(' stack '))).toEqual([
    ...['network', 'data', 'recovery', 'backup', 'payments', 'edge'].map(
      (role) => `pass    stack boutique-prod-${role}: CREATE_COMPLETE`,
    ),
    ...['us-east-1', 'eu-west-1'].map((region) =>
      expect.stringMatching(`^fail {4}stack palisade-account-${region}: does not exist, so the alarms`),
    ),
  ]);
  expect(lines.filter((line) => / {4}alarms in/.test(line))).toEqual([
    expect.stringMatching(/^pass {4}alarms in us-east-1: none of \d+ is in ALARM$/),
    expect.stringMatching(/^pass {4}alarms in eu-west-1: none of \d+ is in ALARM$/),
  ]);
  expect(lines.filter((line) => line.includes('https://shop.'))).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^unknown https:\/\/shop.boutique.example\/: cannot be asked/),
    ]),
  );
  expect(told.code).toBe(1);
}, 60_000);

test('no call that a stack or a function made was refused', async () => {
  const refused = (await emulator.journal()).filter(({ status = 200 }) => status === 403 || status >= 500);
  expect(refused).toEqual([]);
});

test('each step of the deployment was taken by the role that the bootstrap has made for it', async () => {
  const principals = (await emulator.journal()).map(({ principal = '', operation }) => {
    const [, role] = /assumed-role\/cdk-hnb659fds-([a-z-]+)-role-/.exec(principal) ?? [];
    return role && `${role} ${operation}`;
  });
  expect(principals).toEqual(
    expect.arrayContaining([
      'deploy ExecuteChangeSet',
      'file-publishing PutObject',
      'cfn-exec CreateVpcOrigin',
      'cfn-exec PutEncryptionConfiguration',
    ]),
  );
});

test('the journal tells each step of each resource, and no secret', async () => {
  const entries = await emulator.journal();
  const created = entries.filter(({ operation }) => operation === 'create AWS::DynamoDB::Table');
  expect(created).toEqual([
    expect.objectContaining({
      stack: 'boutique-prod-data',
      by: 'cloudformation',
      physicalId: expect.any(String),
    }),
    expect.objectContaining({
      stack: 'boutique-prod-data',
      by: 'cloudformation',
      physicalId: expect.any(String),
    }),
  ]);
  expect(entries.filter(({ principal = '' }) => principal.includes('site-release'))).not.toEqual([]);
  await new SecretsManagerClient(emulator.clientConfig).send(
    new CreateSecretCommand({ Name: 'journal', SecretString: 'never written down' }),
  );
  const later = await emulator.journal(entries.at(-1)?.number);
  expect(later).toContainEqual(
    expect.objectContaining({ operation: 'CreateSecret', principal: `arn:aws:iam::${account}:root` }),
  );
  expect(JSON.stringify(later)).not.toContain('never written down');
});

describe('a callback of a gateway', () => {
  const secret = { signingSecret: 'whsec_0123456789abcdef', secretKey: 'sk_live_0123456789abcdef' };
  const name = 'boutique-prod';

  test('is verified by the deployed function, brought to the queue and worked on, each step by its own role', async () => {
    const since = (await emulator.journal()).at(-1)?.number;
    await new SecretsManagerClient(emulator.clientConfig).send(
      new PutSecretValueCommand({
        SecretId: `${name}/gateways/stripe`,
        SecretString: JSON.stringify(secret),
      }),
    );
    const { StatusCode, Payload } = await new LambdaClient(emulator.clientConfig).send(
      new InvokeCommand({
        FunctionName: `${name}-payment-callback`,
        Payload: stripeCallback(secret.signingSecret),
      }),
    );
    expect([StatusCode, JSON.parse(Buffer.from(Payload ?? []).toString())]).toEqual([
      200,
      expect.objectContaining({ statusCode: 200 }),
    ]);
    const steps = ['payment-callback PutItem', 'outbox SendMessage', 'order-worker GetItem'];
    for (;;) {
      const entries = await emulator.journal(since);
      const done = entries.map(
        ({ principal = '', operation }) =>
          `${principal
            .split('/')
            .at(-1)
            ?.slice(name.length + 1)} ${operation}`,
      );
      expect(entries.filter(({ status }) => status === 403)).toEqual([]);
      if (steps.every((step) => done.includes(step))) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }, 60_000);
});

test('each deployed resource is read back, and docs/emulator.md names all that is only recorded', async () => {
  const created = { status: 'CREATE_COMPLETE', failures: {} };
  const regional = stacksIn(emulator);
  for (const [name, resources] of Object.entries({ network, audit, keeping })) {
    expect(await regional.create(name, resources)).toEqual(created);
  }
  const balancer = (await emulator.resources('network')).find(({ logicalId }) => logicalId === 'Balancer');
  const global = stacksIn(emulator, 'us-east-1');
  for (const [name, resources] of Object.entries({ edge, origin: wayInto(balancer?.physicalId ?? '') })) {
    expect(await global.create(name, resources)).toEqual(created);
  }
  const found = await emulator.ask<readonly ReadBack[]>('read-back');
  expect(found.filter(({ kept }) => kept === 'unread')).toEqual([]);
  const deployed = found.map(({ type }) => type).filter((type) => type.startsWith('AWS::'));
  expect([...new Set(deployed)].sort()).toEqual(Object.keys(listedTypes()).sort());
  const { schemaDate } = await emulator.ask<{ readonly schemaDate: string }>('about');
  const tables = fidelityTables(found, schemaDate);
  expect(tables).toBe(agreedPart('emulator.md', 'deployment.test.ts', tables));
}, 120_000);

async function recordedBesideTheShop() {
  return (await emulator.recorded()).filter(({ stack }) => !stack.startsWith('boutique-'));
}

test('what is only recorded keeps all its properties, and gives no attribute that its schema lacks', async () => {
  const recorded = await recordedBesideTheShop();
  const templates: Readonly<Record<string, Resource>> = { ...network, ...audit, ...keeping, ...edge };
  const namesOf = (each: object = {}) => Object.keys(each).sort();
  expect(recorded.map(({ logical_id, properties }) => [logical_id, namesOf(properties)])).toEqual(
    recorded.map(({ logical_id }) => [logical_id, namesOf(templates[logical_id]?.Properties)]),
  );
  expect(recorded.filter(({ unknown_attributes }) => unknown_attributes.length > 0)).toEqual([]);
  const detector = recorded.find(({ type }) => type === 'AWS::GuardDuty::Detector');
  expect(detector?.properties).toEqual({
    Enable: true,
    Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }],
  });
});

test('each of these stacks is deleted again, resource by resource', async () => {
  const global = stacksIn(emulator, 'us-east-1');
  const regional = stacksIn(emulator);
  const removed = { status: 'DELETE_COMPLETE', failures: {} };
  for (const name of ['origin', 'edge']) expect(await global.remove(name)).toEqual(removed);
  for (const name of ['network', 'audit', 'keeping']) expect(await regional.remove(name)).toEqual(removed);
  expect(await recordedBesideTheShop()).toEqual([]);
}, 60_000);
