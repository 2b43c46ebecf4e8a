import { Certificate, CertificateValidation, KeyAlgorithm } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { pascalCase } from '../../contract/names.ts';
import { apiPath, callbackPath, reportPath } from '../../contract/paths.ts';
import { logBucket } from '../common/log-bucket.ts';
import type { NodeFunction } from '../common/node-function.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';
import { functionTarget } from './function-target.ts';
import { generationSuffix, generations } from './generations.ts';
import { InternalLoadBalancer, type InternalLoadBalancerProps } from './internal-load-balancer.ts';

export interface IngressProps {
  readonly storefront: Storefront;
  /** Proves to the certificate's issuer who owns the origin's name. */
  readonly zone: IHostedZone;
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
  /** The function that answers below each path. */
  readonly functions: Readonly<Record<RoutedFunction, NodeFunction>>;
}

/** The functions that requests from outside reach. */
type RoutedFunction = keyof typeof routes;

/** Which paths each of them answers, and the end of its target group's name. */
const routes = {
  'payment-session': { patterns: [apiPath], priority: 10, role: 'session' },
  'payment-callback': { patterns: [callbackPath], priority: 20, role: 'callback' },
  'csp-report': { patterns: [reportPath], priority: 30, role: 'reports' },
  // Both are below the first one's path, so that they come before it.
  'shopper-orders': { patterns: ['/api/orders/*', '/api/account/*'], priority: 5, role: 'orders' },
} as const;

/** The name that CloudFront asks the load balancer for; nobody else resolves or needs it. */
export function originName({ environment }: Storefront): string {
  return `origin.${environment.domain}`;
}

/** The way from CloudFront to the functions: a load balancer without a public address, TLS up to it. */
export class Ingress extends Construct {
  /** The ARN of the load balancer of each generation. */
  readonly loadBalancerArns: ReadonlyMap<number, string>;

  constructor(scope: Construct, id: string, props: IngressProps) {
    super(scope, id);
    const { storefront, zone } = props;
    const { certificateArn } = new Certificate(this, 'Certificate', {
      domainName: originName(storefront),
      validation: CertificateValidation.fromDns(zone),
      keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
    });
    const logs = logBucket(this, 'AccessLogs', { owner: storefront, role: 'balancer-logs' });
    applyKitException(logs, 'log-bucket', storefront);
    this.loadBalancerArns = new Map(
      generations.map((generation) => [
        generation,
        this.loadBalancer(generation, { ...props, certificateArn, logBucket: logs }),
      ]),
    );
  }

  private loadBalancer(
    generation: number,
    props: IngressProps & Pick<InternalLoadBalancerProps, 'certificateArn' | 'logBucket'>,
  ): string {
    const { storefront, subnetIds, securityGroupId, certificateArn, logBucket: logs, functions } = props;
    const suffix = generationSuffix(generation);
    const names = Object.keys(routes) as RoutedFunction[];
    return new InternalLoadBalancer(this, `LoadBalancer${suffix}`, {
      storefront,
      generation,
      subnetIds,
      securityGroupId,
      certificateArn,
      originName: originName(storefront),
      logBucket: logs,
      routes: names.map((name) => ({
        patterns: routes[name].patterns,
        priority: routes[name].priority,
        target: functionTarget(this, `${pascalCase(name)}Target${suffix}`, {
          storefront,
          role: routes[name].role,
          generation,
          called: functions[name],
        }),
      })),
    }).arn;
  }
}
