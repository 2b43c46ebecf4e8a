import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { followAddresses } from '../../lib/preview/address-sets.ts';
import type { DeployedResource } from '../../lib/preview/deployed-resources.ts';
import { openFirewall } from '../../lib/preview/firewall/firewall.ts';
import { viewerRequest } from '../../lib/preview/responder.ts';

let Addresses: readonly string[];
let server: Server;
let endpoint: string;
beforeAll(async () => {
  server = createServer((_, answer) => answer.end(JSON.stringify({ IPSet: { Addresses } })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
});

const deployed = (
  type: string,
  name: string,
  properties: DeployedResource['properties'],
): DeployedResource => ({
  stack: 'shop-prod-edge',
  stackStatus: 'CREATE_COMPLETE',
  account: '111111111111',
  region: 'us-east-1',
  logicalId: name,
  physicalId: `${name}|1|CLOUDFRONT`,
  type,
  properties,
});
const acl = deployed('AWS::WAFv2::WebACL', 'acl', {
  Name: 'acl',
  DefaultAction: { Block: {} },
  Rules: [
    {
      Name: 'admitted',
      Priority: 0,
      Action: { Allow: {} },
      Statement: {
        IPSetReferenceStatement: {
          Arn: 'arn:aws:wafv2:us-east-1:111111111111:global/ipset/admitted/1',
        },
      },
      VisibilityConfig: {},
    },
  ],
});
const resources = [acl, deployed('AWS::WAFv2::IPSet', 'admitted', { Addresses: [] })];

test('whoever is admitted or shut out while the preview is open is so from the next request on', async () => {
  Addresses = [];
  const firewall = await followAddresses({
    endpoint,
    resources,
    open: (current) => openFirewall({ acl, resources: current }),
  });
  const decided = async () =>
    (await firewall.decide(viewerRequest({ url: 'https://shop.example/', address: '127.0.0.1' }))).action;
  expect(await decided()).toBe('block');
  Addresses = ['127.0.0.1/32'];
  expect(await decided()).toBe('allow');
  Addresses = [];
  expect(await decided()).toBe('block');
});
