import { describe, expect, test } from '@jest/globals';
import { codeLines } from '../../../lib/cloudformation/input/code-lines.ts';

const app = '/home/team/app';
const sourceOf = (entries: unknown) =>
  codeLines(app, () => ({ '/Stack/Bucket': entries as never }))('Bucket1', 'Stack/Bucket');
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

  test.each([
    ['of Python, which gives no column', `main (${app}/app.py:29)`, 'app.py:29'],
    ['of Java, by its package', 'shop.ShopApp$Files.<init> (ShopApp.java:22)', 'shop/ShopApp.java:22'],
    ['of Java without a package', 'ShopApp.main (ShopApp.java:4)', 'ShopApp.java:4'],
    ['of Kotlin', 'shop.AppKt.main (App.kt:7)', 'shop/App.kt:7'],
  ])('is the first own frame of another language: %s', (_, frame, line) => {
    const data = [
      '...aws-cdk-lib, jsii runtime, node internals...',
      '(no user code in 10 frames, use --stack-trace-limit to capture more)',
      'software.amazon.awscdk.services.s3.Bucket$Builder.build (Bucket.java:979)',
      `__call__ (${app}/.venv/lib/python3.13/site-packages/jsii/_runtime.py:12)`,
      frame,
    ];
    expect(sourceOf([named, { type: 'aws:cdk:creationStack', data }])).toBe(line);
  });

  test('is none of the program by which jsii runs the CDK, wherever that lies', () => {
    const program = `${app}/tmp/lib/program.js`;
    const trace = [`Kernel.create (${program}:1:5)`, `KernelHost.run (${program}:1:9)`];
    expect(sourceOf([{ ...named, trace }])).toBeUndefined();
  });

  test('is told by the construct where a stack and one nested in it have the same id', () => {
    const made = (line: number) => [{ ...named, trace: [`f (${app}/a.ts:${line}:1)`] }];
    const find = codeLines(app, () => ({ '/Shop/Files': made(1), '/Shop/Inner/Files': made(2) }));
    expect(find('Bucket1', 'Shop/Files')).toBe('a.ts:1');
    expect(find('Bucket1', 'Shop/Inner/Files')).toBe('a.ts:2');
    expect(find('Bucket1', undefined)).toBeUndefined();
  });

  test('is read only when somebody asks, and once', () => {
    let reads = 0;
    const find = codeLines(app, () => {
      reads += 1;
      return {};
    });
    expect(reads).toBe(0);
    find('A', undefined);
    find('B', undefined);
    expect(reads).toBe(1);
  });
});
