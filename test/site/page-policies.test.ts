import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { storefrontPaths, usualPlaces } from '../../lib/contract/paths.ts';
import type { StorefrontProfile } from '../../lib/contract/schema.ts';
import { pagePolicies } from '../../lib/site/page-policies.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { exampleGateway } from '../support/gateways.ts';
import { siteFolder } from '../support/site-folder.ts';
import { storefront } from '../support/storefront.ts';

const script = {
  host: 'https://cdn.analytics.example',
  owner: 'marketing@boutique.example',
  reason: 'counts visits',
  pages: ['/products/*'],
};

function shop(changed: object = {}): StorefrontProfile {
  return { ...storefront, ...changed } as unknown as StorefrontProfile;
}

function withScripts(scripts: readonly (typeof script)[]): StorefrontProfile {
  return shop({
    payments: { ...storefront.payments, scripts },
    paths: storefrontPaths(scripts, usualPlaces),
  });
}

function withGateway(integration: string): StorefrontProfile {
  const gateways = storefront.payments.gateways.map((gateway) => ({ ...gateway, integration }));
  return shop({ payments: { ...storefront.payments, gateways } });
}

function policiesOf(
  files: Readonly<Record<string, string>>,
  metadata = shop(),
): Readonly<Record<string, string>> {
  const policies = pagePolicies(metadata, readSite(siteFolder(files)));
  return Object.fromEntries(policies.map(({ path, policy }) => [path.pattern, policy]));
}

const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

describe('inline code', () => {
  test('is allowed by its hash, on the paths that serve it and on no other', () => {
    const policies = policiesOf({ 'checkout/index.html': '<script>pay()</script><style>p{}</style>' });
    expect(policies['/checkout/*']).toContain(`script-src 'self' ${hash('pay()')};`);
    expect(policies['/checkout/*']).toContain(`style-src 'self' ${hash('p{}')};`);
    expect(policies['*']).not.toContain('sha256');
    expect(policies['/csp-report']).not.toContain('sha256');
  });

  test('of the page for what is not there is allowed everywhere, since any path may show it', () => {
    const policies = policiesOf({ '404.html': '<script>sorry()</script>' });
    expect(policies['*']).toContain(hash('sorry()'));
    expect(policies['/checkout/*']).toContain(hash('sorry()'));
  });

  test.each(['module', 'text/javascript', 'importmap'])(
    'of type %s is run by browsers, so it has a hash',
    (type) => {
      expect(policiesOf({ 'a.html': `<script type="${type}">x</script>` })['*']).toContain(hash('x'));
    },
  );

  test('that is data is never run, so it has none', () => {
    const policies = policiesOf({
      'a.html': '<script type="application/ld+json">{"@type":"Product"}</script>',
    });
    expect(policies['*']).not.toContain('sha256');
  });

  test('is hashed as browsers do, with line ends of the web', () => {
    expect(policiesOf({ 'a.html': '<script>a\r\nb</script>' })['*']).toContain(hash('a\nb'));
  });

  test('inside templates and for browsers without scripts is seen too', () => {
    const policies = policiesOf({
      'a.html': '<template><style>t{}</style></template><body><noscript><style>n{}</style></noscript>',
    });
    expect(policies['*']).toContain(hash('t{}'));
    expect(policies['*']).toContain(hash('n{}'));
  });
});

describe('a gateway that cannot work without inline styles', () => {
  const gateways = [exampleGateway('square', 'fields', 'inline'), exampleGateway('mollie', 'fields')];
  const both = shop({ payments: { ...storefront.payments, gateways } });

  test('is served where the payment page has none of its own', () => {
    const policies = policiesOf({ 'checkout/index.html': '', 'a.html': '<style>p{}</style>' }, both);
    expect(policies['/checkout/*']).toMatch(/style-src 'self' [^;]*'unsafe-inline'/);
    expect(policies['/checkout/*']).not.toMatch(/style-src [^;]*sha256/);
    expect(policies['*']).toContain(hash('p{}'));
  });

  test.each(['checkout/index.html', '404.html'])(
    'has one in %s refused, whose hash would switch its own off',
    (name) => {
      expect(() => policiesOf({ [name]: '<p>\n<style>p{}</style>' }, both)).toThrow(
        /:2: found an inline style on a payment page, move it into a stylesheet: its hash would switch off the inline styles that Square and Mollie cannot work without$/,
      );
    },
  );
});

