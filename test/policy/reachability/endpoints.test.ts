import { expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { publicEndpoints } from '../../../lib/policy/reachability/endpoints.ts';

/** What is found of each resource, by its logical id. */
function kindsOf(Resources: JsonRecord, Parameters: JsonRecord = {}): Readonly<Record<string, string>> {
  const model = new Model([{ name: 'a.json', sha256: '', body: { Parameters, Resources } }]);
  return Object.fromEntries(publicEndpoints(model).map(({ logicalId, kind }) => [logicalId, kind]));
}

const api = (Types: JsonRecord['x']) => ({
  Type: 'AWS::ApiGateway::RestApi',
  Properties: { EndpointConfiguration: { Types: Types ?? null } },
});

test('an API is an entry where its endpoint type is public, and undecided where a parameter may make it private', () => {
  const types = { Type: 'String', AllowedValues: ['REGIONAL', 'PRIVATE'] };
  const kinds = kindsOf(
    {
      Public: api(['REGIONAL']),
      Private: api(['PRIVATE']),
      Chosen: api([{ Ref: 'Endpoint' }]),
      Open: api([{ Ref: 'Free' }]),
    },
    { Endpoint: types, Free: { Type: 'String' } },
  );
  expect(kinds).toEqual({ Public: 'entry', Chosen: 'undecided', Open: 'undecided' });
});

/** A database in a group of one subnet, whose route table leads to a gateway of this type. */
function inGroup(gateway: string, database: JsonRecord) {
  return {
    Orders: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { DBSubnetGroupName: { Ref: 'Group' }, ...database },
    },
    Group: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { SubnetIds: [{ Ref: 'Subnet' }] } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: {} },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: {} },
    Join: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } },
    },
    Gateway: { Type: gateway, Properties: {} },
    Route: {
      Type: 'AWS::EC2::Route',
      Properties: { RouteTableId: { Ref: 'Table' }, GatewayId: { Ref: 'Gateway' } },
    },
  };
}

const [internet, vpn] = ['AWS::EC2::InternetGateway', 'AWS::EC2::VPNGateway'];

test('the subnets of a database decide where it says nothing of public access', () => {
  expect(kindsOf(inGroup(internet, {}))).toMatchObject({ Orders: 'entry' });
  expect(kindsOf(inGroup(vpn, {}))).not.toHaveProperty('Orders');
});

test('what a database says of public access counts in any subnets', () => {
  expect(kindsOf(inGroup(internet, { PubliclyAccessible: false }))).not.toHaveProperty('Orders');
  expect(kindsOf(inGroup(vpn, { PubliclyAccessible: true }))).toMatchObject({ Orders: 'entry' });
});

test('a database whose subnets nobody saw is undecided', () => {
  const database = (Properties: JsonRecord) => ({ Orders: { Type: 'AWS::RDS::DBInstance', Properties } });
  expect(kindsOf(database({}))).toEqual({ Orders: 'undecided' });
  expect(kindsOf(database({ DBSubnetGroupName: 'shared' }))).toEqual({ Orders: 'undecided' });
});

test('a fleet is an entry for the addresses that it admits, and for nobody where these are private', () => {
  const fleet = (...ranges: readonly string[]) => ({
    Fleet: {
      Type: 'AWS::GameLift::Fleet',
      Properties: { EC2InboundPermissions: ranges.map((IpRange) => ({ IpRange })) },
    },
  });
  expect(kindsOf(fleet('10.1.0.0/24'))).toEqual({});
  expect(kindsOf(fleet('10.1.0.0/24', '0.0.0.0/0'))).toEqual({ Fleet: 'entry' });
});
