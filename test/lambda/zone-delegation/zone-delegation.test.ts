import type { Resolver } from 'node:dns/promises';
import type { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { describe, expect, jest, test } from '@jest/globals';
import { createDelegationOf, createServersOf } from '../../../lambda/zone-delegation/ports.ts';
import { createZoneDelegation, type Delegation } from '../../../lambda/zone-delegation/zone-delegation.ts';

const zone = { ZoneId: 'Z0123456789ABC', ZoneName: 'shop.example' };
const servers = ['ns-2.awsdns-2.net.', 'NS-1.awsdns-1.com.'];
const records = 'shop.example. NS ns-1.awsdns-1.com. shop.example. NS ns-2.awsdns-2.net.';

function checked(delegation: Delegation) {
  const serversOf = jest.fn(async (_: string, __: string) => servers);
  const outcome = createZoneDelegation({ serversOf, delegationOf: async () => delegation })(zone);
  return { outcome, serversOf };
}

test('a zone to which the internet is led passes, however the servers are written and in whatever order', async () => {
  const { outcome, serversOf } = checked(['ns-1.awsdns-1.com', 'ns-2.AWSDNS-2.net']);
  await outcome;
  expect(serversOf).toHaveBeenCalledWith('Z0123456789ABC', 'shop.example');
});

test.each([
  ['to which nothing leads', 'none', 'Nothing on the internet leads to the zone shop.example yet.'],
  [
    'whose servers are silent',
    'unanswered',
    'The servers that the internet is led to for shop.example do not answer.',
  ],
  [
    'of which another one of the same name is asked',
    ['ns-9.awsdns-9.org', 'ns-8.awsdns-8.com.'],
    'The internet is led to other servers for shop.example: ns-8.awsdns-8.com, ns-9.awsdns-9.org.',
  ],
  [
    'that is asked at one of its servers only',
    ['ns-1.awsdns-1.com'],
    'The internet is led to other servers for shop.example: ns-1.awsdns-1.com.',
  ],
] as const)('a zone %s is refused with the records to add', async (_, delegation, found) => {
  await expect(checked(delegation).outcome).rejects.toThrow(
    `${found} Give its parent zone, or the registrar of shop.example, exactly these records and no other NS record of that name: ${records} Then deploy again; resolvers may keep the earlier answer for some minutes.`,
  );
});

describe('a resolver', () => {
  const asked = (answer: () => Promise<string[]>) =>
    createDelegationOf({ resolveNs: answer } satisfies Pick<Resolver, 'resolveNs'>)('shop.example');
  const refusal = (code: string) => Object.assign(new Error(code), { code });

  test('tells the servers', async () => {
    expect(await asked(async () => ['ns-1.awsdns-1.com'])).toEqual(['ns-1.awsdns-1.com']);
  });

  test.each([
    ['ENOTFOUND', 'none'],
    ['ENODATA', 'none'],
    ['ESERVFAIL', 'unanswered'],
    ['EREFUSED', 'unanswered'],
  ])('says %s of a zone that is led to %s', async (code, expected) => {
    expect(await asked(() => Promise.reject(refusal(code)))).toBe(expected);
  });

  test('that cannot be asked is no answer', async () => {
    await expect(asked(() => Promise.reject(refusal('ETIMEOUT')))).rejects.toThrow('ETIMEOUT');
  });
});

describe('a hosted zone', () => {
  const answering = (first: object) => {
    const send = jest.fn(async (_: ListResourceRecordSetsCommand) => ({ ResourceRecordSets: [first] }));
    return { send, serversOf: createServersOf({ send } as unknown as Route53Client) };
  };

  test('tells its own servers by the NS record at its top', async () => {
    const { send, serversOf } = answering({
      Name: 'shop.example.',
      Type: 'NS',
      ResourceRecords: [{ Value: 'ns-1.awsdns-1.com.' }],
    });
    expect(await serversOf('Z1', 'shop.example')).toEqual(['ns-1.awsdns-1.com.']);
    expect(send.mock.calls[0]?.[0].input).toEqual({
      HostedZoneId: 'Z1',
      StartRecordName: 'shop.example',
      StartRecordType: 'NS',
      MaxItems: 1,
    });
  });

  test('of another name is refused', async () => {
    const { serversOf } = answering({ Name: 'www.shop.example.', Type: 'A' });
    await expect(serversOf('Z1', 'shop.example')).rejects.toThrow(
      'the hosted zone Z1 has no NS records for shop.example',
    );
  });
});
