import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../lib/config/config-error.ts';
import { storefrontPaths, usualPlaces } from '../../lib/contract/paths.ts';
import { readRedirects } from '../../lib/site/redirects.ts';

const bytes = new Uint8Array();
const names = ['index.html', '404.html', 'cart/index.html', 'über/index.html', 'list.pdf'];
const context = {
  site: { folder: 'site', hash: 'a', files: names.map((name) => ({ name, bytes })) },
  paths: storefrontPaths([], usualPlaces),
  hosts: ['shop.boutique.example', 'blog.boutique.example'],
};

function read(text: string, ending = 'csv') {
  const file = join(mkdtempSync(join(tmpdir(), 'redirects-')), `redirects.${ending}`);
  writeFileSync(file, text);
  return readRedirects(file, context);
}

/** What a person reads about a file, without its name. */
function sentencesAbout(text: string, ending?: string): readonly string[] {
  try {
    read(text, ending);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.sentences.map((each) => each.replace(/^redirects\.\w+: /, ''));
    throw error;
  }
  throw new Error('the file was not refused');
}

describe('a file of redirects', () => {
  test('is read as CSV, with or without the names of its columns', () => {
    const rows = '/old,/cart/\n/gone,,410\n/a,https://blog.boutique.example/a?b=1,302\n';
    const redirects = [
      { from: '/old', to: '/cart/', status: 301 },
      { from: '/gone', to: undefined, status: 410 },
      { from: '/a', to: 'https://blog.boutique.example/a?b=1', status: 302 },
    ];
    expect(read(rows)).toEqual(redirects);
    expect(read(`from,to,status\r\n${rows}`)).toEqual(redirects);
  });

  test('is read as JSON', () => {
    expect(read('[{ "from": "/a,b/", "to": "/list.pdf" }]', 'json')).toEqual([
      { from: '/a,b', to: '/list.pdf', status: 301 },
    ]);
  });

  test('may write letters in any spelling, and sends them encoded', () => {
    const spellings = [
      '/\u00fcber-uns',
      '/u\u0308ber-uns',
      '/%C3%BCber-uns/',
      '/%c3%bcber-uns',
      '/u%CC%88ber-uns',
    ];
    for (const from of spellings) {
      expect(read(`${from},/u\u0308ber/`)).toEqual([
        { from: '/\u00fcber-uns', to: '/%C3%BCber/', status: 301 },
      ]);
    }
  });

  test.each([
    ['/a,/\n/a/,/cart/', '"/a" a second time, remove one of the two rows'],
    ['/ä,/\n/%C3%A4,/cart/', '"/ä" a second time, remove one of the two rows'],
    ['/a,/a/', '"/a" to itself, write another target'],
    ['/a,/b\n/b,/cart/', '"/a" to "/b", which is redirected itself, write /cart/'],
    ['/a,/b\n/b,,410', '"/a" to "/b", which is redirected itself, write 410, because that page is gone'],
    ['/cart/,/', '"/cart", which is a page of the site, remove the row, or the page'],
    ['/callbacks/stripe,/', '"/callbacks/stripe", which a function answers, remove the row'],
    ['/a?id=1,/', '"/a?id=1", write a path of the shop without a query, such as /old-page'],
    ['a,/', '"a", write a path of the shop without a query, such as /old-page'],
    ['/100%,/', '"/100%", write a path of the shop without a query, such as /old-page'],
    ['/a,/nowhere/', '"/a" to "/nowhere/", which the site does not have, write a page of the site'],
    ['/a,//evil.example/', '"/a" to "//evil.example/", write a path such as /new-page/, or an https address'],
    [
      '/a,/\\evil.example',
      '"/a" to "/\\\\evil.example", write a path such as /new-page/, or an https address',
    ],
    [
      '/a,http://shop.boutique.example/',
      '"/a" to "http://shop.boutique.example/", write a path such as /new-page/, or an https address',
    ],
    [
      '/a,https://evil.example/',
      '"/a" to "https://evil.example/", add evil.example to redirectHosts, if it is meant',
    ],
    [
      '/a,https://x@blog.boutique.example/',
      '"/a" to "https://x@blog.boutique.example/", write a host without a user and a port',
    ],
    ['/a,,301', '"/a" without a target, write where it leads, or 410'],
    ['/a,/,410', '"/a" with 410 and a target, remove one of the two'],
    ['/a,/,307', 'a row 1 of another form, write from, to and 301, 302 or 410'],
    ['/a,/,301,x', 'a row 1 of another form, write from, to and 301, 302 or 410'],
    [`/${'a'.repeat(512)},/`, `"/${'a'.repeat(512)}", write a path of at most 512 bytes`],
  ])('is refused with a sentence: %s', (text, says) => {
    expect(sentencesAbout(text)).toEqual([`found ${says}`]);
  });

  test('is refused where its redirects form a circle', () => {
    expect(sentencesAbout('/a,/b\n/b,/a')).toEqual([
      'found "/a" to "/b", which is redirected itself, break the circle',
      'found "/b" to "/a", which is redirected itself, break the circle',
    ]);
  });

  test('is refused where it is no JSON', () => {
    expect(sentencesAbout('[', 'json')).toEqual([
      'found text that is no JSON, write a list of { "from": PATH, "to": PATH, "status": 301 }',
    ]);
  });
});
