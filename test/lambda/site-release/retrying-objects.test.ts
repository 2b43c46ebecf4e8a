import { expect, jest, test } from '@jest/globals';
import type { ObjectPlace } from '../../../lambda/site-release/release.ts';
import { retryingObjects } from '../../../lambda/site-release/s3-objects.ts';

const place = { bucket: 'assets', key: 'a.zip' };
const answered = (status: number) =>
  Object.assign(new Error(`S3 answered ${status}`), { $metadata: { httpStatusCode: status } });

/** An archive that S3 refuses with these statuses, one after another, before it gives it out. */
function refusing(...statuses: readonly number[]) {
  const left = [...statuses];
  const read = jest.fn(async (_: ObjectPlace) => {
    const status = left.shift();
    if (status !== undefined) throw answered(status);
    return new Uint8Array([1]);
  });
  const wait = jest.fn(async (_: number) => {});
  const objects = { exists: async () => false, read, writeOnce: async () => {} };
  return { read, wait, retrying: retryingObjects(objects, { pauses: [1, 2], wait }) };
}

test('a permission that is on its way is waited for', async () => {
  const { retrying, wait } = refusing(403, 403);
  expect(await retrying.read(place)).toEqual(new Uint8Array([1]));
  expect(wait.mock.calls).toEqual([[1], [2]]);
});

test('a permission that never comes fails the release', async () => {
  const { retrying, read } = refusing(403, 403, 403);
  await expect(retrying.read(place)).rejects.toThrow('S3 answered 403');
  expect(read).toHaveBeenCalledTimes(3);
});

test('other trouble is not waited for', async () => {
  const { retrying, wait } = refusing(404);
  await expect(retrying.read(place)).rejects.toThrow('S3 answered 404');
  expect(wait).not.toHaveBeenCalled();
});
