import { expect, test } from '@jest/globals';
import { expectGolden } from '../support/golden.ts';
import { exampleConfig, synthesize } from '../support/synth.ts';

// The environment that owns its zone has every stack.
const synthesis = synthesize(exampleConfig(), { context: { environment: 'staging' } });
const resources = synthesis.names.flatMap((stack) =>
  Object.entries(synthesis.template(stack).Resources).map(([logicalId, resource]) => ({
    stack,
    logicalId,
    ...resource,
  })),
);

test('logical ids begin with the PascalCase ids of their constructs', () => {
  expect(resources.length).toBeGreaterThan(100);
  expect(resources.filter(({ logicalId }) => !/^[A-Z][A-Za-z0-9]*$/.test(logicalId))).toEqual([]);
});

test('no update replaces what is kept: its logical ids are those that were agreed on', () => {
  const kept = resources.filter(({ UpdateReplacePolicy }) => UpdateReplacePolicy === 'Retain');
  const lines = kept.map(({ stack, Type, logicalId }) => `${stack} ${Type} ${logicalId}\n`);
  expect(lines.length).toBeGreaterThan(10);
  expectGolden('kept-logical-ids.txt', lines.sort().join(''));
});
