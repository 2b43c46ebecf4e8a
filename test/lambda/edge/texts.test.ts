import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../../lib/config/config-error.ts';
import { storefrontOf } from '../../../lib/constructs/contract/storefront.ts';
import { siteRequestCode } from '../../../lib/constructs/edge/edge-code.ts';
import { servedTexts } from '../../../lib/constructs/edge/served-texts.ts';
import { runEdgeFunction } from '../../support/edge/engine.ts';
import { exampleWith } from '../../support/synth.ts';

const mail = {
  from: 'mail.boutique.example',
  dmarc: { owner: 'it@boutique.example' },
  receives: { servers: ['mx.mailhost.example', 'mx2.mailhost.example'], tlsReports: 'tls@boutique.example' },
};
const storefront = storefrontOf(exampleWith({ mail }), 'prod');
const site = { folder: 'site', files: [], hash: 'a'.repeat(64) };
const code = siteRequestCode(storefront.profile, {
  release: site.hash,
  paths: [],
  hasRedirects: false,
  texts: servedTexts(storefront, site),
});
const ask = (Host: string, target: string, method = 'GET') =>
  runEdgeFunction(code, { target, method, headers: { Host } }).answer;

const plain = {
  'content-type': { value: 'text/plain; charset=utf-8' },
  'cache-control': { value: 'max-age=3600' },
};

describe('the edge answers by itself', () => {
  test('whom to tell of a vulnerability, until when, and in which languages', () => {
    expect(ask('shop.boutique.example', '/.well-known/security.txt')).toEqual({
      statusCode: 200,
      statusDescription: 'OK',
      headers: plain,
      body: {
        encoding: 'text',
        data: [
          'Contact: mailto:security@boutique.example',
          'Expires: 2027-11-29T23:59:59Z',
          'Canonical: https://shop.boutique.example/.well-known/security.txt',
          'Preferred-Languages: en',
          '',
        ].join('\n'),
      },
    });
  });

  test('the servers to which others may deliver mail, under the host of the policy and without a redirect', () => {
    expect(ask('MTA-STS.mail.boutique.example', '/.well-known/mta-sts.txt', 'HEAD')).toEqual({
      statusCode: 200,
      statusDescription: 'OK',
      headers: plain,
      body: {
        encoding: 'text',
        data: [
          'version: STSv1',
          'mode: enforce',
          'mx: mx.mailhost.example',
          'mx: mx2.mailhost.example',
          'max_age: 604800',
          '',
        ].join('\n'),
      },
    });
  });
});

test.each([
  ['shop.boutique.example', '/.well-known/mta-sts.txt'],
  ['mta-sts.mail.boutique.example', '/'],
  ['mta-sts.mail.boutique.example', '/.well-known/security.txt'],
  ['shop.boutique.example', '/.well-known/security.txt/x'],
])('%s%s has no such text', (host, target) => {
  expect(ask(host, target)).not.toHaveProperty('body');
});

test('every other path of the policy host leads to the shop', () => {
  expect(ask('mta-sts.mail.boutique.example', '/')).toMatchObject({
    statusCode: 301,
    headers: { location: { value: 'https://shop.boutique.example/' } },
  });
});

test('a text is not posted to', () => {
  expect(ask('shop.boutique.example', '/.well-known/security.txt', 'POST')).not.toHaveProperty('body');
});

test('a site that has the file itself is refused, with what to remove', () => {
  const files = [{ name: '.well-known/security.txt', bytes: new Uint8Array() }];
  expect(() => servedTexts(storefront, { ...site, files })).toThrow(ConfigError);
});

test('what stands in a text stays text, whatever signs it has', () => {
  const texts = { 'shop.boutique.example/x.txt': `it's "quoted" \\ and $& on\ntwo lines` };
  const odd = siteRequestCode(storefront.profile, {
    release: site.hash,
    paths: [],
    hasRedirects: false,
    texts,
  });
  const { answer } = runEdgeFunction(odd, {
    target: '/x.txt',
    headers: { Host: 'shop.boutique.example' },
  });
  expect(answer).toMatchObject({ body: { data: texts['shop.boutique.example/x.txt'] } });
});
