import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deployedResources } from '../../../lib/preview/deployed-resources.ts';
import { openOrigins } from '../../../lib/preview/origins/origins.ts';
import { type Answer, type RequestProps, viewerRequest } from '../../../lib/preview/responder.ts';
import { account, type Emulator, startEmulator } from '../../support/emulator.ts';
import { arnOf } from '../emulator/support/recording-functions.ts';
import { type Resources, type Stacks, stacksIn } from '../emulator/support/stacks.ts';

let emulator: Emulator;
let stacks: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  stacks = stacksIn(emulator, 'us-east-1');
  expect((await stacks.create('shop', shop())).failures).toEqual({});
  const client = new S3Client({ ...emulator.clientConfigIn('us-east-1'), forcePathStyle: true });
  const page = {
    Bucket: 'pages',
    ContentType: 'text/html',
    CacheControl: 'max-age=60',
    Metadata: { a: 'b' },
  };
  for (const Key of ['releases/ä b.html', 'secret.html']) {
    await client.send(new PutObjectCommand({ ...page, Key, Body: '<p>page</p>' }));
  }
}, 120_000);
afterAll(() => emulator.stop());

/** What may be weakened in the way from the distribution to the bucket. */
interface Weakened {
  readonly reader?: string;
  readonly keyUser?: string;
  readonly signing?: string;
  readonly isListed?: boolean;
}

const distribution = { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Distribution}' };

function shop({ reader, keyUser, signing = 'always', isListed = true }: Weakened = {}): Resources {
  const service = { Service: 'cloudfront.amazonaws.com' };
  const allow = (Action: string, Resource: string, source: unknown) => ({
    Effect: 'Allow',
    Principal: service,
    Action,
    Resource,
    Condition: { StringLike: { 'AWS:SourceArn': source } },
  });
  const statements = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
  const keyPolicy = statements(
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    allow('kms:Decrypt', '*', keyUser ?? `arn:aws:cloudfront::${account}:distribution/*`),
  );
  const behaviour = {
    TargetOriginId: 'site',
    ViewerProtocolPolicy: 'https-only',
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  };
  return {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: keyPolicy } },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'pages',
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arnOf('Key') } },
          ],
        },
      },
    },
    Policy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: statements(
          allow('s3:GetObject', 'arn:aws:s3:::pages/releases/*', reader ?? distribution),
          ...(isListed ? [allow('s3:ListBucket', 'arn:aws:s3:::pages', distribution)] : []),
        ),
      },
    },
    Access: {
      Type: 'AWS::CloudFront::OriginAccessControl',
      Properties: {
        OriginAccessControlConfig: {
          Name: `pages-${signing}`,
          OriginAccessControlOriginType: 's3',
          SigningBehavior: signing,
          SigningProtocol: 'sigv4',
        },
      },
    },
    Distribution: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          DefaultCacheBehavior: behaviour,
          Origins: [
            {
              Id: 'site',
              DomainName: 'pages.s3.us-east-1.amazonaws.com',
              OriginAccessControlId: { Ref: 'Access' },
              S3OriginConfig: {},
            },
          ],
        },
      },
    },
  };
}

async function ask(path: string, props: Omit<RequestProps, 'url'> = {}): Promise<Answer> {
  const resources = await deployedResources(emulator.endpoint, 'shop');
  const { physicalId = '' } = resources.find(({ logicalId }) => logicalId === 'Distribution') ?? {};
  const origins = openOrigins({ endpoint: emulator.endpoint, resources, distributionId: physicalId });
  expect(origins.closed).toEqual([]);
  return origins.of('site')(viewerRequest({ ...props, url: `https://shop.example${path}` }));
}

const page = '/releases/%C3%A4%20b.html';

test('an object comes with its headers, in parts, and not again to whom has it', async () => {
  const whole = await ask(page);
  expect([whole.status, String(whole.body)]).toEqual([200, '<p>page</p>']);
  expect(whole.headers).toMatchObject({
    'content-type': 'text/html',
    'cache-control': 'max-age=60',
    'x-amz-meta-a': 'b',
    'x-amz-server-side-encryption': 'aws:kms',
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
  const part = await ask(page, { headers: { range: 'bytes=3-6' } });
  expect([part.status, String(part.body), part.headers['content-range']]).toEqual([
    206,
    'page',
    'bytes 3-6/11',
  ]);
  expect(await ask(page, { headers: { range: 'bytes=99-' } })).toMatchObject({ status: 416 });
  const held = await ask(page, { headers: { 'if-none-match': String(whole.headers['etag']) } });
  expect([held.status, String(held.body)]).toEqual([304, '']);
  expect(await ask(page, { headers: { 'if-match': '"other"' } })).toMatchObject({ status: 412 });
  const head = await ask(page, { method: 'HEAD' });
  expect([head.status, String(head.body), head.headers['etag']]).toEqual([200, '', whole.headers['etag']]);
});

test.each<[string, string, Omit<RequestProps, 'url'>, number]>([
  ['that is not there', '/releases/other.html', {}, 404],
  ['beside the releases', '/secret.html', {}, 403],
  ['that is wrongly encoded', '/%zz', {}, 400],
  ['that is written', page, { method: 'PUT' }, 403],
  ['that is deleted', page, { method: 'DELETE' }, 403],
])('an object %s is refused', async (_, path, props, status) => {
  expect(await ask(path, props)).toMatchObject({ status });
});

test.each<[string, Weakened, string, number]>([
  ['for another distribution', { reader: `arn:aws:cloudfront::${account}:distribution/OTHER` }, page, 403],
  [
    'whose key admits another account',
    { keyUser: 'arn:aws:cloudfront::222222222222:distribution/*' },
    page,
    403,
  ],
  ['to which CloudFront signs nothing', { signing: 'never' }, page, 403],
  ['that is not listed', { isListed: false }, '/releases/other.html', 403],
  ['as it was', {}, page, 200],
])(
  'a bucket %s answers as its policies say',
  async (_, weakened, path, status) => {
    expect((await stacks.update('shop', shop(weakened))).failures).toEqual({});
    expect(await ask(path)).toMatchObject({ status });
  },
  60_000,
);
