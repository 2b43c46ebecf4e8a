import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { UsageError } from '../../lib/cli/output.ts';
import { shopEnvironment } from '../../lib/cli/shop-environment.ts';
import { ConfigError } from '../../lib/config/config-error.ts';

const file = join(__dirname, '../../examples/boutique/storefront.yaml');
const silent = {
  err: (text: string) => {
    throw new Error(`said ${text}`);
  },
};

test('an environment has the names that its stacks give', () => {
  const { nameOf, secretNameOf, gateways, ...rest } = shopEnvironment(
    { file, environment: 'staging' },
    silent,
  );
  expect(rest).toEqual({
    shop: 'boutique',
    name: 'staging',
    region: 'eu-west-1',
    domain: 'staging.boutique.example',
    zone: { name: 'staging.boutique.example' },
    launch: 'live',
    catalogueFile: join(file, '../site/catalogue.json'),
    tellsSecurityContact: true,
    backup: { dailyDays: 7, rpoHours: 28, intervalHours: 24, rtoMinutes: 480, lock: 'governance' },
    checks: { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' },
    retention: { keepDays: 3653, personalForDays: 731 },
  });
  expect(gateways.map(({ name, mode }) => [name, mode])).toEqual([
    ['stripe', 'test'],
    ['paypal', 'test'],
  ]);
  expect(nameOf('payment-events-dlq')).toBe('boutique-staging-payment-events-dlq');
  expect(secretNameOf('stripe')).toBe('boutique-staging/gateways/stripe');
});

test.each([
  [undefined, `${file} has 2 environments, add --environment prod or staging`],
  ['live', '--environment: found live, write prod or staging'],
])('the environment %j is a mistake that names the right ones', (environment, sentence) => {
  expect(() => shopEnvironment({ file, environment }, silent)).toThrow(new UsageError(sentence));
});

test('the only environment of a file needs no name', () => {
  const text = readFileSync(file, 'utf8');
  const [whole = ''] = text.split('  # A second copy to rehearse in');
  const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
  writeFileSync(
    join(folder, 'storefront.yaml'),
    whole.replace('path: site', `path: ${join(file, '../site')}`),
  );
  expect(shopEnvironment({ file: join(folder, 'storefront.yaml') }, silent).name).toBe('prod');
});

test('a file that is not there is a mistake', () => {
  expect(() => shopEnvironment({ file: '/no/such/file.yaml' }, silent)).toThrow(ConfigError);
});
