import { describe, expect, test } from '@jest/globals';
import { codeLines } from '../../../lib/cloudformation/input/code-lines.ts';

const app = '/home/team/app';
const sourceOf = (entries: unknown) =>
  codeLines(app, () => ({ '/Stack/Bucket': entries as never }))('Bucket1');
const named = { type: 'aws:cdk:logicalId', data: 'Bucket1' };

describe('the line of code that made a resource', () => {
  test.each([
    ['of TypeScript', `new ShopStack (${app}/lib/shop-stack.ts:12:5)`, 'lib/shop-stack.ts:12'],
    ['of a function without a name', `    at ${app}/bin/app.ts:3:1`, 'bin/app.ts:3'],
    ['of a module', `at new ShopStack (file://${app}/lib/shop.mjs:7:9)`, 'lib/shop.mjs:7'],
  ])('is the first own frame of a stack trace: %s', (_, frame, line) => {
    const data = [
      '...aws-cdk-lib...',
      'Bucket (/home/team/app/node_modules/x/index.js:1:1)',
      frame,
      `x (${app}/z.ts:1:1)`,
    ];
    expect(sourceOf([named, { type: 'aws:cdk:creationStack', data }])).toBe(line);
    expect(sourceOf([{ ...named, trace: data }])).toBe(line);
  });

  test.each([
    ['no trace', [named]],
    [
      'a trace of libraries alone',
      [{ ...named, trace: ['...node internals...', '(no user code in 10 frames)'] }],
    ],
    ['code outside the app', [{ ...named, trace: ['f (/opt/other/lib.ts:1:1)'] }]],
    ['another resource', [{ type: 'aws:cdk:logicalId', data: 'Other', trace: [`f (${app}/a.ts:1:1)`] }]],
    ['no list', 'nothing'],
  ])('is nothing where there is %s', (_, entries) => {
    expect(sourceOf(entries)).toBeUndefined();
  });

  test('is read only when somebody asks, and once', () => {
    let reads = 0;
    const find = codeLines(app, () => {
      reads += 1;
      return {};
    });
    expect(reads).toBe(0);
    find('A');
    find('B');
    expect(reads).toBe(1);
  });
});
