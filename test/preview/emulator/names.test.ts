import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Emulator, region, startEmulator } from '../../support/emulator.ts';
import { type Assembly, stacksOf, synthesize } from './support/assembly.ts';
import type { ReadBack } from './support/fidelity.ts';
import { writeShopFile } from './support/shop-file.ts';
import { type Resource, stacksIn } from './support/stacks.ts';

/** What a company has in its zone beside the shop: at the name of the zone, below it, and about its mail. */
const strangers: readonly ResourceRecordSet[] = [
  { Name: 'boutique.example.', Type: 'MX', TTL: 300, ResourceRecords: [{ Value: '10 mx.company.example' }] },
  { Name: 'boutique.example.', Type: 'TXT', TTL: 300, ResourceRecords: [{ Value: '"v=spf1 mx -all"' }] },
  { Name: 'boutique.example.', Type: 'CAA', TTL: 300, ResourceRecords: [{ Value: '0 issue "ca.example"' }] },
  { Name: 'intranet.boutique.example.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '198.51.100.7' }] },
];
const zone = 'Z0123456789ABC';
const folder = mkdtempSync(join(tmpdir(), 'palisade-names-'));
const assemblies: Assembly[] = [];
let emulator: Emulator;
let dns: Route53Client;
beforeAll(async () => {
  emulator = await startEmulator();
  dns = new Route53Client(emulator.clientConfig);
}, 120_000);
afterEach(async () => {
  await emulator.reset();
});
afterAll(async () => {
  for (const assembly of assemblies) assembly.remove();
  rmSync(folder, { recursive: true });
  await emulator.stop();
});

async function write(...records: readonly ResourceRecordSet[]): Promise<void> {
  const Changes = records.map((each) => ({ Action: 'CREATE' as const, ResourceRecordSet: each }));
  await dns.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zone, ChangeBatch: { Changes } }));
}

/** Each record set of the zone as one line, but for those that the zone itself brings. */
async function recordsOfZone(): Promise<readonly string[]> {
  const { ResourceRecordSets = [] } = await dns.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
  );
  return ResourceRecordSets.filter(({ Type = '' }) => !['NS', 'SOA'].includes(Type))
    .map(({ Name, Type, ResourceRecords = [] }) =>
      [Name, Type, ...ResourceRecords.map(({ Value }) => Value)].join(' '),
    )
    .sort();
}

/** A shop with mail: the resources of its mail, and the records at the edge that say something of its names. */
function shopWithMail(mail: unknown): Readonly<Record<'mail' | 'edge', Readonly<Record<string, Resource>>>> {
  const assembly = synthesize('prod', writeShopFile(folder, 'prod', { environments: { prod: { mail } } }));
  assemblies.push(assembly);
  const resourcesOf = (role: string) =>
    stacksOf(assembly).find(({ name }) => name === `boutique-prod-${role}`)?.template.Resources ?? {};
  const records = Object.entries(resourcesOf('edge')).filter(
    ([, { Type, Properties = {} }]) => Type === 'AWS::Route53::RecordSet' && !('AliasTarget' in Properties),
  );
  return { mail: resourcesOf('mail'), edge: Object.fromEntries(records) };
}

const reports = { reports: 'dmarc@boutique.example' };

