import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { distribution, twoSubnets } from './support/named.ts';
import { type Resource, type Resources, type Stacks, stacksIn } from './support/stacks.ts';

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

const created = { status: 'CREATE_COMPLETE', failures: {} };

/** A key by which CloudFront checks signatures, in PEM. */
function publicKey(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return String(publicKey.export({ type: 'spki', format: 'pem' }));
}

describe('what another stack uses cannot be deleted', () => {
  const used: Readonly<Record<string, [Resources, (id: string) => Resources, string]>> = {
    'a function of a distribution': [
      {
        Used: {
          Type: 'AWS::CloudFront::Function',
          Properties: {
            Name: 'used',
            FunctionCode: 'function handler(event) { return event.request; }',
            FunctionConfig: { Comment: 'used', Runtime: 'cloudfront-js-2.0' },
            AutoPublish: true,
          },
        },
      },
      (arn) => distribution({ FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: arn }] }),
      'in use by a distribution',
    ],
    'a headers policy of a distribution': [
      {
        Used: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          Properties: { ResponseHeadersPolicyConfig: { Name: 'used' } },
        },
      },
      (id) => distribution({ ResponseHeadersPolicyId: id }),
      'ResponseHeadersPolicyInUse',
    ],
    'an access control of a distribution': [
      {
        Used: {
          Type: 'AWS::CloudFront::OriginAccessControl',
          Properties: {
            OriginAccessControlConfig: {
              Name: 'used',
              OriginAccessControlOriginType: 's3',
              SigningBehavior: 'always',
              SigningProtocol: 'sigv4',
            },
          },
        },
      },
      (id) => distribution({}, { OriginAccessControlId: id }),
      'OriginAccessControlInUse',
    ],
    'a public key of a group of keys': [
      {
        Used: {
          Type: 'AWS::CloudFront::PublicKey',
          Properties: {
            PublicKeyConfig: { CallerReference: 'used', Name: 'used', EncodedKey: publicKey() },
          },
        },
      },
      (id) => ({
        Group: {
          Type: 'AWS::CloudFront::KeyGroup',
          Properties: { KeyGroupConfig: { Name: 'user', Items: [id] } },
        },
      }),
      'PublicKeyInUse',
    ],
    'a user pool of a domain': [
      { Used: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'used' } } },
      (UserPoolId) => ({
        Domain: { Type: 'AWS::Cognito::UserPoolDomain', Properties: { Domain: 'customers', UserPoolId } },
      }),
      'has a domain configured',
    ],
    'a certificate of a distribution': [
      {
        Used: {
          Type: 'AWS::CertificateManager::Certificate',
          Properties: { DomainName: 'www.boutique.example', ValidationMethod: 'DNS' },
        },
      },
      (arn) =>
        distribution({}, {}, { ViewerCertificate: { AcmCertificateArn: arn, SslSupportMethod: 'sni-only' } }),
      'is in use',
    ],
    'a web ACL of a distribution': [
      {
        Used: {
          Type: 'AWS::WAFv2::WebACL',
          Properties: {
            Name: 'used',
            Scope: 'CLOUDFRONT',
            DefaultAction: { Allow: {} },
            VisibilityConfig: {
              CloudWatchMetricsEnabled: true,
              MetricName: 'used',
              SampledRequestsEnabled: false,
            },
          },
        },
      },
      (id) => {
        const [name, uuid] = id.split('|');
        return distribution(
          {},
          {},
          { WebACLId: `arn:aws:wafv2:us-east-1:111111111111:global/webacl/${name}/${uuid}` },
        );
      },
      'WAFAssociatedItemException',
    ],
  };

  test.each(Object.entries(used))('%s', async (_, [resources, user, reason]) => {
    const edge = stacksIn(emulator, 'us-east-1');
    expect(await edge.create('used', resources)).toEqual(created);
    const [resource] = await emulator.resources('used');
    const id =
      resource?.type === 'AWS::CloudFront::Function'
        ? 'arn:aws:cloudfront::111111111111:function/used'
        : (resource?.physicalId ?? '');
    expect(await edge.create('user', user(id))).toEqual(created);
    const { status, failures } = await edge.remove('used');
    expect([status, failures['Used']]).toEqual(['DELETE_FAILED', expect.stringContaining(reason)]);
    expect((await edge.remove('user')).status).toBe('DELETE_COMPLETE');
    expect((await edge.remove('used')).status).toBe('DELETE_COMPLETE');
  });

  test('a network and a security group', async () => {
    const group = (name: string, VpcId: unknown, ingress: readonly object[] = []) => ({
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: name, VpcId, SecurityGroupIngress: ingress },
    });
    await stacks.create('network', { ...twoSubnets(), Group: group('used', { Ref: 'Vpc' }) });
    const resources = await emulator.resources('network');
    const idOf = (type: string) => resources.find((each) => each.type === type)?.physicalId ?? '';
    const source = {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      SourceSecurityGroupId: idOf('AWS::EC2::SecurityGroup'),
    };
    const user = { Group: group('user', idOf('AWS::EC2::VPC'), [source]) };
    expect(await stacks.create('user', user)).toEqual(created);
    const { status, failures } = await stacks.remove('network');
    expect([status, failures['Group'], failures['Vpc']]).toEqual([
      'DELETE_FAILED',
      expect.stringContaining('has a dependent object'),
      'Vpc stays, because Group depends on it and could not be deleted',
    ]);
    await stacks.remove('user');
    expect((await stacks.remove('network')).status).toBe('DELETE_COMPLETE');
  });

  test('a subnet and a target group of a load balancer', async () => {
    await stacks.create('used', {
      ...twoSubnets(),
      Group: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: { Name: 'used', TargetType: 'lambda' },
      },
    });
    const found = await emulator.resources('used');
    const idOf = (id: string) => found.find(({ logicalId }) => logicalId === id)?.physicalId ?? '';
    const user: Resources = {
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Scheme: 'internal', Subnets: [idOf('First'), idOf('Second')] },
      },
      Listener: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Balancer' },
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: idOf('Group') }],
        },
      },
    };
    expect(await stacks.create('user', user)).toEqual(created);
    const { status, failures } = await stacks.remove('used');
    expect([status, failures['First'], failures['Group']]).toEqual([
      'DELETE_FAILED',
      expect.stringContaining('has dependencies and cannot be deleted'),
      expect.stringContaining('is currently in use by a listener or a rule'),
    ]);
    expect((await stacks.remove('user')).status).toBe('DELETE_COMPLETE');
    expect((await stacks.remove('used')).status).toBe('DELETE_COMPLETE');
  });

  test('a zone with records of its own', async () => {
    const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'other.example' } };
    await stacks.create('zone', { Zone: zone });
    const [{ physicalId = '' } = {}] = await emulator.resources('zone');
    const record = {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        HostedZoneId: physicalId,
        Name: 'a.other.example',
        Type: 'TXT',
        TTL: '60',
        ResourceRecords: ['"a"'],
      },
    };
    expect(await stacks.create('record', { Record: record })).toEqual(created);
    const { status, failures } = await stacks.remove('zone');
    expect([status, failures['Zone']]).toEqual([
      'DELETE_FAILED',
      expect.stringContaining('HostedZoneNotEmpty'),
    ]);
  });
});

