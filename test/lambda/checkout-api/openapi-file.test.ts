import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const file = join(__dirname, '..', '..', '..', 'docs', 'checkout-api.openapi.yaml');

/** What the validator of the npm package says of a file; it holds documents to the schema that the OpenAPI Initiative publishes. */
function verdictOn(path: string): { readonly valid: boolean; readonly errors?: unknown } {
  const cli = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');
  const { stdout, stderr } = spawnSync(process.execPath, [cli, path], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

test('the file is a valid OpenAPI document', () => {
  expect(verdictOn(file)).toEqual({ valid: true });
});

test('the validator would find a fault in it', () => {
  const broken = join(tmpdir(), 'broken.openapi.yaml');
  writeFileSync(broken, readFileSync(file, 'utf8').replace('operationId:', 'operationID:'));
  expect(verdictOn(broken)).toMatchObject({ valid: false });
});
