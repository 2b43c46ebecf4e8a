import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { type Origin, origins } from '../../../cloudformation/origins.ts';
import { mentionedBy, referenced } from '../../../cloudformation/references.ts';
import { expectOneOf, expectReference, observe, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { accessControl } from './access-control.ts';
import { apiGateway } from './api-gateway-origin.ts';
import { openPermissions } from './function-permissions.ts';
import { loadBalancer } from './load-balancer-origin.ts';

/** Whether somebody can talk to the shop's servers without passing the edge. */
export const edge06: Rule = {
  id: 'EDGE-06',
  title: 'Dynamic origins cannot be reached around CloudFront',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  why: 'Firewall and headers are worth nothing when the load balancer, API or function URL answers direct requests.',
  fix: 'Use a VPC origin with an internal load balancer. Otherwise let the origin demand what only this distribution sends.',
  controls: ['EDGE-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: hiddenOrigins,
};

function hiddenOrigins(distribution: Resource, model: Model): readonly Observation[] {
  const dynamic = origins(distribution).filter(
    ({ isS3, vpc, custom }) => vpc.length > 0 || (custom.length > 0 && !isS3),
  );
  if (dynamic.length === 0) return [notApplicable(distribution, 'there are no origins but S3 buckets')];
  return dynamic.flatMap((origin) => [
    ...origin.vpc.flatMap(vpcOrigin),
    ...(origin.custom.length > 0 ? server(origin, model) : []),
  ]);
}

type Judge = (server: Resource, origin: Origin, model: Model) => readonly Observation[];

const servers: Readonly<Record<string, Judge>> = {
  'AWS::Lambda::Url': (url, { value }, model) => [
    expectOneOf(url.property('AuthType'), ['AWS_IAM']),
    ...accessControl(value, 'lambda'),
    ...openPermissions(url, model),
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  'AWS::ApiGateway::DomainName': apiGateway,
  'AWS::ApiGatewayV2::DomainName': apiGateway,
};

function server(origin: Origin, model: Model): readonly Observation[] {
  const seen = serversBehind(origin.domain).flatMap((resource) => {
    const judge = servers[resource.type];
    return judge ? judge(resource, origin, model) : [];
  });
  const expected = 'a VPC origin, or a server among the templates that only answers this distribution';
  return seen.length > 0 ? seen : [observe(origin.domain, { expected }, isUnprotected)];
}

/** Whatever a name is made of, it is a server's own only where it ends with the server, in every case. */
function serversBehind(domain: Value): readonly Resource[] {
  return domain.alternatives.every(mayEndWithServer) ? mentionedBy(domain) : [];
}

function mayEndWithServer(resolved: Resolved): boolean {
  const end = resolved.kind === 'text' ? resolved.parts.at(-1) : resolved;
  if (typeof end !== 'object' || end.kind === 'unknown') return resolved.kind === 'unknown';
  return end.kind === 'reference' && end.resource.type in servers;
}

/** Another host, or another kind of resource, has nothing that could keep requests off. */
function isUnprotected(resolved: Resolved): Verdict {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind !== 'text') return false;
  return resolved.parts.some((part) => typeof part === 'object' && part.kind === 'reference')
    ? false
    : undefined;
}

/** Judges that what stands behind a VPC origin has no address on the internet. */
function vpcOrigin(config: Value): readonly Observation[] {
  const id = config.at('VpcOriginId');
  const origin = referenced(id);
  if (origin?.type !== 'AWS::CloudFront::VpcOrigin') return [unseen(id, 'a VPC origin among the templates')];
  const arn = origin.property('VpcOriginEndpointConfig.Arn');
  const target = referenced(arn);
  if (!target) return [expectReference(id, origin), unseen(arn, 'a server among the templates')];
  return [expectReference(id, origin), expectReference(arn, target), ...internal(target)];
}

function unseen(value: Value, expected: string): Observation {
  return observe(value, { expected }, ({ kind }) => (kind === 'absent' ? false : undefined));
}

function internal(target: ReturnType<typeof referenced>): readonly Observation[] {
  if (target?.type !== 'AWS::ElasticLoadBalancingV2::LoadBalancer') return [];
  return [expectOneOf(target.property('Scheme').withDefault('internet-facing'), ['internal'])];
}
