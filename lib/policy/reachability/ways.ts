import { bucketOf } from '../../cloudformation/buckets.ts';
import { behaviours } from '../../cloudformation/distributions.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { type Origin, origins } from '../../cloudformation/origins.ts';
import { attached, referenced } from '../../cloudformation/references.ts';
import { groupBy } from '../../group-by.ts';

const arrow = ' → ';

/** Where requests go from an entry, each way in one line; nothing where the templates do not show it. */
export function waysFrom(entry: Resource, model: Model): readonly string[] {
  if (entry.type === 'AWS::CloudFront::Distribution') return fromDistribution(entry, model);
  return entry.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' ? fromLoadBalancer(entry, model) : [];
}

function fromDistribution(distribution: Resource, model: Model): readonly string[] {
  const known = origins(distribution);
  const webAcl = distribution.property('DistributionConfig.WebACLId');
  const gate = webAcl.isAbsent ? 'no web ACL' : `web ACL ${nameIn(webAcl)}`;
  const paths = behaviours(distribution).map((behaviour, index) => ({
    pattern: index === 0 ? '*' : behaviour.at('PathPattern').toString(),
    origin: known.find(({ value }) => isSame(value.at('Id'), behaviour.at('TargetOriginId'))),
  }));
  return [...groupBy(paths, ({ origin }) => origin?.value.path ?? '').values()].flatMap((group) => {
    const start = [group.map(({ pattern }) => pattern).join(', '), gate].join(arrow);
    return fromOrigin(group[0]?.origin, model).map((rest) => [start, rest].join(arrow));
  });
}

function isSame(one: Value, other: Value): boolean {
  return one.literal !== undefined && one.literal === other.literal;
}

function fromOrigin(origin: Origin | undefined, model: Model): readonly string[] {
  if (!origin) return ['an origin that only the deployment tells'];
  const [vpc] = origin.vpc;
  if (vpc) return fromVpcOrigin(vpc.at('VpcOriginId'), model);
  const bucket = origin.isS3 ? bucketOf(origin.domain, model) : undefined;
  return [bucket ? `bucket ${bucket.logicalId}` : `server ${origin.domain.toString()}`];
}

function fromVpcOrigin(id: Value, model: Model): readonly string[] {
  const vpcOrigin = referenced(id);
  if (!vpcOrigin) return [`VPC origin ${id.toString()}`];
  const arn = vpcOrigin.property('VpcOriginEndpointConfig.Arn');
  const balancer = referenced(arn);
  const start = `VPC origin ${vpcOrigin.logicalId}`;
  if (!balancer) return [[start, arn.toString()].join(arrow)];
  return fromLoadBalancer(balancer, model).map((rest) =>
    [start, `load balancer ${balancer.logicalId}`, rest].join(arrow),
  );
}

function fromLoadBalancer(balancer: Resource, model: Model): readonly string[] {
  const listenersOf = { type: 'AWS::ElasticLoadBalancingV2::Listener', path: 'LoadBalancerArn' };
  return attached(model, balancer, listenersOf).flatMap((listener) => {
    const port = `port ${listener.property('Port').toString()}`;
    const rules = attached(model, listener, {
      type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      path: 'ListenerArn',
    });
    return [
      ...rules.flatMap((rule) => actionsOf(rule.property('Actions'), conditionsOf(rule))),
      ...actionsOf(listener.property('DefaultActions'), 'everything else'),
    ].map((rest) => [port, rest].join(arrow));
  });
}

function conditionsOf(rule: Resource): string {
  const conditions = rule.property('Conditions').items();
  return conditions
    .map((condition) => `${condition.at('Field').toString()} ${valuesOf(condition)}`)
    .join(', ');
}

const valueLists = ['Values', 'HostHeaderConfig.Values', 'PathPatternConfig.Values', 'SourceIpConfig.Values'];

function valuesOf(condition: Value): string {
  const lists = valueLists.map((path) => condition.at(path)).filter((list) => !list.isAbsent);
  return lists.map((list) => list.items().map(String).join(' or ')).join(' ');
}

function actionsOf(actions: Value, when: string): readonly string[] {
  return actions.items().map((action) => {
    const group = referenced(action.at('TargetGroupArn'));
    if (!group) return [when, action.at('Type').toString()].join(arrow);
    const targets = group
      .property('Targets')
      .items()
      .map((target) => nameIn(target.at('Id')));
    return [when, targets.join(' or ')].join(arrow);
  });
}

/** The logical id of what a value refers to, else what stands there. */
function nameIn(value: Value): string {
  return referenced(value)?.logicalId ?? value.toString();
}
