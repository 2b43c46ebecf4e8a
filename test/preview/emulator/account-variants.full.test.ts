import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, stacksOf, synthesizeAccount } from './support/assembly.ts';
import { callsOf } from './support/calls.ts';
import { bootstrap, done, publishAssets } from './support/cdk.ts';
import type { ReadBack } from './support/fidelity.ts';
import { complete, createStack } from './support/first-deployment.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-accounts-'));
const assemblies: Assembly[] = [];
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(async () => {
  for (const assembly of assemblies) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

/** Deploys the example's account with some settings changed, to an account without anything. */
async function deployed(name: string, changes: object): Promise<readonly ReadBack[]> {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, stringify({ ...parse(readFileSync('examples/account.yaml', 'utf8')), ...changes }));
  const assembly = synthesizeAccount(path);
  assemblies.push(assembly);
  await emulator.reset();
  await done(bootstrap(emulator, assembly));
  await done(publishAssets(emulator, assembly));
  for (const stack of stacksOf(assembly)) expect(await createStack(emulator, stack)).toEqual(complete);
  const found = await emulator.ask<readonly ReadBack[]>('read-back');
  return found.filter(({ stack }) => stack.startsWith('palisade-account-'));
}

const typesOf = (found: readonly ReadBack[]) => [...new Set(found.map(({ type }) => type))].sort();

test('an account that asks for everything is deployed, and each resource can be read', async () => {
  const slack = { workspace: 'T0123ABCD', channel: 'C0123ABCD' };
  const mail = [{ email: 'oncall@boutique.example' }, { slack }];
  const found = await deployed('everything', {
    organization: { id: 'o-a1b2c3d4e5' },
    alerts: { page: mail, ticket: [{ slack }], security: mail },
    detection: { macie: 'create', inspector: 'create' },
  });
  expect(found.filter(({ kept }) => kept === 'unread')).toEqual([]);
  expect(typesOf(found)).toEqual(
    expect.arrayContaining([
      'AWS::AccessAnalyzer::Analyzer',
      'AWS::Chatbot::SlackChannelConfiguration',
      'AWS::CloudTrail::Trail',
      'AWS::Config::ConfigurationRecorder',
      'AWS::GuardDuty::Detector',
      'AWS::Macie::Session',
      'AWS::SecurityHub::Standard',
    ]),
  );
  const [inspected, volumes, passwords, buckets] = callsOf(emulator, [
    { service: 'inspector2', operation: 'batch_get_account_status' },
    { service: 'ec2', operation: 'get_ebs_encryption_by_default' },
    { service: 'iam', operation: 'get_account_password_policy' },
    { service: 's3', operation: 'list_buckets' },
  ]);
  expect(inspected?.answer.accounts[0].resourceState.lambda.status).toBe('ENABLED');
  expect(volumes?.answer.EbsEncryptionByDefault).toBe(true);
  expect(passwords?.answer.PasswordPolicy.MinimumPasswordLength).toBe(14);
  expect(buckets?.answer.Buckets.length).toBeGreaterThan(3);
}, 180_000);

test('an account whose services all exist has alerts and settings of the kit, and none of these services', async () => {
  const arnOf = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:111111111111:${rest}`;
  const owner = 'platform@boutique.example';
  const existing = (service: string, rest: string) => ({ existing: { arn: arnOf(service, rest), owner } });
  const found = await deployed('existing', {
    detection: {
      accessAnalyzer: existing('access-analyzer', 'analyzer/all'),
      cloudTrail: existing('cloudtrail', 'trail/all'),
      config: existing('config', 'config-recorder/all'),
      guardDuty: existing('guardduty', 'detector/all'),
      securityHub: existing('securityhub', 'hub/default'),
    },
  });
  const services = /^AWS::(?:AccessAnalyzer|CloudTrail|Config|GuardDuty|Macie|SecurityHub)::/;
  expect(typesOf(found).filter((type) => services.test(type))).toEqual([]);
  expect(typesOf(found)).toEqual(
    expect.arrayContaining([
      'AWS::CloudWatch::Alarm',
      'AWS::Events::Rule',
      'AWS::SNS::Topic',
      'Custom::RegionSettings',
    ]),
  );
}, 180_000);
