import { describe, expect, test } from '@jest/globals';
import type { StorefrontProfile } from '../../lib/contract/schema.ts';
import { pagePolicies } from '../../lib/site/page-policies.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { integrityOf } from '../../lib/site/script-integrity.ts';
import { siteFolder } from '../support/site-folder.ts';
import { storefront } from '../support/storefront.ts';

const hash = integrityOf(Buffer.from('code'));
const braintree = 'https://js.braintreegateway.com/web/3.112.0/js/client.min.js';

function judge(html: string, gateway = 'braintree'): void {
  const gateways = [
    { name: gateway, mode: 'live', integration: 'fields', threeDSecure: 'redirect', settings: {} },
  ];
  const metadata = { ...storefront, payments: { gateways, scripts: [] } } as unknown as StorefrontProfile;
  pagePolicies(metadata, readSite(siteFolder({ 'checkout/index.html': `\n${html}`, 'a.js': 'code' })));
}

const refused = (sentence: string) => `site/checkout/index.html:2: found ${sentence}`;

describe('is refused:', () => {
  test.each([
    [
      'the script of a gateway that publishes its hash, without one',
      `<script src="${braintree}"></script>`,
      'the script "https://js.braintreegateway.com/web/3.112.0/js/client.min.js" without integrity, add the integrity that Braintree publishes for this version, and crossorigin="anonymous"',
    ],
    [
      'a hash without the attribute that it needs',
      `<script src="${braintree}" integrity="${hash}"></script>`,
      'integrity without crossorigin, add crossorigin="anonymous"; without it browsers refuse the script',
    ],
    [
      'a hash that browsers pass over',
      `<script src="${braintree}" integrity="md5-abc" crossorigin></script>`,
      'the integrity "md5-abc", write sha384- and the hash in base64; browsers pass over the rest',
    ],
    [
      'a hash that is cut off',
      `<script src="${braintree}" integrity="${hash.slice(0, 40)}" crossorigin></script>`,
      `the integrity "${hash.slice(0, 40)}", write`,
    ],
    [
      'no hash in the attribute for it',
      `<script src="${braintree}" integrity="" crossorigin></script>`,
      'the integrity "", write',
    ],
    [
      'a hash that a script of the site does not have',
      `<script src="/a.js" integrity="${integrityOf(Buffer.from('other'))}"></script>`,
      `an integrity that "/a.js" does not have, write ${hash}`,
    ],
  ])('%s', (_, html, sentence) => {
    expect(() => judge(html)).toThrow(refused(sentence));
  });
});

describe('is taken:', () => {
  test.each([
    [
      'a script of a gateway with its hash',
      `<script src="${braintree}" integrity="${hash}" crossorigin="anonymous"></script>`,
    ],
    ['a script of the site with its hash', `<script src="/a.js" integrity="${hash}"></script>`],
    [
      'several hashes of which one is right',
      `<script src="/a.js" integrity="${integrityOf(Buffer.from('old'))} ${hash}"></script>`,
    ],
    ['a script of the site without one, whose bytes are compared instead', '<script src="/a.js"></script>'],
    ['a script that is not published', `<script src="/missing.js" integrity="${hash}"></script>`],
    ['an address that is none, which runs nothing', '<script src="http://["></script>'],
  ])('%s', (_, html) => {
    expect(() => judge(html)).not.toThrow();
  });

  test('a script of a gateway whose bytes change whenever it likes', () => {
    expect(() => judge('<script src="https://js.stripe.com/v3/"></script>', 'stripe')).not.toThrow();
  });
});
