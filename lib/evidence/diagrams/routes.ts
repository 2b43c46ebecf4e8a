import { bucketOf } from '../../cloudformation/buckets.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { origins } from '../../cloudformation/origins.ts';
import { attached, referenced } from '../../cloudformation/references.ts';

/** The bucket behind a distribution. */
export interface SiteRoute {
  readonly distribution: Resource;
  readonly bucket: Resource;
}

/** The load balancer behind a distribution. */
export interface IngressRoute {
  readonly distribution: Resource;
  readonly vpcOrigin: Resource;
  readonly balancer: Resource;
}

/** A function behind a load balancer. */
export interface FunctionRoute {
  readonly balancer: Resource;
  readonly listener: Resource;
  readonly rule: Resource;
  readonly target: Resource;
  readonly lambda: Resource;
  /** The patterns of paths that lead to it. */
  readonly paths: readonly string[];
}

/** The buckets that distributions answer from. */
export function siteRoutes(distributions: readonly Resource[], model: Model): readonly SiteRoute[] {
  return distributions.flatMap((distribution) =>
    origins(distribution).flatMap(({ isS3, domain }) => {
      const bucket = isS3 ? bucketOf(domain, model) : undefined;
      return bucket ? [{ distribution, bucket }] : [];
    }),
  );
}

/** The load balancers that distributions reach by VPC origins. */
export function ingressRoutes(distributions: readonly Resource[]): readonly IngressRoute[] {
  return distributions.flatMap((distribution) =>
    origins(distribution).flatMap(({ vpc }) =>
      vpc.flatMap((value) => {
        const vpcOrigin = referenced(value.at('VpcOriginId'));
        const balancer = vpcOrigin && referenced(vpcOrigin.property('VpcOriginEndpointConfig.Arn'));
        return vpcOrigin && balancer ? [{ distribution, vpcOrigin, balancer }] : [];
      }),
    ),
  );
}

/** The functions that a load balancer hands requests to. */
export function functionRoutes(balancer: Resource, model: Model): readonly FunctionRoute[] {
  const listenersOf = { type: 'AWS::ElasticLoadBalancingV2::Listener', path: 'LoadBalancerArn' };
  const rulesOf = { type: 'AWS::ElasticLoadBalancingV2::ListenerRule', path: 'ListenerArn' };
  return attached(model, balancer, listenersOf).flatMap((listener) =>
    attached(model, listener, rulesOf).flatMap((rule) =>
      targetsOf(rule.property('Actions')).map((found) => ({
        balancer,
        listener,
        rule,
        ...found,
        paths: pathsOf(rule.property('Conditions')),
      })),
    ),
  );
}

function targetsOf(actions: Value): readonly Pick<FunctionRoute, 'target' | 'lambda'>[] {
  return actions.items().flatMap((action) => {
    const target = referenced(action.at('TargetGroupArn'));
    const items = target?.property('Targets').items() ?? [];
    return items.flatMap((item) => {
      const lambda = referenced(item.at('Id'));
      return target && lambda ? [{ target, lambda }] : [];
    });
  });
}

function pathsOf(conditions: Value): readonly string[] {
  return conditions
    .items()
    .flatMap((condition) => condition.at('PathPatternConfig.Values').items())
    .map(String);
}
