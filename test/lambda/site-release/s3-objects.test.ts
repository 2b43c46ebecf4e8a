import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { createS3Objects } from '../../../lambda/site-release/s3-objects.ts';

const place = { bucket: 'site', key: 'releases/1/index.html' };
const headers = { contentType: 'text/html', cacheControl: 'no-store' };

/** S3 that answers every command with this status. */
function answering(status: number) {
  const sent: object[] = [];
  const send = async ({ input }: { readonly input: object }) => {
    sent.push(input);
    if (status >= 300)
      throw Object.assign(new Error('S3 says no'), { $metadata: { httpStatusCode: status } });
    return { Body: { transformToByteArray: async () => new Uint8Array([1]) } };
  };
  return { sent, objects: createS3Objects({ send } as unknown as S3Client) };
}

test.each([
  [200, true],
  [403, false],
  [404, false],
])('an object that S3 answers %d for is there: %s', async (status, there) => {
  expect(await answering(status).objects.exists(place)).toBe(there);
});

test('trouble is not taken for an object that is missing', async () => {
  await expect(answering(500).objects.exists(place)).rejects.toThrow('S3 says no');
});

test('an object is written unless there is one', async () => {
  const { objects, sent } = answering(200);
  await objects.writeOnce(place, new Uint8Array([1]), headers);
  expect(sent).toEqual([
    expect.objectContaining({ IfNoneMatch: '*', ContentType: 'text/html', CacheControl: 'no-store' }),
  ]);
});

test('an object that is there already stays as it is', async () => {
  await expect(answering(412).objects.writeOnce(place, new Uint8Array(), headers)).resolves.toBeUndefined();
});

test('an object that cannot be written fails the release', async () => {
  await expect(answering(403).objects.writeOnce(place, new Uint8Array(), headers)).rejects.toThrow(
    'S3 says no',
  );
});

test('an archive is read as it is', async () => {
  expect(await answering(200).objects.read(place)).toEqual(new Uint8Array([1]));
});
