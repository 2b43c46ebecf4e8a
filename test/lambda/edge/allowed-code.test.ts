import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'acorn';
import { base, full } from 'acorn-walk';
import runtime from '../../../lambda/edge/runtime-2.0.json' with { type: 'json' };
import { packagePath } from '../../../lib/package-root.ts';
import njs from '../../../lib/preview/edge/functions/njs.json' with { type: 'json' };
import { objectionsTo } from '../../support/edge/allowed-code.ts';
import { builtIns, globalNames } from '../../support/edge/ecmascript.ts';
import { runEdgeFunction } from '../../support/edge/engine.ts';
import { exampleConfig, ofType, synthesize } from '../../support/synth.ts';
import { detourPlants, formPlants, nodePlants, sampler, unsupportedPlants } from './plants.ts';

const folder = packagePath('lambda', 'edge');
const handlers = readdirSync(folder).filter((name) => name.endsWith('.js'));
const codeOf = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');
const parts = ['redirects', 'canonical-host', 'texts', 'paths'].map((name) => codeOf(`parts/${name}.js`));
const functionRequest = [codeOf('parts/canonical-host.js'), codeOf('function-request.js')].join('');
const firstStatement = 'const request = event.request;';

/** The code of the edge with something more in it: a module's declaration at its head, and all else in the handler. */
function planted(text: string): string {
  if (/^(?:import|export) /.test(text)) return `${text}\n${functionRequest}`;
  return functionRequest.replace(firstStatement, () => `${firstStatement}\n${text}`);
}

/** The built-in objects of the list, with its members of each. */
const listed: ReadonlyMap<string, Readonly<Record<'static' | 'prototype', readonly string[]>>> = new Map([
  ...Object.entries(runtime.objects),
  ...runtime.globals.typedArrays.map((name) => [name, runtime.typedArray] as const),
  ...runtime.globals.errors.map((name) => [name, runtime.error] as const),
]);
const listedGlobals = [
  ...listed.keys(),
  ...runtime.globals.constants,
  ...runtime.globals.functions,
  'globalThis',
];
const listedPaths = [...listed].flatMap(([object, members]) => [
  ...members.static.map((name) => `${object}.${name}`),
  ...members.prototype.map((name) => `${object}.prototype.${name}`),
]);

/** The functions as CloudFormation is given them. */
const synthesis = synthesize(exampleConfig());
const functions = synthesis.names.flatMap((stack) =>
  ofType(synthesis.template(stack), 'AWS::CloudFront::Function').map(([id, { Properties }]) => ({
    name: `${stack} ${id}`,
    ...(Properties as {
      readonly FunctionCode: string;
      readonly FunctionConfig: { readonly Runtime: string };
    }),
  })),
);

describe('the code of the edge functions', () => {
  test.each(handlers)('of %s has nothing that AWS does not list', (name) => {
    expect(objectionsTo([...parts, codeOf(name)].join(''))).toEqual([]);
  });

  test('is in the templates for each environment, and runs there as runtime 2.0', () => {
    expect(functions).toHaveLength(handlers.length * Object.keys(exampleConfig().environments).length);
    expect(new Set(functions.map(({ FunctionConfig }) => FunctionConfig.Runtime))).toEqual(
      new Set(['cloudfront-js-2.0']),
    );
  });

  test.each(functions)('as $name has it has nothing that AWS does not list', ({ FunctionCode }) => {
    expect(objectionsTo(FunctionCode)).toEqual([]);
  });

  test.each(functions)('as $name has it answers in njs', ({ FunctionCode }) => {
    const { uri } = runEdgeFunction(FunctionCode, { target: '/' }).answer;
    expect(uri).toMatch(/^\/$|^\/releases\/[0-9a-f]{64}\/index\.html$/);
  });

  test.each(functions)('as $name has it is within the 10 KB that CloudFront takes', ({ FunctionCode }) => {
    expect(Buffer.byteLength(FunctionCode)).toBeLessThan(10_000);
  });
});

