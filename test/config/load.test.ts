import { writeFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../lib/config/config-error.ts';
import { loadConfig } from '../../lib/config/load.ts';
import { storefrontFile } from '../../lib/config/storefront-file.ts';
import { existingNetwork } from '../support/variants.ts';
import { shopFolder, small, textWith } from './files.ts';

function written(content: string | Uint8Array, name = 'storefront.yaml'): string {
  const file = join(shopFolder(), name);
  writeFileSync(file, content);
  return file;
}

function refusal(file: string): ConfigError {
  try {
    loadConfig(file);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error(`${file} was not refused`);
}

describe('a file is read', () => {
  test('with its defaults filled in, and without what is not supported yet', () => {
    const file = written(textWith(small));
    expect(loadConfig(file).environments['staging']).toEqual({
      purpose: 'non-production',
      account: '222222222222',
      region: 'eu-west-1',
      domain: 'staging.boutique.example',
      zone: { name: 'staging.boutique.example' },
      launch: 'live',
      aliases: [],
      redirectHosts: [],
      site: {
        path: join(file, '..', 'site'),
        catalogue: 'catalogue.json',
        cart: '/checkout/',
        checkout: '/checkout/',
        return: '/checkout/done/',
      },
      embedding: [],
      payments: {
        gateways: [
          { name: 'stripe', mode: 'test', integration: 'redirect', threeDSecure: 'redirect', settings: {} },
        ],
        checks: { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' },
      },
      availabilityZones: 2,
      natZones: 1,
      firewall: { count: [] },
      backup: { dailyDays: 7, rpoHours: 28, intervalHours: 24, rtoMinutes: 480, lock: 'governance' },
      orders: { retention: { keepDays: 3653, personalForDays: 731 } },
      guardrails: {},
      egress: 'none',
      preloadHsts: false,
      tags: {},
    });
  });

  test('with the network that it names instead of one of the kit, whose owner decides what leaves it', () => {
    const { endpoints: _, ...existing } = existingNetwork;
    const file = written(textWith(small, { 'environments.staging.existing': existing }));
    expect(loadConfig(file).environments['staging']).toMatchObject({
      egress: 'existing-network',
      existingNetwork: { ...existing, endpoints: [] },
    });
  });

  test('with one check given and the others as they are without', () => {
    const file = written(textWith(small, { 'environments.prod.payments.checks': { cvc: 'unconfirmed' } }));
    expect(loadConfig(file).environments['prod']?.payments.checks).toEqual({
      avsStreet: 'mismatch',
      avsPostalCode: 'mismatch',
      cvc: 'unconfirmed',
    });
  });

  test("with a gateway's own settings apart from those that every gateway has", () => {
    const own = { prefix: '1797a841fbb37ca7-Demo', region: 'eu' };
    const changes = {
      'environments.prod.payments.gateways[0]': {
        name: 'adyen',
        mode: 'live',
        integration: 'fields',
        ...own,
      },
    };
    expect(loadConfig(written(textWith(small, changes))).environments['prod']?.payments.gateways).toEqual([
      { name: 'adyen', mode: 'live', integration: 'fields', threeDSecure: 'redirect', settings: own },
    ]);
  });

  test('with the paths of sites relative to it, not to the working directory', () => {
    const file = relative(process.cwd(), written(textWith(small)));
    const path = loadConfig(file).environments['prod']?.site.path ?? '';
    expect(isAbsolute(path)).toBe(true);
    expect(path.endsWith(join('site'))).toBe(true);
  });

  test('with the acceptance of SAQ D where a gateway takes card numbers on the server', () => {
    const saqD = { acceptedBy: 'ciso', date: '2026-03-31', reason: 'recurring payments' };
    const changes = {
      'environments.prod.payments.gateways[0].integration': 'server',
      'environments.prod.payments.saqD': saqD,
    };
    expect(loadConfig(written(textWith(small, changes))).environments['prod']?.payments.saqD).toEqual(saqD);
  });
});

describe('what cannot be a file of a shop is refused in one sentence:', () => {
  test('a file that does not exist', () => {
    const file = join(shopFolder(), 'shop.yaml');
    expect(refusal(file).message).toBe(
      `${file}: found no file that can be read, name the storefront file, usually storefront.yaml`,
    );
  });

  test('a folder', () => {
    const folder = shopFolder();
    expect(refusal(folder).message).toBe(
      `${folder}: found a folder, name the file in it, such as ${folder}/storefront.yaml`,
    );
  });

  test.each<[string, Uint8Array]>([
    ['zero bytes', Uint8Array.from([118, 0, 101, 0])],
    ['an image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 118, 0, 101, 0])],
    ['half a character', Uint8Array.from([118, 0xc3])],
  ])('%s', (_, bytes) => {
    const file = written(bytes);
    expect(refusal(file).message).toBe(`${file}: found bytes that are not text, save the file as UTF-8 text`);
  });

  test('ten megabytes, unread', () => {
    const file = written('['.repeat(10_000_000));
    expect(refusal(file).message).toBe(`${file}: found 10000000 bytes, write at most a million bytes`);
  });

  test('an empty file', () => {
    const file = written('');
    expect(refusal(file).message).toBe(
      `${file}:1:1: found nothing, write a mapping with version, shop, role, contacts, yearlyTransactions and environments`,
    );
  });
});

test('the error holds every sentence, one a line', () => {
  const file = written(textWith(small, { shop: 'Boutique', version: 2 }));
  const { message, sentences } = refusal(file);
  expect(sentences).toHaveLength(2);
  expect(message).toBe(sentences.join('\n'));
});

test('a megabyte of unknown settings is refused to its end', () => {
  const file = written(Array.from({ length: 60_000 }, (_, index) => `setting${index}: 1\n`).join(''));
  expect(refusal(file).sentences.length).toBeGreaterThan(60_000);
}, 180_000);

describe('where no file is named,', () => {
  function choose(folder: string) {
    let told = '';
    const path = storefrontFile(undefined, folder, (line) => {
      told += line;
    });
    return { path, told };
  }

  test('the one in the folder is used', () => {
    const file = written(textWith(small));
    expect(choose(join(file, '..'))).toEqual({ path: file, told: '' });
  });

  test('the example is used in a folder without a shop, and it has no mistake', () => {
    const folder = shopFolder();
    const { path, told } = choose(folder);
    expect(told).toBe(
      `palisade: no storefront file is named and ${folder} has none, so the example is used: ${path}\n`,
    );
    expect(relative(join(__dirname, '..', '..'), path)).toBe(join('examples', 'boutique', 'storefront.yaml'));
    expect(Object.keys(loadConfig(path).environments)).toEqual(['prod', 'staging']);
  });

  test('the example does not stand in for a file with the wrong ending', () => {
    const file = written(textWith(small), 'storefront.yml');
    expect(() => choose(join(file, '..'))).toThrow(
      `${file}: found the ending .yml, rename the file to storefront.yaml`,
    );
  });
});

test('a file that is named by an empty text is a mistake, not the example', () => {
  expect(() => storefrontFile(' ', shopFolder(), () => {})).toThrow(
    'storefront file: found an empty name, write the path of the file, such as storefront.yaml',
  );
});
