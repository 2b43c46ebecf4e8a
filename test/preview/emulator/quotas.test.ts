import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { twoSubnets } from './support/named.ts';
import { type Resource, type Resources, type Stacks, stacksIn } from './support/stacks.ts';

interface Quotas {
  readonly counts: readonly { readonly type: string; readonly most: number }[];
  readonly sizes: readonly { readonly type: string; readonly property: string; readonly most: number }[];
}

const { counts, sizes }: Quotas = JSON.parse(
  readFileSync('lib/preview/emulator/plugin/refusals/quotas.json', 'utf8'),
);

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator);
}, 120_000);
beforeEach(() => emulator.reset());
afterAll(() => emulator.stop());

type Properties = Readonly<Record<string, unknown>>;

/** The resources of a type by which its count is reached. */
interface Counted {
  /** How many of them an empty account has. @default 0 */
  readonly atFirst?: number;
  readonly properties: (index: number) => Properties;
  /** What all of them need. */
  readonly needed?: Resources;
}

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const behaviours = {
  CookiesConfig: { CookieBehavior: 'none' },
  HeadersConfig: { HeaderBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
};
const role: Resource = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } };

const counted: Readonly<Record<string, Counted>> = {
  // The default VPC counts, too.
  'AWS::EC2::VPC': { atFirst: 1, properties: (index) => ({ CidrBlock: `10.${index}.0.0/16` }) },
  'AWS::EC2::EIP': { properties: () => ({ Domain: 'vpc' }) },
  'AWS::EC2::NatGateway': {
    needed: twoSubnets(),
    properties: () => ({ SubnetId: { Ref: 'First' }, ConnectivityType: 'private' }),
  },
  'AWS::CloudFront::CachePolicy': {
    properties: (index) => ({
      CachePolicyConfig: {
        Name: `cache-${index}`,
        MinTTL: 0,
        DefaultTTL: 60,
        MaxTTL: 60,
        ParametersInCacheKeyAndForwardedToOrigin: { EnableAcceptEncodingGzip: false, ...behaviours },
      },
    }),
  },
  'AWS::CloudFront::OriginRequestPolicy': {
    properties: (index) => ({ OriginRequestPolicyConfig: { Name: `request-${index}`, ...behaviours } }),
  },
  'AWS::CloudFront::ResponseHeadersPolicy': {
    properties: (index) => ({ ResponseHeadersPolicyConfig: { Name: `headers-${index}` } }),
  },
  'AWS::CloudFront::VpcOrigin': {
    needed: {
      ...twoSubnets(),
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Scheme: 'internal', Subnets: [{ Ref: 'First' }, { Ref: 'Second' }] },
      },
    },
    properties: (index) => ({
      VpcOriginEndpointConfig: {
        Name: `origin-${index}`,
        Arn: { Ref: 'Balancer' },
        OriginProtocolPolicy: 'https-only',
        OriginSSLProtocols: ['TLSv1.2'],
      },
    }),
  },
  'AWS::CloudTrail::Trail': {
    needed: {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'trails' } },
      Policy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Bucket' },
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'cloudtrail.amazonaws.com' },
                Action: ['s3:GetBucketAcl', 's3:PutObject'],
                Resource: ['arn:aws:s3:::trails', 'arn:aws:s3:::trails/*'],
              },
            ],
          },
        },
      },
    },
    properties: (index) => ({
      TrailName: `trail-${index}`,
      IsLogging: true,
      S3BucketName: { Ref: 'Bucket' },
    }),
  },
  'AWS::Logs::ResourcePolicy': {
    properties: (index) => ({ PolicyName: `p${index}`, PolicyDocument: JSON.stringify(documentOf(1)) }),
  },
};

/** A policy that names so many resources, each in some thirty characters. */
function documentOf(resources: number, Principal: unknown = { Service: 'es.amazonaws.com' }) {
  const Resource = Array.from({ length: resources }, (_, index) => `arn:aws:logs:*:*:log-group:/g-${index}`);
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'logs:PutLogEvents', Resource }],
  };
}

