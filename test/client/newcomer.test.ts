import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { en } from '../../client/texts/en.ts';
import { matchesPattern } from '../../lambda/shared/site/path-pattern.ts';
import { loadConfig } from '../../lib/config/load.ts';
import { storefrontOf } from '../../lib/constructs/contract/storefront.ts';
import { packagePath } from '../../lib/package-root.ts';
import { withPolicyHeaders } from '../../lib/preview/edge/response-headers.ts';
import { readSite } from '../../lib/site/read-site.ts';
import { everyHost } from '../e2e/support/every-host.ts';
import { type HeadersAt, shopHeaders } from '../e2e/support/shop-headers.ts';
import { onlyOne, type SynthesizedTemplate, synthesize } from '../support/synth.ts';
import { guideCommands, guideFiles, guideGateways } from './support/guide.ts';
import { kinds } from './support/kinds.ts';
import { builtClient, type Choice, deployFolder, type OpenedShop, writeShop } from './support/open-shop.ts';
import { cardDataSent, cartOf, clickButton, newShopper, resultOf, type Shopper } from './support/shopper.ts';

const folder = mkdtempSync(join(tmpdir(), 'newcomer-'));

let shop: OpenedShop;
let shopper: Shopper;
const world = everyHost((request) => shop.answer(request));

/** Writes every file of the guide, with what its last command has printed where the guide leaves a place for it. */
function write(integrity: string): void {
  for (const [path, text] of Object.entries(guideFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.replace('INTEGRITY', integrity));
  }
}

test('a shop of its own, written from the guide alone, takes a payment', async () => {
  const [copy = '', ...others] = guideCommands();
  expect(others).toEqual([]);
  const env = { ...process.env, PALISADE: packagePath() };
  const printed = execFileSync('sh', ['-ec', copy], { cwd: folder, env, encoding: 'utf8' }).trim();

  write('');
  expect(() => deployFolder(folder)).toThrow(`write ${printed}`);
  write(printed);
  const choice: Choice = { name: 'stripe', integration: 'fields' };
  shop = deployFolder(folder).open();
  shopper = await newShopper(world.browser, { hosts: world.hosts, shop, choice });
  await kinds.paid(shopper);
  expect(shopper.visit.violations).toEqual([]);
  expect(shopper.visit.complaints).toEqual([]);
  expect(cardDataSent(world.hosts, shop.url)).toEqual([]);
});

/** Goes to the page of the gateway, and answers there what leads back. */
async function payAtGateway({ page }: Shopper, card: 'paid' | 'declined'): Promise<void> {
  await clickButton(page);
  await page.waitForFunction(() => location.host === 'www.sandbox.paypal.com');
  await page.waitForSelector('#pay');
  await page.click(`[value=${card}]`);
  await page.click('#pay');
}

test('the policy finds nothing in its templates, whose headers are those that its pages come with', () => {
  const config = loadConfig(join(folder, 'storefront.yaml'));
  const synthesis = synthesize(config);
  expect(synthesis.report().flatMap(({ violations }) => violations)).toEqual([]);
  const deployed = templateHeaders(synthesis.template(`${config.shop}-staging-edge`));
  const sent = shopHeaders(storefrontOf(config, 'staging').profile, readSite(join(folder, 'site')));
  const origin = { server: 'S3', 'content-type': 'text/html', 'content-security-policy': "img-src 'none'" };
  const paths = ['/', '/checkout/', '/checkout/done/', '/api/session', '/callbacks/stripe', '/csp-report'];
  expect(paths.map((path) => sent(path, origin))).toEqual(paths.map((path) => deployed(path, origin)));
});

test('with the line of a gateway that has a page of its own, the same pages lead there and tell what became of it', async () => {
  const [fields = '', redirect = '', ...others] = guideGateways();
  expect(others).toEqual([]);
  const led = writeShop(builtClient());
  const file = join(led, 'storefront.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(fields, redirect));
  const choice: Choice = { name: 'paypal', integration: 'redirect' };
  shop = deployFolder(led).open();
  shopper = await newShopper(world.browser, { hosts: world.hosts, shop, choice });
  const { page, visit } = shopper;

  await shopper.comeToCheckout();
  expect(await page.$eval('.palisade-secure', ({ textContent }) => textContent)).toBe(
    `${en.secure.redirect.replace('{gateway}', 'PayPal')} ${en.test}`,
  );
  await payAtGateway(shopper, 'declined');
  expect(await resultOf(page)).toBe(en.done.failed);
  expect(await cartOf(page)).not.toBeNull();

  await shopper.comeToCheckout();
  await payAtGateway(shopper, 'paid');
  expect(await resultOf(page)).toBe(en.done.paid);
  expect(await cartOf(page)).toBeNull();
  expect(shop.orders.all.size).toBe(1);
  expect(visit.violations).toEqual([]);
  expect(visit.complaints).toEqual([]);
  expect(cardDataSent(world.hosts, shop.url)).toEqual([]);
});

test('the payment page of the guide is HTML and at most twenty lines of script', () => {
  const { 'site/assets/pay.js': pay = '', 'site/assets/done.js': done = '' } = guideFiles();
  expect(`${pay}${done}`.split('\n').length).toBeLessThanOrEqual(20);
  expect(readFileSync(packagePath('docs', 'checkout-page.md'), 'utf8')).toContain('palisade-checkout.d.ts');
});

/** The headers policies of a template, as CloudFront applies them by path. */
function templateHeaders(template: SynthesizedTemplate): HeadersAt {
  const { CacheBehaviors, DefaultCacheBehavior } = onlyOne(
    template,
    'AWS::CloudFront::Distribution',
  ).DistributionConfig;
  const behaviors = [...CacheBehaviors, { ...DefaultCacheBehavior, PathPattern: '*' }];
  return (path, origin) => {
    const { ResponseHeadersPolicyId } = behaviors.find(({ PathPattern }) =>
      matchesPattern(PathPattern, path),
    );
    const { Properties } = template.Resources[ResponseHeadersPolicyId.Ref] ?? {};
    return withPolicyHeaders(Properties.ResponseHeadersPolicyConfig, origin);
  };
}
