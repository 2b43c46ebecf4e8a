import { Stack } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Storefront } from '../contract/storefront.ts';

export interface TableEndpointProps {
  readonly storefront: Storefront;
  readonly vpcId: string;
  readonly routeTableIds: readonly string[];
}

/** Leads requests for DynamoDB past the NAT gateway, free of charge, and to tables of this account only. */
export function tableEndpoint(
  scope: Construct,
  id: string,
  { storefront, vpcId, routeTableIds }: TableEndpointProps,
): CfnVPCEndpoint {
  const { account, region } = storefront.environment;
  const stack = Stack.of(scope);
  return new CfnVPCEndpoint(scope, id, {
    vpcId,
    vpcEndpointType: 'Gateway',
    serviceName: `com.amazonaws.${region}.dynamodb`,
    routeTableIds: [...routeTableIds],
    policyDocument: new PolicyDocument({
      statements: [
        new PolicyStatement({
          principals: [new AnyPrincipal()],
          actions: ['dynamodb:*'],
          resources: [stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: '*' })],
          conditions: {
            StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account },
          },
        }),
      ],
    }),
  });
}
