import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { editorSchema } from '../../lib/config/editor/editor-schema.ts';
import { schemaText } from '../../lib/config/json-schema.ts';
import { storefrontKind } from '../../lib/config/load.ts';
import { configurationReference } from '../../lib/config/reference.ts';
import { settings } from '../../lib/config/settings.ts';
import { badSettings } from './bad-settings.ts';
import { brokenRules } from './broken-rules.ts';
import { type Changes, small, textWith, whole } from './files.ts';
import { unknownToSchema } from './unknown-to-schema.ts';
import { unsupported } from './unsupported.ts';

const root = join(__dirname, '..', '..');
const textOf = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8');

// Dates are held to their pattern; the meaning of "format" would need another package. A condition need not repeat types.
const isValid = new Ajv2020({ validateFormats: false, strictTypes: false }).compile(editorSchema());

// Everything that can be set and is supported: the kit refuses what `whole` says beside it.
const possible = parse(textWith(whole));

test('storefront.schema.json is what `npm run generate` writes', () => {
  expect(textOf('storefront.schema.json')).toBe(schemaText(editorSchema()));
});

test('docs/configuration.md is what `npm run generate` writes', () => {
  expect(textOf('docs', 'configuration.md')).toBe(configurationReference());
});

test('the JSON Schema accepts the example and all that can be set', () => {
  isValid(parse(textOf('examples', 'boutique', 'storefront.yaml')));
  expect(isValid.errors).toBeNull();
  expect(isValid(small)).toBe(true);
  isValid(possible);
  expect(isValid.errors).toBeNull();
});

test.each(Object.entries(badSettings))('the JSON Schema refuses a bad %s', (_, [at, value]) => {
  expect(isValid(parse(textWith(whole, { [at]: value })))).toBe(false);
});

test.each(Object.entries(unsupported))('the JSON Schema refuses %s, which is not supported', (path, row) => {
  const [at, value] = row;
  expect(isValid(parse(textWith(small, { [at]: value })))).toBe(false);
  const said = JSON.stringify(editorSchema());
  const [setting = ''] = path.split('.').slice(-1);
  expect(said).toMatch(new RegExp(`"${setting}":\\{[^{}]*(?:Refused: |is supported yet)`));
});

describe('the JSON Schema and a rule between settings', () => {
  const reasons: Readonly<Record<string, string>> = unknownToSchema;

  test.each(Object.entries(brokenRules))('%s', (name, { file, changes }) => {
    const valid = isValid(parse(textWith(file === whole ? possible : file, changes)));
    expect({ name, valid }).toEqual({ name, valid: reasons[name] !== undefined });
  });

  test('that it cannot know have a reason, and no other rule has', () => {
    expect(Object.keys(reasons).filter((name) => !brokenRules[name])).toEqual([]);
  });
});

describe('the JSON Schema refuses', () => {
  const gateway = 'environments.prod.payments.gateways[0]';
  const live = { name: 'stripe', mode: 'live', integration: 'redirect' };
  test.each<[string, Changes]>([
    ['PayPal inside a frame', { [gateway]: { ...live, name: 'paypal', integration: 'iframe' } }],
    ['a secret under a gateway', { [`${gateway}.secretKey`]: 'not-a-real-key' }],
    ['test mode in production', { [`${gateway}.mode`]: 'test' }],
    ['live mode outside production', { 'environments.staging.payments.gateways[0].mode': 'live' }],
    ['a gateway that nobody knows', { [`${gateway}.name`]: 'strip' }],
    [
      'a gateway without a setting that it asks for',
      { [gateway]: { ...live, name: 'adyen', integration: 'fields' } },
    ],
    ['a currency that nobody knows', { [`${gateway}.currencies`]: ['XYZ'] }],
    ['a container', { 'environments.prod.site': { image: 'a@sha256:0', port: 80, health: '/' } }],
    ['a checkout without its slashes', { 'environments.prod.site.checkout': 'kasse' }],
    ['a script without a host', { scripts: [{ owner: 'a', reason: 'b', pages: ['/*'] }] }],
  ])('%s', (_, changes) => {
    expect(isValid(parse(textWith(small, changes)))).toBe(false);
  });
});

test('the first line of the example leads an editor to the schema', () => {
  const [line] = textOf('examples', 'boutique', 'storefront.yaml').split('\n');
  const path = line?.replace('# yaml-language-server: $schema=', '') ?? '';
  expect(join(root, 'examples', 'boutique', path)).toBe(join(root, 'storefront.schema.json'));
});

test('every setting is described', () => {
  expect(settings(storefrontKind).filter(({ meaning }) => meaning === '')).toEqual([]);
});
