import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readInventory } from '../../../../lambda/page-integrity/inventory.ts';
import { subjectOf } from '../../../../lambda/page-integrity/page-change.ts';
import { elementsOf } from '../../../../lambda/shared/site/html.ts';
import { pageElementsOf } from '../../../../lambda/shared/site/page-elements.ts';
import { isAllowed } from '../../../../lambda/shared/site/sources.ts';

const origin = 'https://shop.boutique.example';
const url = `${origin}/checkout/`;
const pageElements = (html: string) =>
  pageElementsOf(elementsOf(html), url).map(({ kind, what }) => `${kind} ${what}`);

describe('what of a page decides which code runs', () => {
  test.each<[string, readonly string[]]>([
    ['<script src="/a.js?v=1"></script>', ['script /a.js?v=1']],
    ['<script src="a.js"></script>', ['script /checkout/a.js']],
    ['<script src="//evil.example/a.js"></script>', ['script https://evil.example/a.js']],
    ['<script src="/a.js" integrity="sha384-x"></script>', ['script /a.js', 'integrity /a.js sha384-x']],
    ['<script src="http://["></script>', ['script unreadable']],
    ['<script>1</script>', ["inline-script 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]],
    [
      '<script href="/a.js">1</script>',
      ["inline-script 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='", 'script /a.js'],
    ],
    ['<script type="application/ld+json">{}</script>', []],
    [
      '<script type="text/jscript">1</script>',
      ["inline-script 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"],
    ],
    [
      '<script type=" TEXT/LiveScript ">1</script>',
      ["inline-script 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"],
    ],
    [
      '<script type="text/javascript1.5">1</script>',
      ["inline-script 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"],
    ],
    ['<script></script>', []],
    ['<svg><script href="/a.js"/></svg>', ['script /a.js']],
    ['<svg><script xlink:href="/a.js"/></svg>', ['script /a.js']],
    ['<link rel="modulepreload" href="/a.js">', ['script /a.js']],
    ['<link rel="preload" as="script" href="/a.js">', ['script /a.js']],
    ['<link rel="preload" as="font" href="/a.woff2">', []],
    ['<link rel="stylesheet" href="/a.css">', []],
    ['<p onclick="x()">', ['handler onclick']],
    ['<a href=" java&#10;script:x()">', ['script-url href']],
    ['<base href="/x/">', ['base /x/']],
    ['<form></form>', ['form /checkout/']],
    ['<form action="https://evil.example/pay?x=1"></form>', ['form https://evil.example/pay?x=1']],
    ['<button formaction="/x">', ['form /x']],
    ['<iframe src="https://evil.example/"></iframe>', ['frame https://evil.example/']],
    ['<iframe></iframe>', ['frame about:blank']],
    [`<iframe src="blob:${origin}/1"></iframe>`, [`frame blob:${origin}/1`]],
    ['<iframe src="/a" srcdoc="x"></iframe>', ['frame about:srcdoc']],
    ['<object data="/a.swf"></object>', ['frame /a.swf']],
    ['<embed src="/a.swf">', ['frame /a.swf']],
    ['<meta http-equiv="refresh" content="0; url=/x">', ['refresh 0; url=/x']],
    ['<meta name="description" content="x">', []],
    ['<template><form action="/t"></form></template>', ['form /t']],
    ['<noscript><iframe src="/n"></iframe></noscript>', ['frame /n']],
  ])('%s', (html, expected) => {
    expect(pageElements(html)).toEqual(expected);
  });

  test('is found however deep it lies', () => {
    expect(pageElements(`${'<div>'.repeat(20_000)}<form action="/deep">`)).toEqual(['form /deep']);
  });
});

test.each([
  ['https://js.example/a.js', ['https://js.example'], true],
  ['https://a.js.example/a.js', ['https://*.js.example'], true],
  ['https://js.example/a.js', ['https:'], true],
  ['https://js.example.evil.example/a.js', ['https://js.example', 'https://*.js.example'], false],
  ['http://js.example/a.js', ['https://js.example', 'https:'], false],
  ['blob:https://js.example/1', ['https://js.example', 'https:'], false],
  ['/a.js', ['https:'], false],
])('a script from %s, where the sources are %j, is allowed: %s', (address, sources, expected) => {
  expect(isAllowed(address, sources)).toBe(expected);
});

test.each([
  ['https://evil.example/collect?card=4242#x', 'https://evil.example'],
  ['https://[', 'https:'],
  ['data:text/html,<form>', 'data:'],
  ['/checkout/?name=jane', '/checkout/'],
  ["'sha256-abc='", "'sha256-abc='"],
  ['/a.js sha384-x', '/a.js'],
  ['600; url=https://evil.example/', '600;'],
  ['', 'empty'],
  [`/${'a'.repeat(300)}`, `/${'a'.repeat(127)}`],
])('a log line names %s as %s', (what, subject) => {
  expect(subjectOf(what)).toBe(subject);
});

test.each([
  ['nothing to compare', { version: 1, shop: 'a', environment: 'b', engine: 'html', pages: [], scripts: [] }],
  ['another version', { version: 2 }],
])('an inventory with %s is refused', (_, content) => {
  const file = join(mkdtempSync(join(tmpdir(), 'palisade-inventory-')), 'inventory.json');
  writeFileSync(file, JSON.stringify(content));
  expect(() => readInventory(file)).toThrow(
    'the inventory of scripts has another form than the function needs',
  );
});
