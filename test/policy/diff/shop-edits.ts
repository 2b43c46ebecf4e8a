import { readFileSync } from 'node:fs';
import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { read, write } from '../../support/mutations.ts';
import { foreignTemplate } from './foreign-template.ts';

type Stack = 'network' | 'data' | 'payments' | 'edge' | 'recovery' | 'backup' | 'dns' | 'account' | 'foreign';

/** The stacks that serve the shop. */
export const serving: readonly Stack[] = ['network', 'data', 'payments', 'edge'];

/** The same, and what brings back what they keep. */
export const withBackups: readonly Stack[] = [...serving, 'recovery', 'backup'];

/** The templates of the example shop in production, to be changed as somebody would. */
export interface Shop {
  /** Writes a value at a path below a resource, which is named by its logical id without the CDK's hash. */
  readonly set: (stack: Stack, id: string, path: string, value: Json | undefined) => void;
  /** Changes what stands at a path. */
  readonly update: (
    stack: Stack,
    id: string,
    path: string,
    change: (value: Json | undefined) => Json,
  ) => void;
  /** Adds an item to the list at a path. */
  readonly append: (stack: Stack, id: string, path: string, item: Json) => void;
  readonly add: (stack: Stack, id: string, resource: JsonRecord) => void;
  readonly remove: (stack: Stack, id: string) => void;
  /** Gives a resource another logical id, everywhere in its template. */
  readonly rename: (stack: Stack, id: string, name: string) => void;
  /** The logical id with its hash. */
  readonly idOf: (stack: Stack, id: string) => string;
  /** Changes the template as a whole. */
  readonly rewrite: (stack: Stack, change: (text: string) => string) => void;
}

/** The stacks of the account, of one region. */
export const accountStacks: readonly Stack[] = ['account'];

/** The zone of an environment that has its own. */
export const dnsStacks: readonly Stack[] = ['dns'];

/** What is built in other manners than the kit's. */
export const foreignStacks: readonly Stack[] = ['foreign'];

/** Names of the stacks whose templates are not those of the shop's production. */
const otherNames: Partial<Record<Stack, string>> = {
  dns: 'boutique-staging-dns',
  account: 'palisade-account-eu-west-1',
  foreign: 'warehouse',
};

function nameOf(stack: Stack): string {
  return otherNames[stack] ?? `boutique-prod-${stack}`;
}

/** Where stacks are that are not in the region of the shop. */
const regions: Partial<Record<Stack, string>> = { edge: 'us-east-1', recovery: 'eu-central-1' };

const bodies = new Map<Stack, string>(
  [...withBackups, ...dnsStacks, ...accountStacks].map((stack) => [
    stack,
    readFileSync(packagePath('test', 'golden', `${nameOf(stack)}.template.json`), 'utf8'),
  ]),
).set('foreign', JSON.stringify(foreignTemplate));

/** The templates as they are, or after a change. */
export function shopTemplates(
  change: (shop: Shop) => void = () => undefined,
  stacks = serving,
): readonly TemplateSource[] {
  const templates = new Map(
    stacks.map((stack) => [stack, JSON.parse(bodies.get(stack) ?? '{}') as JsonRecord]),
  );
  change(shopOf(templates));
  return [...templates].map(([stack, body]) => ({
    name: `${nameOf(stack)}.template.json`,
    sha256: stack,
    stackName: nameOf(stack),
    account: '111111111111',
    region: regions[stack] ?? 'eu-west-1',
    body,
  }));
}

function shopOf(templates: Map<Stack, JsonRecord>): Shop {
  const resources = (stack: Stack) => (templates.get(stack)?.['Resources'] ?? {}) as Record<string, Json>;
  const idOf = (stack: Stack, id: string) => {
    const found = Object.keys(resources(stack)).filter((key) => key.replace(/[0-9A-F]{8}$/, '') === id);
    const [only, ...others] = found;
    if (only === undefined || others.length > 0)
      throw new Error(`${stack} has ${found.length} resources ${id}`);
    return only;
  };
  const update: Shop['update'] = (stack, id, path, change) => {
    const resource = resources(stack)[idOf(stack, id)] ?? null;
    write(resource, path, change(read(resource, path)));
  };
  const rewrite: Shop['rewrite'] = (stack, change) => {
    templates.set(stack, JSON.parse(change(JSON.stringify(templates.get(stack)))) as JsonRecord);
  };
  return {
    idOf,
    update,
    rewrite,
    set: (stack, id, path, value) => write(resources(stack)[idOf(stack, id)] ?? null, path, value),
    append: (stack, id, path, item) =>
      update(stack, id, path, (list) => [...((list as readonly Json[] | undefined) ?? []), item]),
    add: (stack, id, resource) => {
      resources(stack)[id] = resource;
    },
    remove: (stack, id) => {
      delete resources(stack)[idOf(stack, id)];
    },
    rename: (stack, id, name) => {
      const old = idOf(stack, id);
      rewrite(stack, (text) =>
        text.replaceAll(`"${old}"`, `"${name}"`).replaceAll(`\${${old}`, `\${${name}`),
      );
    },
  };
}
