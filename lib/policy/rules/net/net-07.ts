import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { expectOneOf, expectTrue } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { parameterGroups, refusesClearText } from './database-tls.ts';

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  'AWS::ElasticLoadBalancingV2::TargetGroup': (group) => {
    const isFunction = textIs(group.property('TargetType'), (type) => type === 'lambda');
    if (isFunction) return [notApplicable(group, 'functions are called through the API of Lambda, over TLS')];
    return [expectOneOf(group.property('Protocol'), ['HTTPS', 'TLS'])];
  },
  'AWS::ElastiCache::ReplicationGroup': (cache) => [
    expectTrue(cache.property('TransitEncryptionEnabled')),
    expectOneOf(cache.property('TransitEncryptionMode').withDefault('required'), ['required']),
  ],
  'AWS::OpenSearchService::Domain': searchDomain,
  'AWS::Elasticsearch::Domain': searchDomain,
  ...Object.fromEntries(parameterGroups.map((type) => [type, refusesClearText])),
};

function searchDomain(domain: Resource): readonly Observation[] {
  return [
    expectTrue(domain.property('NodeToNodeEncryptionOptions.Enabled')),
    expectTrue(domain.property('DomainEndpointOptions.EnforceHTTPS')),
    expectOneOf(domain.property('DomainEndpointOptions.TLSSecurityPolicy'), modernPolicies),
  ];
}

/** https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html, read on 2026-11-30; the default takes TLS 1.0. */
const modernPolicies = [
  'Policy-Min-TLS-1-2-2019-07',
  'Policy-Min-TLS-1-2-PFS-2023-10',
  'Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08',
];

/** Queues, topics and buckets refuse requests without TLS by DATA-03. */
export const net07: Rule = {
  id: 'NET-07',
  title: 'Load balancers, databases, caches and search clusters talk TLS inside the network too',
  severity: 'medium',
  types: Object.keys(judges),
  why: 'Whoever gets into the network reads along whatever hops there in clear text.',
  fix: 'Set the protocol of target groups to HTTPS, TransitEncryptionEnabled of caches, rds.force_ssl or require_secure_transport of the parameter groups of databases, and node-to-node encryption and EnforceHTTPS of search clusters.',
  controls: ['NET-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => judges[resource.type]?.(resource) ?? [],
};
