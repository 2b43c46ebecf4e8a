import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { bootstrap, command, deploy, done } from './support/cdk.ts';
import { writeShopFile } from './support/shop-file.ts';
import { stacksIn } from './support/stacks.ts';

// What these tests do follows one upon the other, as a shop moves in and back.

const folder = mkdtempSync(join(tmpdir(), 'palisade-launch-'));
const domain = 'shop.boutique.example';
const edge = 'boutique-prod-edge';
const assemblies: Assembly[] = [];
let emulator: Emulator;
let zone: string;
let dns: Route53Client;
beforeAll(async () => {
  emulator = await startEmulator();
  dns = new Route53Client(emulator.clientConfigIn('us-east-1'));
  const { HostedZone } = await dns.send(
    new CreateHostedZoneCommand({ Name: 'boutique.example', CallerReference: 'company' }),
  );
  zone = HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
  await dns.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: {
        Changes: [
          {
            Action: 'CREATE',
            ResourceRecordSet: {
              Name: domain,
              Type: 'A',
              TTL: 60,
              SetIdentifier: 'earlier-shop',
              Weight: 0,
              ResourceRecords: [{ Value: '198.51.100.20' }],
            },
          },
        ],
      },
    }),
  );
}, 120_000);
afterAll(async () => {
  for (const assembly of assemblies) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

type Stage = 'shadow' | 'cutover' | 'live';

/** The shop at a stage, with a file of old addresses. */
function shopAt(launch: Stage, redirects = '/old-cart,/cart/\n'): readonly [file: string, Assembly] {
  writeFileSync(join(folder, 'redirects.csv'), redirects);
  const settings = { launch, zone: { name: 'boutique.example', id: zone }, redirects: 'redirects.csv' };
  const file = writeShopFile(folder, 'prod', { environments: { prod: settings } });
  const assembly = synthesize('prod', file);
  assemblies.push(assembly);
  return [file, assembly];
}

const moveTo = async (launch: Stage, redirects?: string) => {
  await done(deploy(emulator, shopAt(launch, redirects)[1], edge));
};

/** The resources of the edge stack that are there, by their types. */
async function made(type: string): Promise<readonly string[]> {
  const resources = await emulator.resources();
  return resources.filter((each) => each.stack === edge && each.type === type).map((each) => each.physicalId);
}

async function aliases(): Promise<readonly string[]> {
  const [id] = await made('AWS::CloudFront::Distribution');
  const answer = await fetch(`${emulator.endpoint}/2020-05-31/distribution/${id}/config`, {
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=111111111111/20261129/us-east-1/cloudfront/aws4_request',
    },
  });
  const text = await answer.text();
  expect(text).toContain('DistributionConfig');
  return [...text.matchAll(/<CNAME>(.*?)<\/CNAME>/g)].map(([, name = '']) => name);
}

/** The address records of the shop's name. */
async function records(): Promise<readonly string[]> {
  const { ResourceRecordSets = [] } = await dns.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
  );
  return ResourceRecordSets.filter(
    ({ Name, Type = '' }) => Name === `${domain}.` && ['A', 'AAAA'].includes(Type),
  )
    .map(({ Type, SetIdentifier, Weight }) => `${Type} ${SetIdentifier} ${Weight}`)
    .sort();
}

test('a simple record is refused beside weighted ones, as Route 53 refuses it', async () => {
  const simple = {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneId: zone,
      Name: domain,
      Type: 'A',
      TTL: '60',
      ResourceRecords: ['198.51.100.21'],
    },
  };
  const { status, failures } = await stacksIn(emulator, 'us-east-1').create('simple', { Simple: simple });
  expect([status, failures['Simple']]).toEqual([
    'ROLLBACK_COMPLETE',
    expect.stringContaining('already exists'),
  ]);
}, 60_000);

const earlier = 'A earlier-shop 0';
const own = ['A boutique-prod-shop 100', 'AAAA boutique-prod-shop 100'];

test('in the shadow the shop has no name and no record, and answers nobody until an address is admitted', async () => {
  const [file, assembly] = shopAt('shadow');
  await done(bootstrap(emulator, assembly));
  await done(deploy(emulator, assembly));
  expect([await aliases(), await records()]).toEqual([[], [earlier]]);
  expect(await made('AWS::WAFv2::IPSet')).toHaveLength(2);
  const access = (...words: readonly string[]) =>
    done(command(emulator, 'access', ...words, '--file', file, '--environment', 'prod'));
  expect(await access('list')).toBe('nobody is admitted\n');
  expect(await access('allow', '203.0.113.7')).toBe('203.0.113.7/32\n');
  // A deployment leaves the list as it is.
  await moveTo('shadow', '/older-cart,/cart/\n');
  expect(await access('list')).toBe('203.0.113.7/32\n');
}, 600_000);

test('changed old addresses are a new store, and the earlier one is gone', async () => {
  const [before, ...others] = await made('AWS::CloudFront::KeyValueStore');
  expect([typeof before, others]).toEqual(['string', []]);
  await moveTo('shadow');
  const after = await made('AWS::CloudFront::KeyValueStore');
  expect(after).toHaveLength(1);
  expect(after).not.toEqual([before]);
}, 300_000);

test('at the cutover it has its name, and the record of the earlier shop stands alone', async () => {
  const [distribution] = await made('AWS::CloudFront::Distribution');
  await moveTo('cutover');
  expect([await aliases(), await records()]).toEqual([[domain], [earlier]]);
  expect(await made('AWS::WAFv2::IPSet')).toEqual([]);
  expect(await made('AWS::CloudFront::Distribution')).toEqual([distribution]);
}, 300_000);

test('live it has its records beside that of the earlier shop', async () => {
  await moveTo('live');
  expect([await aliases(), await records()]).toEqual([[domain], [earlier, ...own].sort()]);
}, 300_000);

test('each step leads back', async () => {
  const [distribution] = await made('AWS::CloudFront::Distribution');
  await moveTo('cutover');
  expect([await aliases(), await records()]).toEqual([[domain], [earlier]]);
  await moveTo('shadow');
  expect([await aliases(), await records()]).toEqual([[], [earlier]]);
  await moveTo('live');
  expect(await records()).toEqual([earlier, ...own].sort());
  expect(await made('AWS::CloudFront::Distribution')).toEqual([distribution]);
}, 900_000);