describe('a page is refused, with its file and line, for', () => {
  test.each([
    [
      'an event handler',
      '\n<p onclick="x()">',
      'found the inline event handler onclick, move it into a script file that adds the listener',
    ],
    [
      'an event handler in a drawing',
      '\n<svg onload="x()">',
      'found the inline event handler onload, move it into a script file that adds the listener',
    ],
    [
      'a style attribute',
      '\n<p style="color: red">',
      'found the style attribute "color: red", move it into a stylesheet',
    ],
    [
      'code in a link',
      '\n<a href="javascript:x()">',
      'found a javascript: URL in href, move the code into a script file that adds a listener',
    ],
    [
      'code in a link, disguised',
      '\n<a href=" java&#10;script:x()">',
      'found a javascript: URL in href, move the code into a script file that adds a listener',
    ],
    [
      'code in a form',
      '\n<form action="JavaScript:x()">',
      'found a javascript: URL in action, move the code into a script file that adds a listener',
    ],
    [
      'another base',
      '\n<base href="/x/">',
      "found a base element, remove it; the pages' policy forbids to move their base",
    ],
    [
      'a script of a third party',
      '\n<script src="https://evil.example/a.js"></script>',
      'found a script from https://evil.example, which is not authorized for this page, list its host, owner and reason under scripts in the shop file, or serve it from the shop',
    ],
    [
      'a script in clear text',
      '\n<script src="http://cdn.analytics.example/a.js"></script>',
      'found a script from http://cdn.analytics.example, which is not authorized for this page, list its host, owner and reason under scripts in the shop file, or serve it from the shop',
    ],
    [
      'a script inside a URL',
      '\n<script src="data:text/javascript,x()"></script>',
      'found a script from data:, which is not authorized for this page, list its host, owner and reason under scripts in the shop file, or serve it from the shop',
    ],
    [
      'a script by a URL without scheme',
      '\n<script src="//evil.example/a.js"></script>',
      'found a script from https://evil.example, which is not authorized for this page, list its host, owner and reason under scripts in the shop file, or serve it from the shop',
    ],
  ])('%s', (_, html, found) => {
    expect(() => policiesOf({ 'a.html': html })).toThrow(`site/a.html:2: ${found}`);
  });

  test('everything at once, one sentence a line', () => {
    const html = '<p onclick="x()">\n<p style="y">';
    expect(() => policiesOf({ 'a.html': html })).toThrow(/^site\/a\.html:1: .*\nsite\/a\.html:2: .*$/);
  });
});

describe('a script of a third party', () => {
  const html = '<script src="https://cdn.analytics.example/a.js"></script>';

  test('is allowed on the pages that it was authorized for', () => {
    const policies = policiesOf({ 'products/index.html': html }, withScripts([script]));
    expect(policies['/products/*']).toContain("script-src 'self' https://cdn.analytics.example;");
    expect(policies['*']).not.toContain('analytics');
  });

  test('is refused on other pages', () => {
    expect(() => policiesOf({ 'cart/index.html': html }, withScripts([script]))).toThrow(
      'site/cart/index.html:1: found a script from',
    );
  });

  test('is allowed where only a part of the path is named', () => {
    const scripts = [{ ...script, pages: ['/*/offers.html'] }];
    const policies = policiesOf({ 'summer/offers.html': html }, withScripts(scripts));
    expect(policies['/*/offers.html']).toContain('https://cdn.analytics.example');
    expect(() => policiesOf({ 'summer/offersXhtml.html': html }, withScripts(scripts))).toThrow(
      'not authorized',
    );
  });

  test("of a gateway is allowed on payment pages, where the gateway's integration needs it", () => {
    const page = '<script src="https://js.stripe.com/v3/"></script>';
    expect(policiesOf({ 'checkout/index.html': page }, withGateway('fields'))['/checkout/*']).toContain(
      'https://js.stripe.com',
    );
    expect(() => policiesOf({ 'checkout/index.html': page })).toThrow(
      'found a script from https://js.stripe.com',
    );
    expect(() => policiesOf({ 'index.html': page }, withGateway('fields'))).toThrow(
      'found a script from https://js.stripe.com',
    );
  });

  test("below a gateway's wildcard is allowed, and one that only looks like it is not", () => {
    const page = (host: string) => ({
      'checkout/index.html': `<script src="https://${host}/a.js"></script>`,
    });
    expect(() => policiesOf(page('b.js.stripe.com'), withGateway('fields'))).not.toThrow();
    expect(() => policiesOf(page('evil-js.stripe.com'), withGateway('fields'))).toThrow(
      'which is not authorized',
    );
  });
});

test('a policy that CloudFront would refuse is refused at once, with its path and length', () => {
  const pages = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`p${index}.html`, `<script>x(${index})</script>`]),
  );
  expect(() => policiesOf(pages)).toThrow(
    /^site: found pages below \* whose content security policy has 2\d\d\d characters, move inline scripts and styles into files, or list fewer scripts: CloudFront takes 1783$/,
  );
});
