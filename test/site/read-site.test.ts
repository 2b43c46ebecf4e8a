import { rmSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSite, servedSite } from '../../lib/site/read-site.ts';
import { siteFolder } from '../support/site-folder.ts';

test('a site is its files, whatever desktops leave beside them', () => {
  const plain = readSite(siteFolder({ 'assets/a.css': 'a{}' }));
  const visited = readSite(siteFolder({ 'assets/a.css': 'a{}', '.DS_Store': 'x', 'assets/Thumbs.db': 'x' }));
  expect(visited.files.map(({ name }) => name)).toEqual(['404.html', 'assets/a.css', 'index.html']);
  expect(visited.hash).toBe(plain.hash);
});

test('what others look for below .well-known is published, with or without an ending', () => {
  const { files } = readSite(
    siteFolder({ '.well-known/apple-developer-merchantid-domain-association': 'x' }),
  );
  expect(files.map(({ name }) => name)).toContain(
    '.well-known/apple-developer-merchantid-domain-association',
  );
});

test('what orders are priced by is not served beside the catalogue that counts, and other files of its name are', () => {
  const files = { 'catalogue.json': '{}', 'assets/catalogue.json': '[]' };
  const served = servedSite(readSite(siteFolder(files)), 'catalogue.json');
  expect(served.files.map(({ name }) => name)).toEqual(['404.html', 'assets/catalogue.json', 'index.html']);
  const { 'catalogue.json': _, ...others } = files;
  expect(served.hash).toBe(readSite(siteFolder(others)).hash);
});

describe('a site is refused', () => {
  test.each([
    [
      'a blank in a name',
      'a b.html',
      'site: found a file named "a b.html", write letters, digits and -_.~@ only, and keep hidden files out of the site',
    ],
    [
      'a hidden file',
      '.env',
      'site: found a file named ".env", write letters, digits and -_.~@ only, and keep hidden files out of the site',
    ],
    [
      'a hidden folder',
      '.git/config',
      'site: found a file named ".git/config", write letters, digits and -_.~@ only, and keep hidden files out of the site',
    ],
    [
      'a file without an ending',
      'LICENSE',
      'site: found a file without an ending, "LICENSE", give it one, such as .txt',
    ],
  ])('for %s', (_, name, sentence) => {
    expect(() => readSite(siteFolder({ [name]: 'x' }))).toThrow(sentence);
  });

  test.each(['index.html', '404.html'])('without %s', (name) => {
    const folder = siteFolder();
    rmSync(join(folder, name));
    expect(() => readSite(folder)).toThrow(
      `site: found no ${name}, add it; the shop answers with it where nothing else is asked for`,
    );
  });

  test('for a link, which would publish what lies elsewhere', () => {
    const folder = siteFolder();
    symlinkSync('/etc/hostname', join(folder, 'host.txt'));
    expect(() => readSite(folder)).toThrow(
      'site/host.txt: found a link, put the file itself there; what lies outside the folder is not published',
    );
  });

  test('for more bytes than one function can publish', () => {
    const folder = siteFolder({ 'film.mp4': '' });
    truncateSync(join(folder, 'film.mp4'), 100_000_001);
    expect(() => readSite(folder)).toThrow(
      /^site: found 1000\d+ bytes, keep the site at or below 100000000 bytes$/,
    );
  });

  test('for more files than one function can publish', () => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`${index}.txt`, '']));
    expect(() => readSite(siteFolder(many))).toThrow(
      'site: found 2002 files, keep the site at or below 2000 files',
    );
  });
});
