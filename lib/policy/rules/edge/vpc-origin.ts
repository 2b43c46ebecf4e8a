import type { Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { expectOneOf, expectReference, observe } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

/** Judges that what stands behind a VPC origin has no address on the internet. */
export function vpcOrigin(config: Value): readonly Observation[] {
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
