import type { DeployedResource } from '../deployed-resources.ts';

/**
 * The deployed set or rule group with an ARN such as `arn:aws:wafv2:…:global/ipset/NAME/ID`. CloudFormation's id of one is its name, its
 * id and its scope with bars between them.
 */
export function referredResource(
  { resources }: { readonly resources: readonly DeployedResource[] },
  type: string,
  arn: string,
): DeployedResource | undefined {
  const [name, id] = arn.split('/').slice(-2);
  return resources.find(
    (one) => one.type === type && (one.physicalId === arn || one.physicalId.startsWith(`${name}|${id}|`)),
  );
}
