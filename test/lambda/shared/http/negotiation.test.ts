import { expect, test } from '@jest/globals';
import { deliveryOf } from '../../../../lambda/gateways/delivery.ts';
import { wantedLanguages, wantsJson } from '../../../../lambda/shared/http/negotiation.ts';

const withHeaders = (headers: Readonly<Record<string, string>>) =>
  deliveryOf({ httpMethod: 'POST', headers, body: '' }, 'https://shop.example');

const navigation = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

test.each([
  ['a navigation of a browser', { accept: navigation, 'sec-fetch-mode': 'navigate' }, false],
  ['a browser that sends no fetch metadata', { accept: navigation }, false],
  ['a script that posts a form', { accept: '*/*', 'sec-fetch-mode': 'cors' }, true],
  ['a script in the mode of the same origin', { accept: '*/*', 'sec-fetch-mode': 'same-origin' }, true],
  ['whoever takes JSON', { accept: 'application/json' }, true],
  ['whoever takes problems', { accept: 'application/problem+json' }, true],
  ['whoever takes both', { accept: 'application/json, application/problem+json;q=0.9' }, true],
  ['whoever takes JSON before all else', { accept: 'application/json, text/plain, */*' }, true],
  ['whoever takes JSON less than pages', { accept: 'text/html, application/json;q=0.9' }, false],
  ['whoever takes JSON more than pages', { accept: 'text/html;q=0.8, application/json' }, true],
  ['whoever refuses JSON', { accept: 'application/json;q=0, */*' }, false],
  ['whoever refuses pages', { accept: 'text/html;q=0, application/*' }, true],
  ['whoever takes anything', { accept: '*/*' }, false],
  ['whoever says nothing', {}, false],
  ['whoever posts JSON', { accept: '*/*', 'content-type': 'application/json; charset=utf-8' }, true],
])('%s: a script %#', (_, headers, isScript) => {
  expect(wantsJson(withHeaders(headers))).toBe(isScript);
});

test.each([
  ['nb-NO,nb;q=0.9,no;q=0.8,en;q=0.5', ['nb-no', 'nb', 'no', 'en']],
  ['en;q=0.1, de', ['de', 'en']],
  ['de;q=0, fr', ['fr']],
  ['de;q=2, fr;q=x, en', ['en']],
  ['', []],
  [Array(40).fill('de').join(','), Array(30).fill('de')],
])('the languages of %j', (accepted, languages) => {
  expect(wantedLanguages(withHeaders({ 'accept-language': accepted }))).toEqual(languages);
});
