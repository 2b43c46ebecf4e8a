import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyOf } from '../../../support/kept-assemblies.ts';
import type { Resource } from './stacks.ts';

/** A synthesized app in a folder of its own. */
export interface Assembly {
  readonly folder: string;
  readonly remove: () => void;
}

/** A stack of a synthesized app, to be created without the CDK's command. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly isProtected: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly template: Template;
  /** The names of all stacks that have to be there before it, in the order of their deployment. */
  readonly needs: readonly string[];
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/**
 * Synthesizes an environment of a shop as `cdk deploy` does, with no policy left out. It waits for that, so that a file can
 * have a test for each stack and resource that it finds. `app` is the program that does it.
 */
export function synthesize(
  environment = 'prod',
  file = 'examples/boutique/storefront.yaml',
  app = 'dist/storefront.cjs',
): Assembly {
  return synthesizeWith({ environment, file }, app);
}

/** Synthesizes the stacks of an account as `cdk deploy` does. */
export function synthesizeAccount(account = 'examples/account.yaml'): Assembly {
  return synthesizeWith({ account }, 'dist/storefront.cjs');
}

function synthesizeWith(given: Readonly<Record<string, string>>, app: string): Assembly {
  const kept = assemblyOf(['deployed', given, app], (outdir) => {
    const context = { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(given) };
    const { status, stdout, stderr } = spawnSync(process.execPath, [app], {
      env: { ...process.env, ...context },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stdout + stderr);
  });
  // The CDK's command leaves files of its own in it.
  const folder = mkdtempSync(join(tmpdir(), 'palisade-assembly-'));
  cpSync(kept, folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

interface Artifact {
  readonly type: string;
  readonly environment: string;
  readonly dependencies?: readonly string[];
  readonly properties: {
    readonly templateFile: string;
    readonly terminationProtection?: boolean;
    readonly tags?: Readonly<Record<string, string>>;
  };
}

/** All stacks of an assembly, each after those that it needs. */
export function stacksOf({ folder }: Assembly): readonly SynthesizedStack[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const artifacts: Readonly<Record<string, Artifact>> = manifest.artifacts;
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const names = inOrder(
    stacks.map(([name]) => name),
    artifacts,
  );
  return names.map((name) => {
    const { environment, properties } = artifacts[name] as Artifact;
    const template = JSON.parse(readFileSync(join(folder, properties.templateFile), 'utf8'));
    return {
      name,
      region: environment.split('/').at(-1) ?? '',
      isProtected: properties.terminationProtection ?? false,
      tags: properties.tags ?? {},
      // The bootstrap's version is a question of the CDK's command.
      template: { ...template, Parameters: {}, Rules: {} },
      needs: inOrder([name], artifacts).filter((each) => each !== name),
    };
  });
}

/** These stacks and all that they need, each after what it needs. */
function inOrder(names: readonly string[], artifacts: Readonly<Record<string, Artifact>>): readonly string[] {
  const ordered = new Set<string>();
  for (const name of names) {
    const { type, dependencies = [] } = artifacts[name] ?? {};
    if (type !== 'aws:cloudformation:stack') continue;
    for (const needed of inOrder(dependencies, artifacts)) ordered.add(needed);
    ordered.add(name);
  }
  return [...ordered];
}
