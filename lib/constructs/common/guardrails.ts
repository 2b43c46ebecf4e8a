import { createHash } from 'node:crypto';
import { AspectPriority, Aspects, CfnResource, type Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Guardrails } from '../../config/storefront-config.ts';

/** What names a resource of IAM, and how long that may be. */
const named: Readonly<Record<string, { readonly property: string; readonly longest: number }>> = {
  'AWS::IAM::Role': { property: 'RoleName', longest: 64 },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', longest: 128 },
};

/**
 * Holds every role and managed policy of a stack to the guardrails of its account. An aspect sees those, too, that the CDK makes by
 * itself for a custom resource, and those that a construct will make one day.
 */
export function holdToGuardrails(stack: Stack, guardrails: Guardrails): void {
  const { permissionsBoundary, rolePath, namePrefix } = guardrails;
  if (permissionsBoundary === undefined && rolePath === undefined && namePrefix === undefined) return;
  const visit = (node: unknown): void => {
    if (CfnResource.isCfnResource(node)) holdResource(node, stack, guardrails);
  };
  Aspects.of(stack).add({ visit }, { priority: AspectPriority.MUTATING });
}

function holdResource(resource: CfnResource, stack: Stack, guardrails: Guardrails): void {
  const name = named[resource.cfnResourceType];
  if (!name) return;
  const { permissionsBoundary, rolePath, namePrefix } = guardrails;
  if (resource.cfnResourceType === 'AWS::IAM::Role' && permissionsBoundary !== undefined)
    resource.addPropertyOverride('PermissionsBoundary', permissionsBoundary);
  if (rolePath !== undefined) resource.addPropertyOverride('Path', rolePath);
  if (namePrefix === undefined) return;
  const own = stack.resolve(givenName(resource)) ?? `${stack.stackName}-${stack.resolve(resource.logicalId)}`;
  resource.addPropertyOverride(name.property, shortened(`${namePrefix}${own}`, name.longest));
}

function givenName(resource: CfnResource): string | undefined {
  if (resource instanceof CfnRole) return resource.roleName;
  return resource instanceof CfnManagedPolicy ? resource.managedPolicyName : undefined;
}

/** A name that is too long ends in a hash of the whole. */
function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1)}-${hash}`;
}