/** A policy of an identity that is too long for every service. */
const endless = () => {
  const document = documentOf(1200);
  return { ...document, Statement: document.Statement.map(({ Principal: _, ...statement }) => statement) };
};

/** Properties whose document is too long, by type and property. */
const oversized: Readonly<Record<string, Readonly<Record<string, Properties>>>> = {
  'AWS::IAM::ManagedPolicy': { PolicyDocument: { PolicyDocument: endless() } },
  'AWS::IAM::Role': {
    AssumeRolePolicyDocument: {
      AssumeRolePolicyDocument: {
        ...trust,
        Statement: Array.from({ length: 30 }, (_, index) => ({ ...trust.Statement[0], Sid: `S${index}` })),
      },
    },
    'Policies[].PolicyDocument': {
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'rights', PolicyDocument: endless() }],
    },
  },
  'AWS::IAM::Policy': {
    PolicyDocument: { PolicyName: 'rights', Roles: [{ Ref: 'Role' }], PolicyDocument: endless() },
  },
  'AWS::KMS::Key': { KeyPolicy: { KeyPolicy: documentOf(1200) } },
  'AWS::S3::BucketPolicy': { PolicyDocument: { Bucket: 'bucket', PolicyDocument: documentOf(1200) } },
  'AWS::SecretsManager::ResourcePolicy': {
    ResourcePolicy: { SecretId: { Ref: 'Secret' }, ResourcePolicy: documentOf(1200) },
  },
  'AWS::Logs::ResourcePolicy': {
    PolicyDocument: { PolicyName: 'p', PolicyDocument: JSON.stringify(documentOf(1200)) },
  },
  'AWS::Lambda::Function': {
    'Environment.Variables': {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { ZipFile: 'exports.handler = async () => 1;' },
      Environment: { Variables: { TEXT: 'x'.repeat(4096) } },
    },
  },
  'AWS::CloudFront::Function': {
    FunctionCode: {
      Name: 'long',
      AutoPublish: true,
      FunctionConfig: { Comment: 'long', Runtime: 'cloudfront-js-2.0' },
      FunctionCode: `function handler(event) { return event.request; } // ${'x'.repeat(10_240)}`,
    },
  },
};

describe('more than AWS allows of a type is refused', () => {
  test.each(counts.map(({ type, most }) => [type, most] as const))(
    '%s: %d and no more',
    async (type, most) => {
      const { atFirst = 0, properties, needed = {} } = counted[type] ?? { properties: () => ({}) };
      const all = (count: number): Resources => ({
        ...needed,
        ...Object.fromEntries(
          Array.from({ length: count - atFirst }, (_, index) => [
            `R${index + atFirst}`,
            {
              Type: type,
              Properties: properties(index),
              DependsOn: index > 0 ? `R${index + atFirst - 1}` : Object.keys(needed),
            },
          ]),
        ),
      });
      expect(await stacks.create('full', all(most))).toEqual({ status: 'CREATE_COMPLETE', failures: {} });
      const { failures } = await stacks.update('full', all(most + 1));
      expect(failures).toEqual(
        expect.objectContaining({ [`R${most}`]: expect.stringContaining(`is ${most}`) }),
      );
    },
    60_000,
  );
});

describe('what is longer than its service takes is refused', () => {
  test.each(sizes.map(({ type, property, most }) => [type, property, most] as const))(
    '%s: %s of more than %d characters',
    async (type, property, most) => {
      const { status, failures } = await stacks.create('wrong', {
        Role: role,
        Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
        Wrong: { Type: type, Properties: oversized[type]?.[property] ?? {}, DependsOn: ['Role', 'Secret'] },
      });
      // The schema knows some of the limits, too, and comes first.
      expect([status, failures['Wrong']]).toEqual([
        'ROLLBACK_COMPLETE',
        expect.stringMatching(new RegExp(`the maximum is ${most}|is longer than ${most} characters`)),
      ]);
    },
  );
});
