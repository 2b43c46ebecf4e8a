import { readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import { packagePath } from '../package-root.ts';
import type { Answers, Pipeline } from './answers.ts';

const { version, engines, dependencies, devDependencies } = manifest;

/** What the app of a shop is made of, in the versions that the kit was tried with. */
export const appDependencies: Readonly<Record<string, string>> = {
  'aws-cdk-lib': dependencies['aws-cdk-lib'],
  'cdk-nag': dependencies['cdk-nag'],
  constructs: dependencies.constructs,
  'palisade-kit': version,
  'palisade-kit-cdk': version,
};

/** What it is built and deployed with. */
export const appDevDependencies: Readonly<Record<string, string>> = {
  '@types/node': devDependencies['@types/node'],
  'aws-cdk': devDependencies['aws-cdk'],
  typescript: devDependencies.typescript,
};

/** The files of a new shop beside its storefront file and its pages, by path. */
export function projectFiles({
  shop,
  pipeline,
}: Pick<Answers, 'shop' | 'pipeline'>): Readonly<Record<string, string>> {
  return {
    'bin/shop.ts': app,
    'cdk.json': asJson({ app: compileAndRun, output: 'cdk.out', versionReporting: false, notices: false }),
    'tsconfig.json': asJson({ compilerOptions, include: ['bin'] }),
    'package.json': packageText(shop),
    'palisade.yaml': palisadeText,
    '.gitignore': 'node_modules/\nbuild/\ncdk.out/\npalisade/\n',
    ...pipelineFile(pipeline),
  };
}

const app = `import { App, Validations } from 'aws-cdk-lib';
import { addAccount, addStorefront, loadAccount, loadShop, PalisadeChecks } from 'palisade-kit-cdk';

const app = new App();
const account: string | undefined = app.node.tryGetContext('account');
const environment: string | undefined = app.node.tryGetContext('environment');

if (account === undefined) {
  // The shop: every environment of the storefront file, or with \`-c environment=prod\` that one.
  const config = loadShop('storefront.yaml');
  const names = environment === undefined ? Object.keys(config.environments) : [environment];
  for (const name of names) addStorefront(app, { config, environment: name });
} else {
  // What an account has once, before its first shop: \`-c account=account.yaml\`.
  addAccount(app, { config: loadAccount(account) });
}

// What the policy objects to is not deployed.
Validations.of(app).addPlugins(new PalisadeChecks());
`;

// Compiled and checked at each synthesis; Node.js 20 does not run TypeScript by itself.
const compileAndRun = 'node node_modules/typescript/bin/tsc && node build/shop.js';

const compilerOptions = {
  target: 'ES2022',
  module: 'nodenext',
  types: ['node'],
  rootDir: 'bin',
  outDir: 'build',
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

const palisadeText = `# How the templates of this repository are judged: node_modules/palisade-kit/docs/palisade-file.md explains each setting.
version: 1

# What is judged: what \`npx --no-install cdk synth\` writes.
paths: [cdk.out]
`;

function packageText(shop: string): string {
  return asJson({
    name: shop,
    version: '0.0.0',
    private: true,
    type: 'module',
    engines,
    scripts: {
      preview: 'palisade preview',
      synth: 'cdk synth --quiet',
      check: 'palisade check',
    },
    dependencies: appDependencies,
    devDependencies: appDevDependencies,
  });
}

/** The kit's own ready files for pipelines, where those look for them. */
function pipelineFile(pipeline: Pipeline): Readonly<Record<string, string>> {
  if (pipeline === 'none') return {};
  const ready = {
    github: ['.github/workflows/palisade.yml', 'examples/ci/github/palisade.yml'],
    gitlab: ['.gitlab-ci.yml', 'examples/ci/gitlab/palisade.gitlab-ci.yml'],
  } as const;
  const [path, source] = ready[pipeline];
  return { [path]: readFileSync(packagePath(source), 'utf8') };
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
