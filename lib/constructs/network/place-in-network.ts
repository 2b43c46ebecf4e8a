import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Owner } from '../contract/owner.ts';

/** Where functions of another stack can be placed. */
export interface FunctionNetwork {
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

/** A function with what is placed together with it. */
interface PlacedFunction {
  readonly lambda: LambdaFunction;
  /** Its physical name, known before the function exists. */
  readonly functionName: string;
  readonly role: Role;
}

/** What Lambda does with network interfaces in a function's name. */
const interfaceActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Places a function in the shop's network. Its role lets Lambda manage interfaces there; the function's own code is
 * denied that, because Lambda marks the credentials that it hands to code.
 */
export function placeInNetwork(
  placed: PlacedFunction,
  { subnetIds, securityGroupId }: FunctionNetwork,
  owner: Owner,
): void {
  const { lambda, role } = placed;
  const main = lambda.node.defaultChild as CfnFunction;
  main.vpcConfig = { subnetIds: [...subnetIds], securityGroupIds: [securityGroupId] };
  // EC2 knows no narrower right to describe, and an interface that does not exist yet has no ARN.
  role.addToPolicy(new PolicyStatement({ actions: interfaceActions, resources: ['*'] }));
  role.addToPolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: interfaceActions,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn(placed) } },
    }),
  );
  const policy = role.node.findChild('DefaultPolicy');
  // Lambda tries the role's rights when the function is made.
  main.node.addDependency(policy);
  applyKitException(policy, 'network-interfaces', owner, {
    rule: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
  });
}

/** Written out of the name, because the function itself depends on the policy that names it. */
function functionArn({ lambda, functionName }: PlacedFunction): string {
  return Stack.of(lambda).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
