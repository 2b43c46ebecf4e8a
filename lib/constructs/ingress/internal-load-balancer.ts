import { Stack } from 'aws-cdk-lib';
import {
  CfnListener,
  CfnListenerRule,
  CfnLoadBalancer,
  type CfnTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import tls from './listener-tls.json' with { type: 'json' };

/** Path patterns of the shop and the function that answers below them. */
interface Route {
  readonly patterns: readonly string[];
  /** Of several patterns that fit, that of the lowest number counts. */
  readonly priority: number;
  readonly target: CfnTargetGroup;
}

export interface InternalLoadBalancerProps {
  readonly storefront: Storefront;
  readonly generation: number;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly certificateArn: string;
  /** The one host name that requests have to ask for. */
  readonly originName: string;
  /** Takes the access logs; it must not be encrypted with a customer-managed key, which the load balancer refuses. */
  readonly logBucket: Bucket;
  readonly routes: readonly Route[];
}

/**
 * Hands requests of CloudFront to functions. It has no public address, and it answers what no route names with 404.
 */
export class InternalLoadBalancer extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: InternalLoadBalancerProps) {
    super(scope, id);
    const { storefront, generation, subnetIds, securityGroupId, logBucket } = props;
    const logPrefix = 'load-balancer';
    const balancer = new CfnLoadBalancer(this, 'Resource', {
      name: resourceName(storefront, `ingress-${generation}`),
      type: 'application',
      scheme: 'internal',
      ipAddressType: 'ipv4',
      subnets: [...subnetIds],
      securityGroups: [securityGroupId],
      loadBalancerAttributes: Object.entries({
        'access_logs.s3.enabled': 'true',
        'access_logs.s3.bucket': logBucket.bucketName,
        'access_logs.s3.prefix': logPrefix,
        // It holds nothing that is not made again, and protection would keep a failed first deployment from ending.
        'deletion_protection.enabled': 'false',
        // A function may take 25 seconds; CloudFront waits for 30.
        'idle_timeout.timeout_seconds': '30',
        'routing.http.desync_mitigation_mode': 'strictest',
        'routing.http.drop_invalid_header_fields.enabled': 'true',
      }).map(([key, value]) => ({ key, value })),
    });
    balancer.node.addDependency(allowLogs(logBucket, logPrefix, storefront));
    this.arn = balancer.attrLoadBalancerArn;
    this.listen(props);
  }

  private listen({ certificateArn, routes, originName }: InternalLoadBalancerProps): void {
    const listener = new CfnListener(this, 'Listener', {
      loadBalancerArn: this.arn,
      port: 443,
      protocol: 'HTTPS',
      sslPolicy: tls.policy,
      certificates: [{ certificateArn }],
      defaultActions: [
        { type: 'fixed-response', fixedResponseConfig: { statusCode: '404', contentType: 'text/plain' } },
      ],
    });
    routes.forEach(({ patterns, priority, target }, index) => {
      new CfnListenerRule(this, `Route${index + 1}`, {
        listenerArn: listener.attrListenerArn,
        priority,
        conditions: [
          { field: 'host-header', hostHeaderConfig: { values: [originName] } },
          { field: 'path-pattern', pathPatternConfig: { values: [...patterns] } },
        ],
        actions: [{ type: 'forward', targetGroupArn: target.attrTargetGroupArn }],
      });
    });
  }
}

/** Lets the service that writes access logs write this load balancer's, and no others. */
function allowLogs(bucket: Bucket, prefix: string, { environment }: Storefront): Bucket {
  const { account } = environment;
  const stack = Stack.of(bucket);
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${prefix}/AWSLogs/${account}/*`)],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({
            service: 'elasticloadbalancing',
            resource: 'loadbalancer',
            resourceName: 'app/*',
          }),
        },
      },
    }),
  );
  return bucket;
}
