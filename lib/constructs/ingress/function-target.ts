import { Stack } from 'aws-cdk-lib';
import { CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { NodeFunction } from '../common/node-function.ts';
import type { Storefront } from '../contract/storefront.ts';
import { generationSuffix } from './generations.ts';

export interface FunctionTargetProps {
  readonly storefront: Storefront;
  /** The end of the group's name. */
  readonly role: string;
  /** The generation of the load balancer that the group belongs to. */
  readonly generation: number;
  readonly called: NodeFunction;
}

/** The target group by which the load balancer calls a function, and the permission that lets it. */
export function functionTarget(
  scope: Construct,
  id: string,
  { storefront, role, generation, called }: FunctionTargetProps,
): CfnTargetGroup {
  const { account } = storefront.environment;
  const name = resourceName(storefront, `${role}-${generation}`);
  // The load balancer service tries the permission when the group is made, so the permission names it before it exists.
  called.function.addPermission(`LoadBalancer${generationSuffix(generation)}`, {
    principal: new ServicePrincipal('elasticloadbalancing.amazonaws.com'),
    sourceAccount: account,
    sourceArn: Stack.of(scope).formatArn({
      service: 'elasticloadbalancing',
      resource: 'targetgroup',
      resourceName: `${name}/*`,
    }),
  });
  const group = new CfnTargetGroup(scope, id, {
    name,
    targetType: 'lambda',
    targets: [{ id: called.function.functionArn }],
    targetGroupAttributes: [
      // Without it only the last of several headers or parameters of one name would arrive.
      { key: 'lambda.multi_value_headers.enabled', value: 'true' },
    ],
    // A health check would call the function, and so pay for it, the whole day.
    healthCheckEnabled: false,
  });
  group.node.addDependency(called);
  return group;
}
