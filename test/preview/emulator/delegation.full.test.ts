import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { type Assembly, synthesize } from './support/assembly.ts';
import { bootstrap, command, deploy } from './support/cdk.ts';

const network = 'boutique-prod-network';
const zone = { id: 'Z0123456789ABC', name: 'boutique.example' };

let emulator: Emulator;
let assembly: Assembly;
let parentId: string;
beforeAll(async () => {
  emulator = await startEmulator();
  assembly = synthesize();
  const client = new Route53Client(emulator.clientConfig);
  const { HostedZone } = await client.send(
    new CreateHostedZoneCommand({ Name: 'example', CallerReference: 'parent' }),
  );
  parentId = HostedZone?.Id ?? '';
  await bootstrap(emulator, assembly);
}, 180_000);
afterAll(async () => {
  assembly.remove();
  await emulator.stop();
});

/** Leads the internet to some servers for the shop's zone. */
async function lead(servers: readonly string[]): Promise<void> {
  await new Route53Client(emulator.clientConfig).send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: parentId,
      ChangeBatch: {
        Changes: [
          {
            Action: 'UPSERT',
            ResourceRecordSet: {
              Name: zone.name,
              Type: 'NS',
              TTL: 300,
              ResourceRecords: servers.map((Value) => ({ Value })),
            },
          },
        ],
      },
    }),
  );
}

async function serversOfZone(): Promise<readonly string[]> {
  const { ResourceRecordSets = [] } = await new Route53Client(emulator.clientConfig).send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone.id }),
  );
  const top = ResourceRecordSets.find(({ Type }) => Type === 'NS');
  return top?.ResourceRecords?.flatMap(({ Value }) => Value ?? []) ?? [];
}

test('a shop whose zone nobody is led to fails at once with the records to add, before the network is begun', async () => {
  await lead(['ns1.registrar.example']);
  const refused = await deploy(emulator, assembly, network);
  const said = refused.text.replace(/\s+/g, ' ');
  expect(refused.code).toBe(1);
  expect(said).toContain(
    'The internet is led to other servers for boutique.example: ns1.registrar.example. Give its parent zone',
  );
  for (const server of await serversOfZone()) expect(said).toContain(`${zone.name}. NS ${server}`);
  const begun = (await emulator.journal()).filter(
    ({ stack, operation }) => stack === network && operation === 'create AWS::EC2::VPC',
  );
  expect(begun).toEqual([]);
}, 180_000);

test('once the parent zone leads to it, the documented way goes on', async () => {
  await lead(await serversOfZone());
  const discarded = await command(emulator, 'stack', 'discard', '--environment', 'prod');
  expect([discarded.code, discarded.text]).toEqual([0, expect.stringContaining(network)]);
  const deployed = await deploy(emulator, assembly, network);
  expect([deployed.code, deployed.text]).toEqual([0, expect.stringContaining(network)]);
}, 180_000);
