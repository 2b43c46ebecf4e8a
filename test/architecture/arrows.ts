import type { Import } from './import-graph.ts';

/** A part of the project, and what its files may import. */
interface Floor {
  /** Beginnings of the paths of its files; of several floors, the longest counts. */
  readonly holds: readonly string[];
  /** Other floors. */
  readonly imports: readonly FloorName[];
  /** Packages, or the one entry of a package that is small enough for a function. */
  readonly packages: readonly string[];
  /** Whether its files do no input or output, so that only these modules of Node are open to them. */
  readonly pure?: readonly string[];
}

const cdk = ['aws-cdk-lib', 'constructs', 'cdk-nag'];
const stores = [
  '@aws-sdk/client-backup',
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/client-secrets-manager',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-ec2',
  '@aws-sdk/client-iam',
  '@aws-sdk/client-inspector2',
  '@aws-sdk/client-s3-control',
  '@aws-sdk/client-cognito-identity-provider',
];

/** From the programs down to the facts. A floor imports itself and what it names. */
export const floors = {
  programs: {
    holds: ['bin/'],
    imports: ['synthesis', 'preview', 'command', 'commands that reach AWS', 'commands of a shop'],
    packages: [],
  },
  'package of the policy': {
    holds: ['packages/kit/'],
    imports: ['command', 'report', 'policy', 'cloudformation', 'base'],
    packages: [],
  },
  'package of the stacks': {
    holds: ['packages/cdk/'],
    imports: ['app', 'synth door', 'config'],
    packages: [],
  },
  synthesis: { holds: ['lib/synthesis/'], imports: ['app', 'config', 'base'], packages: [] },
  app: {
    holds: ['lib/app.ts', 'lib/account.ts', 'lib/storefront.ts', 'lib/shop.ts'],
    imports: ['stacks', 'constructs', 'synth door', 'site', 'config', 'contract'],
    packages: cdk,
  },
  stacks: {
    holds: ['lib/stacks/'],
    imports: ['constructs', 'site', 'config', 'contract', 'base'],
    packages: cdk,
  },
  constructs: {
    holds: ['lib/constructs/'],
    imports: ['site', 'config', 'contract', 'functions', 'gateways', 'base'],
    packages: cdk,
  },
  preview: {
    holds: ['lib/preview/'],
    imports: [
      'command',
      'cloudformation',
      'site',
      'config',
      'contract',
      'functions',
      'gateways',
      'client',
      'base',
    ],
    packages: ['zod'],
  },
  // Runs in the shop's page in the place of a gateway's script, and is held to the same types.
  "gateways' scripts": { holds: ['lib/preview/gateways/browser/'], imports: ['client'], packages: [] },
  command: {
    holds: ['lib/cli/'],
    imports: [
      'repository',
      'evidence',
      'report',
      'compliance',
      'cost',
      'permissions',
      'policy',
      'cloudformation',
      'config',
      'contract',
      'functions',
      'gateways',
      'base',
    ],
    packages: [],
  },
  'commands that reach AWS': {
    holds: [
      'lib/cli/aws-commands.ts',
      'lib/cli/access/',
      'lib/cli/secret/',
      'lib/cli/callback/',
      'lib/cli/catalogue/',
      'lib/cli/dns/',
      'lib/cli/live/',
      'lib/cli/orders/',
      'lib/cli/stack/',
      'lib/cli/store/',
      'lib/cli/webhooks/',
    ],
    imports: ['command', 'evidence', 'config', 'contract', 'cloudformation', 'functions', 'gateways', 'base'],
    packages: [
      ...stores,
      '@aws-sdk/client-accessanalyzer',
      '@aws-sdk/client-cloudcontrol',
      '@aws-sdk/client-cloudformation',
      '@aws-sdk/client-cloudtrail',
      '@aws-sdk/client-cloudwatch',
      '@aws-sdk/client-config-service',
      '@aws-sdk/client-guardduty',
      '@aws-sdk/client-kms',
      '@aws-sdk/client-macie2',
      '@aws-sdk/client-route-53',
      '@aws-sdk/client-s3',
      '@aws-sdk/client-securityhub',
      '@aws-sdk/client-sns',
      '@aws-sdk/client-sts',
      '@aws-sdk/client-wafv2',
      'zod/mini',
    ],
  },
  'commands of a shop': {
    holds: ['lib/cli/shop-commands.ts', 'lib/cli/init/', 'lib/cli/preview.ts', 'lib/cli/attack.ts'],
    imports: ['command', 'init', 'preview', 'config', 'contract', 'gateways', 'base'],
    packages: [],
  },
  init: {
    holds: ['lib/init/'],
    imports: ['site', 'config', 'contract', 'gateways', 'base'],
    packages: ['yaml'],
  },
  repository: {
    holds: ['lib/repository/'],
    imports: ['config', 'policy', 'cloudformation', 'contract', 'base'],
    packages: ['zod'],
  },
  'synth door': {
    holds: ['lib/policy/cdk/'],
    imports: ['repository', 'report', 'policy', 'cloudformation', 'base'],
    packages: cdk,
  },
  evidence: {
    holds: ['lib/evidence/'],
    imports: [
      'config',
      'permissions',
      'report',
      'compliance',
      'policy',
      'cloudformation',
      'contract',
      'gateways',
      'base',
    ],
    packages: ['zod', '@dagrejs/dagre'],
  },
  report: {
    holds: ['lib/report/'],
    imports: ['compliance', 'policy', 'cloudformation', 'contract', 'base'],
    packages: [],
  },
  compliance: {
    holds: ['lib/compliance/'],
    imports: ['policy', 'cloudformation', 'contract', 'gateways', 'base'],
    packages: ['zod'],
  },
  policy: {
    holds: ['lib/policy/'],
    imports: ['cloudformation', 'contract', 'gateways', 'base'],
    packages: ['picomatch'],
  },
  permissions: {
    holds: ['lib/permissions/'],
    imports: ['cloudformation', 'contract', 'base'],
    packages: [],
  },
  cost: { holds: ['lib/cost/'], imports: ['cloudformation', 'base'], packages: [] },
  cloudformation: {
    holds: ['lib/cloudformation/'],
    imports: ['contract', 'base'],
    packages: ['picomatch', 'yaml'],
  },
  site: {
    holds: ['lib/site/'],
    imports: ['config', 'contract', 'functions', 'gateways', 'base'],
    packages: [],
  },
  config: {
    holds: ['lib/config/'],
    imports: ['contract', 'functions', 'gateways', 'base'],
    packages: ['yaml', 'zod'],
  },
  contract: { holds: ['lib/contract/'], imports: ['gateways', 'base'], packages: ['zod'] },
  base: { holds: ['lib/'], imports: [], packages: ['fastest-levenshtein'] },
  client: { holds: ['client/'], imports: ['functions'], packages: ['@adyen/adyen-web'] },
  functions: {
    holds: ['lambda/'],
    imports: ['gateways'],
    packages: [
      ...stores,
      '@aws-sdk/client-eventbridge',
      '@aws-sdk/client-route-53',
      '@aws-sdk/client-s3',
      'aws-jwt-verify',
      'aws-jwt-verify/jwk',
      'zod/mini',
      'parse5',
      'fflate',
      '@sparticuz/chromium',
      'puppeteer-core',
    ],
  },
  gateways: { holds: ['lambda/gateways/'], imports: [], packages: [], pure: ['node:crypto', 'node:buffer'] },
} as const satisfies Readonly<
  Record<string, Omit<Floor, 'imports'> & { readonly imports: readonly string[] }>
