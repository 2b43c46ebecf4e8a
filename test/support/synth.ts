import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, AppProps } from 'aws-cdk-lib';
import { loadConfig } from '../../lib/config/load.ts';
import type { EnvironmentConfig, StorefrontConfig } from '../../lib/config/storefront-config.ts';
import { once } from '../../lib/once.ts';
import { packagePath } from '../../lib/package-root.ts';
import { assemblyOf } from './kept-assemblies.ts';

/** The shop of the example. */
export function exampleConfig(): StorefrontConfig {
  return loadConfig(packagePath('examples', 'boutique', 'storefront.yaml'));
}

/** The example with some settings of its production changed. */
export function exampleWith(
  changed: Partial<EnvironmentConfig>,
  shop: Partial<StorefrontConfig> = {},
): StorefrontConfig {
  const example = exampleConfig();
  const prod = { ...example.environments['prod'], ...changed } as EnvironmentConfig;
  return { ...example, environments: { prod }, ...shop };
}

export interface SynthesizedResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into properties of many types.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
  readonly Metadata?: { readonly 'aws:cdk:path'?: string };
}

export interface SynthesizedTemplate {
  readonly Resources: Readonly<Record<string, SynthesizedResource>>;
  // biome-ignore lint/suspicious/noExplicitAny: a test of the contract reads it with the contract's own reader.
  readonly Metadata?: any;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly type: string }>>;
  readonly missing?: readonly unknown[];
}

/** What `cdk synth` would write for a shop. */
export interface Synthesis {
  /** The app itself, synthesized anew where what was written is kept. */
  readonly app: App;
  /** The folder of the templates. */
  readonly directory: string;
  readonly names: readonly string[];
  /** What AWS would be asked for, since the templates depend on it. */
  readonly missing: readonly unknown[];
  readonly template: (stack: string) => SynthesizedTemplate;
  readonly text: (stack: string) => string;
  readonly report: () => readonly PluginReport[];
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: readonly unknown[];
  readonly suppressedViolations?: readonly {
    readonly acknowledgedAt: string;
    readonly acknowledgedId: string;
  }[];
}

/** Synthesizes a shop as the CDK's command does, without the command. */
export function synthesize(config: StorefrontConfig, props: AppProps = {}): Synthesis {
  // A file that finds everything kept has no need of the CDK, which takes long to load.
  const appIn = (outdir: string) => {
    const { createApp, emptyApp }: typeof import('../../lib/app.ts') = require('../../lib/app.ts');
    return createApp(config, { app: emptyApp({ ...props, outdir }) });
  };
  const directory = assemblyOf(['judged shop', config, props], (outdir) => appIn(outdir).synth());
  const app = once(() => synthesized(appIn(mkdtempSync(join(tmpdir(), 'palisade-')))));
  return synthesisIn(directory, app);
}

/** Synthesizes an app as the CDK's command does, without the command. */
export function synthesisOf(app: App): Synthesis {
  return synthesisIn(synthesized(app).outdir, () => app);
}

function synthesized(app: App): App {
  app.synth();
  return app;
}

function synthesisIn(directory: string, app: () => App): Synthesis {
  const { artifacts, missing = [] }: Manifest = JSON.parse(
    readFileSync(join(directory, 'manifest.json'), 'utf8'),
  );
  const text = (stack: string) => readFileSync(join(directory, `${stack}.template.json`), 'utf8');
  return {
    get app() {
      return app();
    },
    directory,
    names: Object.keys(artifacts).filter((name) => artifacts[name]?.type === 'aws:cloudformation:stack'),
    missing,
    template: (stack) => JSON.parse(text(stack)) as SynthesizedTemplate,
    text,
    report: () => JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')).pluginReports,
  };
}

/** The resources of a type, with their logical ids. */
export function ofType(
  { Resources }: SynthesizedTemplate,
  type: string,
): readonly (readonly [string, SynthesizedResource])[] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type);
}

/** The properties of the one resource of a type. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into properties of many types.
export function onlyOne(template: SynthesizedTemplate, type: string): any {
  const [first, ...others] = ofType(template, type);
  if (!first || others.length > 0)
    throw new Error(`${others.length + (first ? 1 : 0)} resources are ${type}`);
  return first[1].Properties;
}
