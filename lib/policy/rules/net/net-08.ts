import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { attributeFlaws, expectAttribute } from '../../attribute-lists.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import tls from './listener-tls.json' with { type: 'json' };

const balancer = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const listener = 'AWS::ElasticLoadBalancingV2::Listener';

/** A load balancer ends TLS and hands requests on, so that what it accepts is what functions have to bear. */
export const net08: Rule = {
  id: 'NET-08',
  title: 'Load balancers talk modern TLS only, refuse requests that are no HTTP, and log',
  severity: 'high',
  types: [balancer, listener],
  why: 'A listener with old TLS can be read along, and one that passes malformed headers on lets requests through that the firewall saw otherwise.',
  fix: 'Give each listener HTTPS and a policy of listener-tls.json, and set routing.http.drop_invalid_header_fields.enabled, desync_mitigation_mode and access_logs.s3.enabled; leave waf.fail_open.enabled off.',
  controls: ['NET-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (resource.type === listener ? protocol(resource) : attributes(resource)),
};

function protocol(resource: Resource): readonly Observation[] {
  const written = resource.property('Protocol');
  if (textIs(written, (text) => text === 'HTTP')) return redirects(resource);
  return [
    expectOneOf(written, ['HTTPS', 'TLS']),
    expectOneOf(resource.property('SslPolicy'), tls.modernPolicies),
  ];
}

/** Plain HTTP may say nothing but where HTTPS is. */
function redirects(resource: Resource): readonly Observation[] {
  const actions = resource.property('DefaultActions');
  const items = actions.isDecidedList ? actions.items() : [];
  if (items.length === 0) return [observation('unknown', actions, { expected: 'a redirect to HTTPS' })];
  return items.flatMap((action) => [
    expectOneOf(action.at('Type'), ['redirect']),
    expectOneOf(action.at('RedirectConfig.Protocol'), ['HTTPS']),
    expectOneOf(action.at('RedirectConfig.StatusCode'), ['HTTP_301', 'HTTP_302']),
  ]);
}

function attributes(resource: Resource): readonly Observation[] {
  const type = resource.property('Type').withDefault('application').literal;
  if (type === 'network' || type === 'gateway')
    return [notApplicable(resource, `a ${type} load balancer reads no requests`)];
  const list = resource.property('LoadBalancerAttributes');
  return [
    ...wanted.flatMap(({ key, allowed }) => expectAttribute(list, key, allowed)),
    ...usual.flatMap(({ key, allowed }) => attributeFlaws(list, key, allowed)),
  ];
}

const wanted = [
  { key: 'routing.http.drop_invalid_header_fields.enabled', allowed: ['true'] },
  { key: 'access_logs.s3.enabled', allowed: ['true'] },
] as const;

/** What load balancers do anyway unless they are told otherwise; while its firewall cannot be reached, one refuses all requests. */
const usual = [
  { key: 'routing.http.desync_mitigation_mode', allowed: ['defensive', 'strictest'] },
  { key: 'waf.fail_open.enabled', allowed: ['false'] },
] as const;
