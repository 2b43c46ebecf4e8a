import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Fake, startLoopback } from '../../lambda/fakes/loopback.ts';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { arnOf, trust } from './support/recording-functions.ts';
import { type Resources, type Stacks, stacksIn } from './support/stacks.ts';

const host = 'api.gateway.example';
let fake: Fake;
let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  fake = await startLoopback([host], ({ method, body }) => ({ status: 200, body: `${method} ${body}` }));
  emulator = await startEmulator({ [host]: fake.origin, 'www.gateway.example': fake.origin });
  stacks = stacksIn(emulator);
  expect((await stacks.create('shop', shop())).failures).toEqual({});
}, 120_000);
afterAll(async () => {
  await emulator.stop();
  await fake.close();
});

const askAddress = `
const told = ({ cause, message }) => cause?.code ?? message;
exports.handler = ({ url, init, connectTo }) => connectTo
  ? new Promise((resolve) => require('node:net').connect(443, connectTo).on('error', ({ code }) => resolve(code)))
  : fetch(url, init).then((answer) => answer.text(), told);`;

/** A network that lets its functions out to gateways, but for what is given in the place of its resources. */
function shop(changes: Resources = {}): Resources {
  const functionOf = (FunctionName: string, more: object = {}) => ({
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName,
      Role: arnOf('Role'),
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: askAddress },
      ...more,
    },
  });
  const list = (...Domains: readonly string[]) => ({
    Type: 'AWS::Route53Resolver::FirewallDomainList',
    Properties: { Domains },
  });
  const rule = (Priority: number, Action: string, name: string, more = {}) => ({
    ...{ Priority, Action, FirewallDomainListId: { Ref: name } },
    ...more,
  });
  return {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') },
    },
    Outside: functionOf('outside'),
    Inside: functionOf('inside', {
      VpcConfig: { SubnetIds: [{ Ref: 'Subnet' }], SecurityGroupIds: [{ Ref: 'Group' }] },
    }),
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/24' } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } },
    Group: groupWith({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }),
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    Routed: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { RouteTableId: { Ref: 'Table' }, SubnetId: { Ref: 'Subnet' } },
    },
    Nat: {
      Type: 'AWS::EC2::NatGateway',
      Properties: { SubnetId: { Ref: 'Subnet' }, ConnectivityType: 'private' },
    },
    Route: routeTo('0.0.0.0/0'),
    Allowed: list(host, '*.gateways.example'),
    Everything: list('*'),
    Rules: {
      Type: 'AWS::Route53Resolver::FirewallRuleGroup',
      Properties: {
        FirewallRules: [
          rule(200, 'BLOCK', 'Everything', { BlockResponse: 'NXDOMAIN' }),
          rule(100, 'ALLOW', 'Allowed'),
        ],
      },
    },
    Association: {
      Type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
      Properties: { FirewallRuleGroupId: { Ref: 'Rules' }, Priority: 101, VpcId: { Ref: 'Vpc' } },
    },
    ...changes,
  };
}

function groupWith(rule: object) {
  return {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { VpcId: { Ref: 'Vpc' }, GroupDescription: 'functions', SecurityGroupEgress: [rule] },
  };
}

function routeTo(DestinationCidrBlock: string) {
  return {
    Type: 'AWS::EC2::Route',
    Properties: { DestinationCidrBlock, RouteTableId: { Ref: 'Table' }, NatGatewayId: { Ref: 'Nat' } },
  };
}

async function ask(FunctionName: 'inside' | 'outside', event: object): Promise<unknown> {
  const client = new LambdaClient(emulator.clientConfig);
  const { Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  return JSON.parse(Buffer.from(Payload ?? []).toString());
}

test('a function reaches a host that this machine stands in for, which hears which one is meant', async () => {
  const init = { method: 'POST', body: 'ä', headers: { 'x-a': 'b' } };
  expect(await ask('inside', { url: `https://${host}/pay?a=1`, init })).toBe('POST ä');
  expect(fake.requests.at(-1)).toMatchObject({ host, path: '/pay?a=1', headers: { 'x-a': 'b' } });
});

test.each([
  ['inside', { url: 'https://www.gateway.example/' }, 'ENOTFOUND'],
  ['inside', { url: 'https://a.gateways.example/' }, 'ENOTFOUND'],
  ['inside', { url: `http://${host}/` }, 'ETIMEDOUT'],
  ['outside', { url: 'https://www.gateway.example/' }, 'GET '],
  ['outside', { url: 'https://other.example/' }, 'ENOTFOUND'],
  ['outside', { connectTo: 'other.example' }, 'ENOTFOUND'],
  ['outside', { connectTo: host }, 'ENOTFOUND'],
  ['outside', { connectTo: '192.0.2.1' }, 'ENETUNREACH'],
  ['outside', { url: 'https://192.0.2.1/' }, 'ENOTFOUND'],
] as const)('a function %s of the network that asks for %j gets %s', async (where, event, told) => {
  expect(await ask(where, event)).toBe(told);
});

test.each<[string, Resources, string]>([
  [
    'whose group opens another port',
    { Group: groupWith({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }) },
    'ETIMEDOUT',
  ],
  [
    'whose group opens its own addresses',
    { Group: groupWith({ IpProtocol: '-1', CidrIp: '10.0.0.0/24' }) },
    'ETIMEDOUT',
  ],
  ['without a default route', { Route: routeTo('192.0.2.0/24') }, 'ETIMEDOUT'],
  ['that lets everything out', { Group: groupWith({ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }) }, 'GET '],
])(
  'a network %s gives its functions %s',
  async (_, changes, told) => {
    expect((await stacks.update('shop', shop(changes))).failures).toEqual({});
    expect(await ask('inside', { url: `https://${host}/` })).toBe(told);
  },
  60_000,
);

test('a DNS firewall that is not associated with the network stops no name', async () => {
  const { Association: _, ...others } = shop();
  expect((await stacks.update('shop', others)).failures).toEqual({});
  expect(await ask('inside', { url: 'https://www.gateway.example/' })).toBe('GET ');
}, 60_000);

test('what the network has kept from a function is in the journal, with the reason', async () => {
  const kept = (await emulator.journal()).filter(({ service }) => service === 'network');
  expect(kept.map(({ error }) => error)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^the DNS firewall of vpc-\w+ does not resolve www\.gateway\.example$/),
      'no security group of the function lets it connect to port 80',
      'nothing on this machine stands in for the host',
      expect.stringMatching(/^no route leads out of subnet-\w+$/),
    ]),
  );
});
