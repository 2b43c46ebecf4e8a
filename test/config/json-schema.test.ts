import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { jsonSchema, schemaText } from '../../lib/config/json-schema.ts';
import { storefrontKind } from '../../lib/config/load.ts';
import { configurationReference } from '../../lib/config/reference.ts';
import { storefrontSchema } from '../../lib/config/schema.ts';
import { settings } from '../../lib/config/settings.ts';
import { badSettings } from './bad-settings.ts';
import { small, textWith, whole } from './files.ts';

const root = join(__dirname, '..', '..');
const textOf = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8');

// Dates are held to their pattern; the meaning of "format" would need another package.
const isValid = new Ajv2020({ validateFormats: false }).compile(jsonSchema(storefrontSchema));

test('storefront.schema.json is what `npm run generate` writes', () => {
  expect(textOf('storefront.schema.json')).toBe(schemaText('storefront.yaml', storefrontSchema));
});

test('docs/configuration.md is what `npm run generate` writes', () => {
  expect(textOf('docs', 'configuration.md')).toBe(configurationReference());
});

test('the JSON Schema accepts the example and all that can be set', () => {
  isValid(parse(textOf('examples', 'boutique', 'storefront.yaml')));
  expect(isValid.errors).toBeNull();
  expect(isValid(small)).toBe(true);
  expect(isValid(whole)).toBe(true);
});

// What a gateway asks for beyond the common settings is known to the gateway registry, not to the schema.
const judgedByRules = ['environments.NAME.payments.gateways[].NAME'];
const judgedBySchema = Object.entries(badSettings).filter(([path]) => !judgedByRules.includes(path));

test.each(judgedBySchema)('the JSON Schema refuses a bad %s', (_, [at, value]) => {
  expect(isValid(parse(textWith(whole, { [at]: value })))).toBe(false);
});

test('the first line of the example leads an editor to the schema', () => {
  const [line] = textOf('examples', 'boutique', 'storefront.yaml').split('\n');
  const path = line?.replace('# yaml-language-server: $schema=', '') ?? '';
  expect(join(root, 'examples', 'boutique', path)).toBe(join(root, 'storefront.schema.json'));
});

test('every setting is described', () => {
  expect(settings(storefrontKind).filter(({ meaning }) => meaning === '')).toEqual([]);
});
