import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { origins } from '../../../cloudformation/origins.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { holdsOnly } from '../../../cloudformation/texts.ts';
import { expectOneOf, expectReference, expectSeen, observeList } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectNoWebsite } from './access-control.ts';
import tls from './origin-tls.json' with { type: 'json' };

/** The second hop, from CloudFront to whatever answers. */
export const edge04: Rule = {
  id: 'EDGE-04',
  title: 'CloudFront asks its origins over TLS 1.2 only',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  why: 'Encrypting the way to the edge but not the way to the origin leaves orders and sessions in clear text on the second hop.',
  fix: 'Set OriginProtocolPolicy to https-only and OriginSSLProtocols to TLSv1.2; use a bucket itself, not its website endpoint.',
  controls: ['EDGE-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: originTls,
};

function originTls(distribution: Resource): readonly Observation[] {
  const seen = origins(distribution).flatMap((origin) => [
    ...origin.custom.flatMap((config) => [...endpoint(config), ...expectNoWebsite(origin)]),
    ...origin.vpc.flatMap(vpcOrigin),
  ]);
  return seen.length > 0 ? seen : [notApplicable(distribution, 'there is no custom and no VPC origin')];
}

function endpoint(config: Value): readonly Observation[] {
  return [
    expectOneOf(config.at('OriginProtocolPolicy'), ['https-only']),
    observeList(config.at('OriginSSLProtocols'), { expected: tls.modernProtocols.join(' or ') }, (items) =>
      holdsOnly(items, (protocol) => tls.modernProtocols.includes(protocol)),
    ),
  ];
}

function vpcOrigin(config: Value): readonly Observation[] {
  const id = config.at('VpcOriginId');
  const target = referenced(id);
  if (target?.type !== 'AWS::CloudFront::VpcOrigin') {
    return [expectSeen(id, 'a VPC origin among the templates')];
  }
  return [expectReference(id, target), ...endpoint(target.property('VpcOriginEndpointConfig'))];
}
