import { asParts } from '../../cloudformation/model/resolved.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { type Deployment, distinct, scopeOf } from './deployment.ts';
import { type Kind, namePropertyOf } from './rights.ts';

/** The ARNs of a kind of resource in a deployment; none where no resource gives a name to it. */
export function arnsOf({ arn, namedBy }: Kind, deployment: Deployment): readonly string[] {
  const placed = arn.replace('{account}', deployment.account);
  if (namedBy === undefined) return [placed];
  return namePatterns(namedBy, deployment).map((name) => placed.replace('{name}', name).replace('**', '*'));
}

/**
 * What all resources of a type are called, in as few patterns as tell them from other people's: a name is kept up to the scope of
 * the deployment and one character more, so `/aws/lambda/boutique-prod-outbox` becomes `/aws/lambda/boutique-prod-*`.
 */
export function namePatterns(type: string, { resources }: Deployment): readonly string[] {
  return distinct(
    resources.filter((resource) => resource.type === type).flatMap((resource) => patternsOf(resource)),
  );
}

function patternsOf(resource: Resource): readonly string[] {
  const value = resource.property(namePropertyOf(resource.type));
  const scope = scopeOf(resource.template);
  const path = pathOf(resource);
  if (value.isAbsent) return madeUp(resource, scope).map((name) => `${path}${name}`);
  return value.alternatives.map((alternative) => {
    const parts = asParts(alternative);
    const open = parts.findIndex((part) => typeof part !== 'string');
    const name = (open < 0 ? parts : parts.slice(0, open)).join('').replace('https://', '');
    return `${path}${shortened(name, scope, open >= 0)}`;
  });
}

function shortened(name: string, scope: string, isOpen: boolean): string {
  const end = name.indexOf(scope) + scope.length;
  if (name.includes(scope) && end < name.length) return `${name.slice(0, end + 1)}*`;
  return isOpen ? `${name}*` : name;
}

/** The name that CloudFormation makes up begins with that of the stack; layers have been seen with their logical id alone. */
function madeUp({ type, logicalId }: Resource, scope: string): readonly string[] {
  return [`${scope}-*`, ...(type === 'AWS::Lambda::LayerVersion' ? [`${logicalId}*`] : [])];
}

/** What stands before the name in the ARN of a role or a policy. */
function pathOf(resource: Resource): string {
  if (!resource.type.startsWith('AWS::IAM::')) return '';
  const path = resource.property('Path').literal;
  return typeof path === 'string' ? path.slice(1) : '';
}