>;

export type FloorName = keyof typeof floors;

const all: readonly (readonly [FloorName, Floor])[] = Object.entries(floors).map(
  ([name, floor]) => [name as FloorName, floor as Floor] as const,
);

/** The floor that a file stands on; nothing for a package. */
export function floorOf(path: string): FloorName | undefined {
  const holds = all.flatMap(([name, floor]) => floor.holds.map((start) => ({ name, start })));
  const own = holds.filter(({ start }) => path.startsWith(start));
  return own.toSorted((one, other) => other.start.length - one.start.length)[0]?.name;
}

/** Makes the judge of the imports of a project: it says in a sentence why one follows no arrow. */
export function createJudge(graph: readonly Import[]): (each: Import) => readonly string[] {
  const reachesStore = storing(graph);
  return (each) => {
    const why = strayed(each) ?? strayedIntoFunctions(each, reachesStore);
    return why === undefined ? [] : [`${each.from} imports ${each.to}: ${why}`];
  };
}

function strayed({ from, to }: Import): string | undefined {
  const name = floorOf(from);
  if (name === undefined || isData(to)) return undefined;
  const { imports, packages, pure }: Floor = floors[name];
  const target = floorOf(to);
  if (target !== undefined) {
    const isAllowed = target === name || imports.includes(target);
    return isAllowed ? undefined : `${name} may import ${listOf(imports)}, not ${target}`;
  }
  const open = to.startsWith('node:') ? pure : packages;
  return open === undefined || open.some((each) => isPartOf(to, each))
    ? undefined
    : `${name} may use ${listOf(open)} outside of the project`;
}

/**
 * What `lib` may import of the functions: data and pure functions. Handlers stay out of reach, and what stores something
 * is reached by the commands that work on AWS alone.
 */
function strayedIntoFunctions(
  { from, to, isTypeOnly }: Import,
  reachesStore: ReadonlySet<string>,
): string | undefined {
  if (floorOf(to) !== 'functions' || isData(to)) return undefined;
  if (to.endsWith('/handler.ts')) return 'nothing imports a handler';
  if (from.startsWith('lib/')) {
    const isAllowed = isTypeOnly || floorOf(from) === 'commands that reach AWS' || !reachesStore.has(to);
    return isAllowed ? undefined : 'only the commands that reach AWS may import what reaches a store';
  }
  return isShared(to) || folderOf(from) === folderOf(to) || `${folderOf(from)} ${folderOf(to)}` === browser
    ? undefined
    : 'a function imports lambda/shared and no other function';
}

/** The one function that is another one with a browser in front. */
const browser = 'lambda/page-integrity-browser lambda/page-integrity';

/** The files of the functions that reach a store or a browser when they run. */
function storing(graph: readonly Import[]): ReadonlySet<string> {
  const values = graph.filter(({ from, isTypeOnly }) => !isTypeOnly && floorOf(from) === 'functions');
  const reached = new Set<string>();
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const { from, to } of values) {
      if (reached.has(to) || /^(?:@aws-sdk\/|puppeteer|@sparticuz)/.test(to)) reached.add(from);
    }
  }
  return reached;
}

function isShared(path: string): boolean {
  return path.startsWith('lambda/shared/');
}

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function isPartOf(source: string, part: string): boolean {
  return source === part || source.startsWith(`${part}/`);
}

/** Facts and settings as JSON; whoever needs one reads it where it stands. */
function isData(path: string): boolean {
  return path.endsWith('.json');
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? 'nothing else' : names.join(', ');
}
