import { describe, expect, jest, test } from '@jest/globals';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { contentHash, type SiteFile } from '../../../lambda/site-release/content.ts';
import type { FileHeaders } from '../../../lambda/site-release/headers.ts';
import { createRelease, type ObjectPlace } from '../../../lambda/site-release/release.ts';

const pages = {
  'index.html': '<h1>Shop</h1>',
  'cart/index.html': '<h1>Cart</h1>',
  'assets/site.css': 'body{}',
};

function filesOf(texts: Readonly<Record<string, string>>): readonly SiteFile[] {
  return Object.entries(texts).map(([name, text]) => ({ name, bytes: strToU8(text) }));
}

function zipOf(texts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])) as Zippable,
  );
}

interface Written {
  readonly text: string;
  readonly headers: FileHeaders;
}

function setup(archive: Uint8Array = zipOf(pages)) {
  const written = new Map<string, Written>();
  const writeOnce = jest.fn(async ({ key }: ObjectPlace, bytes: Uint8Array, headers: FileHeaders) => {
    if (!written.has(key)) written.set(key, { text: Buffer.from(bytes).toString('utf8'), headers });
  });
  const read = jest.fn(async (_: ObjectPlace) => archive);
  const exists = async ({ key }: ObjectPlace) => written.has(key);
  return { written, writeOnce, read, release: createRelease({ objects: { exists, read, writeOnce } }) };
}

const hash = contentHash(filesOf(pages));
const request = { bucket: 'site', release: hash, archive: { bucket: 'assets', key: 'site.zip' } };

describe('a release', () => {
  test('holds every file of the archive under its own prefix', async () => {
    const { release, written } = setup();
    await release(request);
    expect([...written.keys()].sort()).toEqual([
      `releases/${hash}.json`,
      `releases/${hash}/assets/site.css`,
      `releases/${hash}/cart/index.html`,
      `releases/${hash}/index.html`,
    ]);
    expect(written.get(`releases/${hash}/index.html`)?.text).toBe(pages['index.html']);
  });

  test('says what is in it last, so that a half-written one is not taken for whole', async () => {
    const { release, writeOnce } = setup();
    await release(request);
    expect(writeOnce.mock.calls.at(-1)?.[0].key).toBe(`releases/${hash}.json`);
  });

  test('is made again after a failure, and what is there already stays', async () => {
    const { release, writeOnce, written } = setup();
    writeOnce.mockRejectedValueOnce(new Error('slow down'));
    await expect(release(request)).rejects.toThrow('slow down');
    expect(written.has(`releases/${hash}.json`)).toBe(false);
    await release(request);
    expect(written.has(`releases/${hash}.json`)).toBe(true);
  });

  test('that is whole needs no archive: a rollback finds it', async () => {
    const { release, read, writeOnce } = setup();
    await release(request);
    await release(request);
    expect(read).toHaveBeenCalledTimes(1);
    expect(writeOnce).toHaveBeenCalledTimes(4);
  });

  test('is served with types that browsers do not guess', async () => {
    const { release, written } = setup();
    await release(request);
    expect(written.get(`releases/${hash}/index.html`)?.headers).toEqual({
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'public, max-age=0, s-maxage=31536000, must-revalidate',
    });
    expect(written.get(`releases/${hash}/assets/site.css`)?.headers.contentType).toBe(
      'text/css; charset=utf-8',
    );
  });
});

describe('an archive is refused and nothing is written when', () => {
  const cases: [string, Uint8Array, string][] = [
    [
      'it leads out of its folder',
      zipOf({ ...pages, '../evil.html': 'x' }),
      'the archive holds a name that cannot be published',
    ],
    [
      'it names an absolute path',
      zipOf({ ...pages, '/etc/passwd': 'x' }),
      'the archive holds a name that cannot be published',
    ],
    [
      'it hides a file',
      zipOf({ ...pages, '.env': 'x' }),
      'the archive holds a name that cannot be published',
    ],
    [
      'it writes a path the Windows way',
      zipOf({ ...pages, '..\\evil.html': 'x' }),
      'the archive holds a name that cannot be published',
    ],
    [
      'it is another site',
      zipOf({ ...pages, 'index.html': 'other' }),
      'the archive holds another site than the template says',
    ],
    ['it is no zip file', strToU8('hello'), 'the archive is no zip file that can be read'],
    [
      'it holds too many files',
      zipOf(manyFiles(2001)),
      'the archive holds more than 2000 files or 100000000 bytes',
    ],
    ['it grows too large', bomb(), 'the archive holds more than 2000 files or 100000000 bytes'],
  ];

  test.each(cases)('%s', async (_, archive, reason) => {
    const { release, writeOnce } = setup(archive);
    await expect(release(request)).rejects.toThrow(reason);
    expect(writeOnce).not.toHaveBeenCalled();
  });
});

test('a release that is no hash is refused before anything is read', async () => {
  const { release, read } = setup();
  await expect(release({ ...request, release: '../other' })).rejects.toThrow(
    'the release is no SHA-256 hash',
  );
  expect(read).not.toHaveBeenCalled();
});

function manyFiles(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.txt`, '']));
}

function bomb(): Uint8Array {
  return zipSync({ 'index.html': [new Uint8Array(100_000_001), { level: 1 }] });
}
