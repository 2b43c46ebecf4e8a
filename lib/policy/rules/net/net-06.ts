import type { Resource } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { flawsOf } from '../../choices.ts';
import { expectFalse, expectOneOf, expectPresent, expectSeen } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './public-switches.json' with { type: 'json' };

interface Switch {
  readonly path: string;
  readonly closed: string;
  readonly default?: string;
}

const switches: Readonly<Record<string, readonly Switch[]>> = facts.switches;
const interfaces: Readonly<Record<string, string>> = facts.interfaces;
const networks: Readonly<Record<string, string>> = facts.networks;
const groups: Readonly<Record<string, { readonly path: string; readonly type: string }>> = facts.groups;
const balancer = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** An address of the internet is a way around everything in front. */
export const net06: Rule = {
  id: 'NET-06',
  title: 'Subnets, servers, stores and the load balancers of a storefront have no address of the internet',
  severity: 'high',
  types: [
    ...new Set(
      [switches, networks, interfaces, groups].flatMap((one: object) => Object.keys(one)).concat(balancer),
    ),
  ],
  why: 'What has an address of the internet is found within minutes, and only its own locks protect it.',
  fix: 'Set MapPublicIpOnLaunch, PubliclyAccessible and AssignPublicIpAddress to false, and Scheme of a load balancer behind CloudFront to internal.',
  controls: ['NET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    if (resource.type === balancer) return scheme(resource);
    const network = networks[resource.type];
    if (network !== undefined) return [expectPresent(resource.property(network), 'subnets of a VPC')];
    const list = interfaces[resource.type];
    if (list !== undefined) return addressed(resource, list);
    const group = groups[resource.type];
    return group === undefined ? switched(resource) : [...grouped(resource, group), ...switchedOn(resource)];
  },
};

/** Where nothing is the same as closed, only a wrong value says anything. */
function switched(resource: Resource): readonly Observation[] {
  const seen = switchedOn(resource);
  return seen.length > 0 ? seen : [notApplicable(resource, 'nothing gives it an address of the internet')];
}

function switchedOn(resource: Resource): readonly Observation[] {
  return (switches[resource.type] ?? []).flatMap(({ path, closed, default: usual }) =>
    valuesAt(resource, path).flatMap((value) =>
      usual === undefined
        ? [expectOneOf(value, [closed])]
        : flawsOf([expectOneOf(value.withDefault(usual), [closed])]),
    ),
  );
}

/** Without a group a cluster is in the default network of the account, whose subnets are public; what a group holds is NET-06-routes. */
function grouped(
  resource: Resource,
  { path, type }: { readonly path: string; readonly type: string },
): readonly Observation[] {
  const group = resource.property(path);
  const expected = `an ${type} among the templates`;
  return [
    referenced(group)?.type === type ? observation('pass', group, { expected }) : expectSeen(group, expected),
  ];
}

/** The subnet decides where the interface says nothing. */
function addressed(resource: Resource, path: string): readonly Observation[] {
  const list = resource.property(path);
  if (list.isAbsent) return [notApplicable(resource, 'its subnet decides on addresses')];
  if (!list.isDecidedList) return [observation('unknown', list, { expected: 'a list of interfaces' })];
  const seen = flawsOf(list.items().map((one) => expectFalse(one.at('AssociatePublicIpAddress'))));
  return seen.length > 0 ? seen : [notApplicable(resource, 'its subnet decides on addresses')];
}

/** Somebody else's load balancer may be an entry of its own, with a web ACL. */
function scheme(resource: Resource): readonly Observation[] {
  if (!resource.template.storefront)
    return [notApplicable(resource, 'it is no part of a storefront, whose entry is CloudFront')];
  return [expectOneOf(resource.property('Scheme').withDefault('internet-facing'), ['internal'])];
}
