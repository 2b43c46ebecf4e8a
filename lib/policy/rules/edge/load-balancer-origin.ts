import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Origin } from '../../../cloudformation/origins.ts';
import prefixLists from '../../../cloudformation/prefix-lists.json' with { type: 'json' };
import { attached, referenced } from '../../../cloudformation/references.ts';
import { expectOneOf, expectReference, expectSeen, observe, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import { secretHeader } from './secret-header.ts';

/**
 * Judges that a load balancer on the internet answers this distribution alone. Its security groups keep out
 * all but CloudFront, and a secret header tells this distribution from everybody else's.
 */
export function loadBalancer(balancer: Resource, origin: Origin, model: Model): readonly Observation[] {
  const scheme = expectOneOf(balancer.property('Scheme').withDefault('internet-facing'), ['internal']);
  if (scheme.status === 'pass') return [scheme];
  return [...securityGroups(balancer, model), ...secretHeader(balancer, origin, model)];
}

function securityGroups(balancer: Resource, model: Model): readonly Observation[] {
  const list = balancer.property('SecurityGroups');
  const items = list.isDecidedList ? list.items() : [list];
  if (items.length === 0)
    return [missing(balancer, list.path, 'a security group that only admits CloudFront')];
  return items.flatMap((item) => securityGroup(item, model));
}

function securityGroup(item: Value, model: Model): readonly Observation[] {
  const group = referenced(item);
  if (group?.type !== 'AWS::EC2::SecurityGroup') {
    return [expectSeen(item, 'a security group among the templates')];
  }
  const inline = group.property('SecurityGroupIngress');
  const separate = attached(model, group, { type: 'AWS::EC2::SecurityGroupIngress', path: 'GroupId' });
  const rules = [
    ...(inline.isDecidedList ? inline.items() : [inline]),
    ...separate.map((rule) => rule.attribute('Properties')),
  ];
  return [expectReference(item, group), ...rules.map(admitsCloudFront)];
}

function admitsCloudFront(rule: Value): Observation {
  const expected = 'the prefix list com.amazonaws.global.cloudfront.origin-facing';
  return observe(rule.at('SourcePrefixListId'), { expected }, isCloudFrontList);
}

const known: readonly string[] = Object.values(prefixLists.cloudFrontOriginFacing);

function isCloudFrontList(resolved: Resolved): Verdict {
  if (resolved.kind === 'literal' && known.includes(String(resolved.value))) return true;
  // Each region has a list of its own, and not all of them are known.
  const mayBeList = resolved.kind === 'literal' && /^pl-[0-9a-f]+$/.test(String(resolved.value));
  return resolved.kind === 'absent' || (resolved.kind === 'literal' && !mayBeList) ? false : undefined;
}
