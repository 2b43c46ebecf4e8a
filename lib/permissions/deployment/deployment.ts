import { InputError } from '../../cloudformation/input/input-error.ts';
import type { Resource, Template } from '../../cloudformation/model/types.ts';

/** Where CloudFront and IAM answer, so that each deployment reaches it. */
const globalRegion = 'us-east-1';

/** What one bootstrap of an account deploys. */
export interface Deployment {
  readonly account: string;
  /** Those of the stacks and that of the services without regions, in the order of the alphabet. */
  readonly regions: readonly string[];
  /** The qualifier of the bootstrap. */
  readonly qualifier: string;
  /** What the names of its stacks begin with, for example `boutique-prod`. */
  readonly scopes: readonly string[];
  readonly resources: readonly Resource[];
}

/** Reads what templates of one account deploy. Throws an `InputError` where they do not tell, or tell of several. */
export function deploymentOf(templates: readonly Template[], wanted?: string): Deployment {
  const account = onlyOne(
    templates.map((template) => known(template, 'account')),
    wanted,
    'account',
  );
  const own = templates.filter((template) => template.account === account);
  return {
    account,
    regions: distinct([globalRegion, ...own.map((template) => known(template, 'region'))]),
    qualifier: onlyOne(own.map(qualifierOf), undefined, 'qualifier'),
    scopes: distinct(own.map(scopeOf)),
    resources: own.flatMap(({ made }) => made),
  };
}

/** What the names of a template's resources begin with: the shop and the environment, the account, or the stack. */
export function scopeOf(template: Template): string {
  const stack = known(template, 'stackName');
  const role = template.storefront?.stack ?? template.accountStack?.region;
  return role === undefined ? stack : stack.replace(new RegExp(`-${role}$`), '');
}

/** Each once, in the order of the alphabet. */
export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

function known(template: Template, what: 'account' | 'region' | 'stackName'): string {
  const value = template[what];
  if (value !== undefined) return value;
  throw new InputError(
    `${template.name}: does not tell the ${what === 'stackName' ? 'stack' : what} of its deployment, give the cdk.out folder that the CDK has written`,
  );
}

const versionParameter = /^\/cdk-bootstrap\/([a-z0-9]{1,10})\/version$/;

function qualifierOf({ name, body }: Template): string {
  const [, qualifier] = versionParameter.exec(bootstrapVersion(body)) ?? [];
  if (qualifier !== undefined) return qualifier;
  throw new InputError(`${name}: names no bootstrap, give a template that the CDK has synthesized`);
}

function bootstrapVersion(body: Template['body']): string {
  const parameters = body['Parameters'] as { readonly BootstrapVersion?: { readonly Default?: unknown } };
  return String(parameters?.BootstrapVersion?.Default ?? '');
}

function onlyOne(found: readonly string[], wanted: string | undefined, what: string): string {
  const all = distinct(found);
  const [first, ...others] = all;
  if (wanted !== undefined) {
    if (all.includes(wanted)) return wanted;
    throw new InputError(`--${what}: found ${wanted}, write ${all.join(' or ')}`);
  }
  if (first === undefined) throw new InputError('found no template, name a cdk.out folder');
  if (others.length === 0) return first;
  const remedy = what === 'account' ? 'add --account with one of them' : 'give those of one bootstrap';
  throw new InputError(`the templates have ${all.length} ${what}s, ${all.join(' and ')}, ${remedy}`);
}