test('mail from a subdomain and the records of the names come and go, and those of others stay as they are', async () => {
  const { mail, edge } = shopWithMail({
    from: 'mail.boutique.example',
    dmarc: reports,
    receives: { servers: ['mx.mailhost.example'], tlsReports: 'tls@boutique.example' },
  });
  await write(...strangers);
  const before = await recordsOfZone();
  expect(before).toHaveLength(strangers.length);

  const there = stacksIn(emulator, region);
  const atEdge = stacksIn(emulator, 'us-east-1');
  expect(await there.create('boutique-prod-mail', mail)).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(await atEdge.create('boutique-prod-edge', edge)).toMatchObject({ status: 'CREATE_COMPLETE' });
  const after = await recordsOfZone();
  expect(after).toEqual(expect.arrayContaining([...before]));
  const own = after.filter((record) => !before.includes(record));
  expect(own.filter((record) => !/_domainkey\./.test(record))).toEqual([
    '_dmarc.mail.boutique.example. TXT "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=r; rua=mailto:dmarc@boutique.example"',
    '_dmarc.shop.boutique.example. TXT "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s"',
    expect.stringMatching(/^_mta-sts\.mail\.boutique\.example\. TXT "v=STSv1; id=[0-9a-f]{32}"$/),
    '_smtp._tls.mail.boutique.example. TXT "v=TLSRPTv1; rua=mailto:tls@boutique.example"',
    'bounce.mail.boutique.example. MX 10 feedback-smtp.eu-west-1.amazonses.com',
    'bounce.mail.boutique.example. TXT "v=spf1 include:amazonses.com -all"',
    'mail.boutique.example. MX 10 mx.mailhost.example',
    'mail.boutique.example. TXT "v=spf1 include:amazonses.com -all"',
    expect.stringMatching(/^shop\.boutique\.example\. CAA /),
    'shop.boutique.example. MX 0 .',
    'shop.boutique.example. TXT "v=spf1 -all"',
  ]);
  // The names and values are SES's own, and have the zone once.
  const keys = own.filter((record) => /_domainkey\./.test(record));
  expect(keys).toEqual(
    Array(3).fill(expect.stringMatching(/^\w+\._domainkey\.mail\.boutique\.example\. CNAME \w+\.dkim\.\S+$/)),
  );
  const found = await emulator.ask<readonly ReadBack[]>('read-back');
  expect(found.filter(({ kept }) => kept === 'unread')).toEqual([]);

  await atEdge.remove('boutique-prod-edge');
  await there.remove('boutique-prod-mail');
  expect(await recordsOfZone()).toEqual(before);
}, 180_000);

test('mail from the name of a zone that others use leaves what they say of its mail alone', async () => {
  const { mail } = shopWithMail({ from: 'boutique.example', dmarc: { owner: 'it@boutique.example' } });
  const theirs = {
    Name: '_dmarc.boutique.example.',
    Type: 'TXT' as const,
    TTL: 300,
    ResourceRecords: [{ Value: '"v=DMARC1; p=none; rua=mailto:it@boutique.example"' }],
  };
  await write(...strangers, theirs);
  const before = await recordsOfZone();
  const there = stacksIn(emulator, region);
  expect(await there.create('boutique-prod-mail', mail)).toMatchObject({ status: 'CREATE_COMPLETE' });
  const own = (await recordsOfZone()).filter((record) => !before.includes(record));
  const shapes = own.map((record) =>
    record
      .replace(/^[0-9a-f]{32}\./, 'KEY.')
      .split(' ')
      .slice(0, 2)
      .join(' '),
  );
  expect(shapes.sort()).toEqual([
    ...Array(3).fill('KEY._domainkey.boutique.example. CNAME'),
    'bounce.boutique.example. MX',
    'bounce.boutique.example. TXT',
  ]);
  await there.remove('boutique-prod-mail');
  expect(await recordsOfZone()).toEqual(before);
}, 180_000);

test('a record of somebody else at a name of the shop stops the deployment, and stays as it is', async () => {
  const { mail } = shopWithMail({ from: 'mail.boutique.example', dmarc: reports });
  await write(...strangers, {
    Name: 'mail.boutique.example.',
    Type: 'MX',
    TTL: 300,
    ResourceRecords: [{ Value: '10 mx.earlier.example' }],
  });
  const before = await recordsOfZone();
  const { status, failures } = await stacksIn(emulator, region).create('boutique-prod-mail', mail);
  expect(status).toBe('ROLLBACK_COMPLETE');
  expect(Object.values(failures)).toEqual([expect.stringContaining('already exists')]);
  expect(await recordsOfZone()).toEqual(before);
}, 180_000);
