import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { readInput } from '../../lib/cloudformation/input/read-input.ts';
import { packagePath } from '../../lib/package-root.ts';
import type { Case } from './case.ts';
import { filesBelow } from './files.ts';

/** Calls of a test that a recorder stands in for. */
interface Recorded {
  readonly rule: string;
  readonly verdict: 'COMPLIANCE' | 'NON_COMPLIANCE' | 'ERROR';
  readonly outdir: string;
}

/**
 * The stacks of cdk-nag's unit tests, synthesized: the tests run with a `validateStack` that writes down the templates and what
 * the test expects, instead of asking cdk-nag.
 */
export async function cdkNagCases(repository: string, folder: string): Promise<readonly Case[]> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tests = filesBelow(join(repository, 'test', 'rules'), /\.test\.ts$/);
  const cases: Case[] = [];
  for (const test of tests) {
    const recorded = await recordTests(join(repository, 'test', 'rules', test), join(folder, test));
    for (const [index, { rule, verdict, outdir }] of recorded.entries()) {
      if (verdict === 'ERROR') continue;
      const templates = readInput(outdir);
      cases.push({
        peer: 'cdk-nag',
        rule,
        name: `${test}#${index}`,
        templates,
        objects: verdict === 'NON_COMPLIANCE',
      });
    }
  }
  return cases;
}

/** Bundles one file of tests with the recorder in place of its helper, and runs it. */
async function recordTests(file: string, outdir: string): Promise<readonly Recorded[]> {
  // The packages of the CDK are found from here, so the bundle lies here.
  const bundle = packagePath('dist', 'agreement', 'recorded.cjs');
  await build({
    entryPoints: [file],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    packages: 'external',
    plugins: [recorderInsteadOf(/\.\/utils$/)],
  });
  mkdirSync(dirname(bundle), { recursive: true });
  const require = createRequire(bundle);
  delete require.cache[bundle];
  const runner = recorder(outdir);
  const source = readFileSync(bundle, 'utf8');
  const run = new Function(
    'require',
    'module',
    'exports',
    '__filename',
    '__dirname',
    ...runner.names,
    source,
  );
  const module = { exports: {} };
  run(require, module, module.exports, bundle, dirname(bundle), ...runner.values);
  runner.runTests();
  return runner.recorded;
}

function recorderInsteadOf(path: RegExp): Plugin {
  const contents = [
    'export const TestType = { NON_COMPLIANCE: "NON_COMPLIANCE", COMPLIANCE: "COMPLIANCE", ERROR: "ERROR" };',
    'export class TestPack {}',
    'export function setActivePack() {}',
    'export const validateStack = (stack, rule, verdict) => record(stack, rule, verdict);',
  ].join('\n');
  return {
    name: 'recorder',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: path }, () => ({ path: 'recorder', namespace: 'recorder' }));
      onLoad({ filter: /.*/, namespace: 'recorder' }, () => ({ contents, loader: 'js' }));
    },
  };
}

type Step = () => void;

/** What a test of Jest needs: groups, tests, and what comes before each. */
function recorder(outdir: string) {
  const tests: { readonly before: readonly Step[]; readonly test: Step }[] = [];
  const recorded: Recorded[] = [];
  let before: readonly Step[] = [];
  const describe = (_name: string, group: Step) => {
    const outer = before;
    group();
    before = outer;
  };
  const test = (_name: string, step: Step) => tests.push({ before, test: step });
  const beforeEach = (step: Step) => {
    before = [...before, step];
  };
  const record = (stack: Synthesizable, rule: string, verdict: Recorded['verdict']) => {
    const assembly = stack.node.root.synth?.() ?? synthesized(stack, join(outdir, String(recorded.length)));
    recorded.push({ rule, verdict, outdir: typeof assembly === 'string' ? assembly : assembly.directory });
  };
  const globals = { describe, test, it: test, beforeEach, record };
  return {
    names: Object.keys(globals),
    values: Object.values(globals),
    recorded,
    runTests: () => {
      for (const [index, one] of tests.entries()) {
        // Apps that a test makes by the way write their assembly there.
        process.env['CDK_OUTDIR'] = join(outdir, `app-${index}`);
        for (const step of one.before) step();
        one.test();
      }
    },
  };
}

interface Synthesizable {
  readonly node: { readonly root: { readonly synth?: () => { readonly directory: string } } };
  readonly resolve: (value: unknown) => unknown;
  readonly _toCloudFormation: () => unknown;
}

/** A stack without an app has no assembly of its own. */
function synthesized(stack: Synthesizable, folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'stack.template.json'),
    JSON.stringify(stack.resolve(stack._toCloudFormation())),
  );
  return folder;
}