describe('what is not on the list of AWS is found by name', () => {
  test('for all that AWS calls unsupported', () => {
    expect(Object.keys(unsupportedPlants)).toEqual(runtime.unsupported);
  });

  test.each([
    ...Object.entries(unsupportedPlants).flatMap(([item, plants]) =>
      plants.map((plant) => [item, ...plant] as const),
    ),
  ])('%s: %s', (_, code, name) => {
    expect(objectionsTo(planted(code))).toContainEqual(
      expect.stringContaining(`: ${name} is not on AWS's list`),
    );
  });

  test('for each type of node that the parser knows', () => {
    const listed = runtime.syntax.flatMap(({ nodes }) => nodes);
    // The walker's groups of nodes, and a type that the parser makes on request only.
    const groups = [
      'Statement',
      'Expression',
      'Pattern',
      'VariablePattern',
      'MemberPattern',
      'ForInit',
      'Function',
      'Class',
    ];
    const unheardOf = Object.keys(base).filter(
      (type) => ![...listed, ...groups, 'ParenthesizedExpression', 'WithStatement'].includes(type),
    );
    expect(Object.keys(nodePlants).toSorted()).toEqual(unheardOf.toSorted());
  });

  test.each(Object.entries(nodePlants))('%s: %s', (type, code) => {
    expect(objectionsTo(planted(code))).toContainEqual(
      expect.stringMatching(new RegExp(`: ${type} \\(.*\\) is not on AWS's list`)),
    );
  });

  test.each([...formPlants, ...detourPlants])('%s', (code, name) => {
    expect(objectionsTo(planted(code))).toContainEqual(expect.stringContaining(`: ${name}`));
  });

  test('for every global that Node.js has', () => {
    const others = globalNames.filter((name) => !listedGlobals.includes(name));
    expect(others).toEqual(
      expect.arrayContaining(['eval', 'fetch', 'Map', 'Set', 'Proxy', 'Reflect', 'Intl', 'structuredClone']),
    );
    expect(others.filter((name) => !isFound(`${name};`, name))).toEqual([]);
  });

  test('for every property and method of a built-in object that Node.js has', () => {
    const others = builtIns.filter(
      ({ object, part, name }) => name !== 'prototype' && !listed.get(object)?.[part].includes(name),
    );
    expect(others.length).toBeGreaterThan(500);
    const unnoticed = others.filter(({ object, part, name }) => {
      const path = part === 'static' ? `${object}.${name}` : `${object}.prototype.${name}`;
      return !isFound(`${path};`, listedGlobals.includes(object) ? path : object);
    });
    expect(unnoticed).toEqual([]);
  });

  test('for methods of values whose type the code does not show', () => {
    const methods = [
      'at',
      'flat',
      'flatMap',
      'findLast',
      'toSorted',
      'toSpliced',
      'with',
      'matchAll',
      'localeCompare',
      'charCodeAt',
      'normalize',
    ];
    expect(methods.filter((name) => !isFound(`request.uri.${name}();`, `the member .${name}`))).toEqual([]);
  });
});

describe('what is on the list of AWS', () => {
  test('is accepted: every property and method of a built-in object', () => {
    expect(listedPaths.length).toBeGreaterThan(300);
    expect(listedPaths.flatMap((path) => objectionsTo(planted(`${path};`)))).toEqual([]);
  });

  test('is accepted: every type of node, and njs runs them', () => {
    const used = new Set<string>();
    full(parse(sampler, { ecmaVersion: 'latest', sourceType: 'module' }), ({ type }) => used.add(type));
    expect(runtime.syntax.flatMap(({ nodes }) => nodes).filter((type) => !used.has(type))).toEqual([]);
    expect(objectionsTo(sampler)).toEqual([]);
    expect(runEdgeFunction(sampler, { target: '/?a=1' }, { key: 'stored' }).logged).toEqual([
      'stored 1 5 12-34 b,a',
    ]);
  });

  test('is in the njs of the tests, apart from what is noted of it', () => {
    const code = `const paths = ${JSON.stringify(listedPaths)};
      function handler() {
        const missing = paths.filter((path) => {
          const parts = path.split('.');
          const name = parts.pop();
          return !(name in parts.reduce((value, part) => Object(value[part]), globalThis));
        });
        return { statusCode: 200, body: JSON.stringify(missing) };
      }`;
    const { body } = runEdgeFunction(code, { target: '/' }).answer;
    const missing: readonly string[] = JSON.parse(String(body));
    const noted = [...njs.lacks, ...Object.keys(runtime.asWritten)];
    expect(missing.filter((path) => !noted.includes(path))).toEqual([]);
  });
});

function isFound(code: string, name: string): boolean {
  return objectionsTo(planted(code)).some(
    (objection) => objection.includes(`: ${name} is not`) || objection.includes(`: ${name} on its own`),
  );
}