test('a VPC origin in use can neither be changed nor deleted, nor its load balancer', async () => {
  const balancer: Resource = {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Scheme: 'internal', Subnets: [{ Ref: 'First' }, { Ref: 'Second' }] },
  };
  expect(await stacks.create('network', { ...twoSubnets(), Balancer: balancer })).toEqual(created);
  const arn = (await emulator.resources('network')).find(
    ({ logicalId }) => logicalId === 'Balancer',
  )?.physicalId;
  const origin = (HTTPSPort: number): Resource => ({
    Type: 'AWS::CloudFront::VpcOrigin',
    Properties: {
      VpcOriginEndpointConfig: {
        Name: 'origin',
        Arn: arn,
        HTTPSPort,
        OriginProtocolPolicy: 'https-only',
        OriginSSLProtocols: ['TLSv1.2'],
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    },
  });
  const edge = stacksIn(emulator, 'us-east-1');
  expect(await edge.create('origin', { Origin: origin(443) })).toEqual(created);
  const [{ physicalId = '' } = {}] = await emulator.resources('origin');
  expect(
    await edge.create('user', distribution({}, { VpcOriginConfig: { VpcOriginId: physicalId } })),
  ).toEqual(created);
  const inUse = expect.stringContaining('EntityWhileInUse');
  const changed = await edge.update('origin', { Origin: origin(8443) });
  expect([changed.status, changed.failures['Origin']]).toEqual(['UPDATE_ROLLBACK_COMPLETE', inUse]);
  const removed = await edge.remove('origin');
  expect([removed.status, removed.failures['Origin']]).toEqual(['DELETE_FAILED', inUse]);
  const balancerRemoved = await stacks.remove('network');
  expect(balancerRemoved.failures['Balancer']).toContain('in use by a CloudFront VPC origin');
});

test('a domain name belongs to one distribution', async () => {
  const edge = stacksIn(emulator, 'us-east-1');
  const aliased = distribution({}, {}, { Aliases: ['www.boutique.example'] });
  expect(await edge.create('first', aliased)).toEqual(created);
  const { failures } = await edge.create('second', aliased);
  expect(failures['Distribution']).toContain(
    'already associated with a different resource: www.boutique.example',
  );
});
