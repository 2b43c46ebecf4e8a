import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { orderChangeSchemaText } from '../../lib/config/order-change-schema.ts';
import { packagePath } from '../../lib/package-root.ts';

test('order-change.schema.json is what npm run generate writes', () => {
  expect(readFileSync(packagePath('order-change.schema.json'), 'utf8')).toBe(orderChangeSchemaText());
});

test('a member that a later version of the kit adds is no reason to refuse a document', () => {
  expect(orderChangeSchemaText()).not.toContain('additionalProperties');
});
