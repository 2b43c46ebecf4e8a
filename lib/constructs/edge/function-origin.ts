import { createHash } from 'node:crypto';
import { Duration, Stack } from 'aws-cdk-lib';
import { CfnVpcOrigin, type IOrigin, VpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { VpcOrigin as OriginInVpc } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { originName } from '../ingress/ingress.ts';

export interface FunctionOriginProps {
  readonly storefront: Storefront;
  /** The load balancer, by a reference to another stack that changes its text when the load balancer is replaced. */
  readonly loadBalancerArn: string;
}

/**
 * The way from CloudFront to the shop's functions, through a VPC origin.
 *
 * A VPC origin that a distribution uses cannot be updated, not even its tags. Its logical id is therefore made of all
 * that it says: a change makes a new one, the distribution switches to it, and then the old one is deleted.
 */
export function functionOrigin(
  scope: Construct,
  id: string,
  { storefront, loadBalancerArn }: FunctionOriginProps,
): IOrigin {
  const stack = Stack.of(scope);
  const config = {
    arn: loadBalancerArn,
    httpsPort: 443,
    originProtocolPolicy: 'https-only',
    originSslProtocols: ['TLSv1.2'],
  };
  const said = JSON.stringify(stack.resolve({ config, tags: storefront.environment.tags }));
  const digest = createHash('sha256').update(said).digest('hex').slice(0, 8);
  const origin = new CfnVpcOrigin(scope, `${id}${digest.toUpperCase()}`, {
    vpcOriginEndpointConfig: { ...config, name: `${resourceName(storefront, 'ingress')}-${digest}` },
  });
  return OriginInVpc.withVpcOrigin(VpcOrigin.fromVpcOriginId(scope, `${id}Reference`, origin.attrId), {
    domainName: originName(storefront),
    // A function may take 25 seconds, and the load balancer waits for 30.
    readTimeout: Duration.seconds(30),
    keepaliveTimeout: Duration.seconds(5),
  });
}
