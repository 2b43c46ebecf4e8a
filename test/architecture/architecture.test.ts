import { describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { createJudge, type FloorName, floorOf, floors } from './arrows.ts';
import { importGraph, importsOf } from './import-graph.ts';

const graph = importGraph(packagePath(), ['bin', 'client', 'lib', 'lambda', 'packages']);
const judge = createJudge(graph);
const names = Object.keys(floors) as readonly FloorName[];

test('every import follows an arrow', () => {
  expect(graph.flatMap(judge)).toEqual([]);
});

test('the imports of a file are found in each form that they have', () => {
  const text = `
    import type { A } from './a.ts';
    import { type B } from './b.ts';
    import { type C, c } from './c.ts';
    import './d.ts';
    export * from './e.ts';
    export { f } from '../f.ts';
    const g = () => import('./g.ts');
    const h = require('@scope/h/part');
    type I = import('i/part').I;
    export const j = { from: './j.ts' };`;
  expect(importsOf('lib/x/y.ts', text).map(({ to, isTypeOnly }) => [to, isTypeOnly])).toEqual([
    ['lib/x/a.ts', true],
    ['lib/x/b.ts', true],
    ['lib/x/c.ts', false],
    ['lib/x/d.ts', false],
    ['lib/x/e.ts', false],
    ['lib/f.ts', false],
    ['lib/x/g.ts', false],
    ['@scope/h/part', false],
    ['i/part', true],
  ]);
});

/** What is said of one more import. */
function planted(from: string, to: string): readonly string[] {
  return judge({ from, to, isTypeOnly: false });
}

describe('an import against the arrows is named:', () => {
  const fileOn = (name: FloorName) =>
    `${floors[name].holds[0]}${floors[name].holds[0].endsWith('/') ? 'planted.ts' : ''}`;
  const pairs = names.flatMap((from) =>
    names
      .filter((to) => to !== from && !(floors[from].imports as readonly string[]).includes(to))
      .map((to) => [from, to] as const),
  );

  test.each(pairs)('%s → %s', (from, to) => {
    const sentence = `${fileOn(from)} imports ${fileOn(to)}: ${from} may import `;
    expect(planted(fileOn(from), fileOn(to))).toEqual([expect.stringContaining(sentence)]);
  });

  const cdkFree = names.filter(
    (name) => !(floors[name].packages as readonly string[]).includes('aws-cdk-lib'),
  );

  test.each(cdkFree)('%s → aws-cdk-lib', (from) => {
    expect(planted(fileOn(from), 'aws-cdk-lib')).toEqual([
      expect.stringContaining(`${fileOn(from)} imports aws-cdk-lib: ${from} may use `),
    ]);
  });

  test.each([
    ['lib/constructs/data/orders-table.ts', 'lambda/outbox/handler.ts', 'nothing imports a handler'],
    [
      'lib/cli/check.ts',
      'lambda/shared/secrets/secret-client.ts',
      'only the commands that reach AWS may import what reaches a store',
    ],
    [
      'lib/site/read-site.ts',
      'lambda/site-release/s3-objects.ts',
      'only the commands that reach AWS may import what reaches a store',
    ],
    [
      'lambda/outbox/outbox.ts',
      'lambda/order-worker/batch.ts',
      'a function imports lambda/shared and no other function',
    ],
    [
      'lambda/gateways/stripe.ts',
      'node:fs',
      'gateways may use node:crypto, node:buffer outside of the project',
    ],
    ['lib/cli/check.ts', '@aws-sdk/client-sqs', 'command may use nothing else outside of the project'],
  ])('%s → %s', (from, to, why) => {
    expect(planted(from, to)).toEqual([`${from} imports ${to}: ${why}`]);
  });
});

test('the only floors that know the CDK are those that make templates, and the synth door', () => {
  const know = names.filter((name) => (floors[name].packages as readonly string[]).includes('aws-cdk-lib'));
  expect(know).toEqual(['app', 'stacks', 'constructs', 'synth door']);
});

test('no arrow leads back to where it came from', () => {
  const circles = names.filter((name) => reachable(name).has(name));
  expect(circles).toEqual([]);
});

function reachable(start: FloorName): ReadonlySet<string> {
  const found = new Set<string>();
  const open: string[] = [...floors[start].imports];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...floors[name as FloorName].imports);
  }
  return found;
}

test('every file stands on a floor', () => {
  const homeless = graph.map(({ from }) => from).filter((path) => floorOf(path) === undefined);
  expect(homeless).toEqual([]);
});
