import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEdge } from '../../../lib/preview/edge/open-edge.ts';
import { viewerRequest } from '../../../lib/preview/responder.ts';
import { edgeEngine } from '../../support/edge/engine.ts';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { distribution } from './support/named.ts';
import { type Resources, type Stacks, stacksIn } from './support/stacks.ts';

const host = 'www.boutique.example';
const code = `import cf from 'cloudfront';
const store = cf.kvs();
async function handler(event) {
  const path = event.request.uri;
  const known = await store.exists(path);
  const body = known ? await store.get(path) : 'nothing for ' + event.request.rawQueryString();
  return { statusCode: 200, statusDescription: 'OK', body: body };
}`;

let emulator: Emulator;
let edge: Stacks;
beforeAll(async () => {
  emulator = await startEmulator();
  edge = stacksIn(emulator, 'us-east-1');
  const bucket = { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'sources' } } };
  expect(await edge.create('sources', bucket)).toEqual(created);
  await new S3Client({ ...emulator.clientConfigIn('us-east-1'), forcePathStyle: true }).send(
    new PutObjectCommand({
      Bucket: 'sources',
      Key: 'redirects.json',
      Body: JSON.stringify({ data: [{ key: '/old', value: '301 /new/' }] }),
    }),
  );
}, 120_000);
afterAll(() => emulator.stop());

const created = { status: 'CREATE_COMPLETE', failures: {} };

function storeOf(source: string): Resources {
  return {
    Store: {
      Type: 'AWS::CloudFront::KeyValueStore',
      Properties: {
        Name: 'redirects',
        ImportSource: { SourceType: 'S3', SourceArn: `arn:aws:s3:::sources/${source}` },
      },
    },
  };
}

const functionOfStore: Resources = {
  Function: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'lookup',
      AutoPublish: true,
      FunctionCode: code,
      FunctionConfig: {
        Comment: 'lookup',
        Runtime: 'cloudfront-js-2.0',
        KeyValueStoreAssociations: [
          { KeyValueStoreARN: 'arn:aws:cloudfront::111111111111:key-value-store/redirects' },
        ],
      },
    },
  },
};

/** What a shopper is answered who asks for a page at the shop's own name. */
async function answerTo(path: string): Promise<string> {
  const { hostname, port } = new URL(emulator.endpoint);
  const headers = { host, 'x-forwarded-proto': 'https' };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (response) => {
      text(response).then(resolve, reject);
    });
    sent.on('error', reject).end();
  });
}

test('a key value store whose source is in no bucket is refused', async () => {
  const { status, failures } = await edge.create('missing', storeOf('none.json'));
  expect([status, failures['Store']]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('NoSuchKey')]);
});

test('an edge function reads its key value store and the query as it was sent, under an alias of its distribution', async () => {
  expect(await edge.create('store', storeOf('redirects.json'))).toEqual(created);
  expect(await edge.create('function', functionOfStore)).toEqual(created);
  const association = {
    EventType: 'viewer-request',
    FunctionARN: 'arn:aws:cloudfront::111111111111:function/lookup',
  };
  const aliased = distribution({ FunctionAssociations: [association] }, {}, { Aliases: [host] });
  expect(await edge.create('shop', aliased)).toEqual(created);
  expect(await answerTo('/old')).toBe('301 /new/');
  expect(await answerTo('/other?b=2&a=%7E1&b=1')).toBe('nothing for b=2&a=%7E1&b=1');
});

test('the local edge enacts what was deployed: function, store and alias', async () => {
  const s3 = new S3Client({ ...emulator.clientConfigIn('us-east-1'), forcePathStyle: true });
  const opened = await openEdge({
    resources: await emulator.resources(),
    origins: () => () => Promise.reject(new Error('the function answers everything')),
    readObject: async (Bucket, Key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    engine: edgeEngine(),
    tell: () => undefined,
  });
  const answer = async (path: string) =>
    String((await opened.respond(viewerRequest({ url: `https://${host}${path}` }))).body);
  expect(await answer('/old')).toBe('301 /new/');
  expect(await answer('/other?b=2&a=%7E1&b=1')).toBe('nothing for b=2&a=%7E1&b=1');
  await opened.close();
});

test('a key value store that a function reads is not deleted', async () => {
  const { status, failures } = await edge.remove('store');
  expect([status, failures['Store']]).toEqual([
    'DELETE_FAILED',
    expect.stringContaining('CannotDeleteEntityWhileInUse'),
  ]);
});
