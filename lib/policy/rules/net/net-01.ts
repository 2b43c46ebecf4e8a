import { isPrivateBlock } from '../../../cloudformation/address-blocks.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { not, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import {
  type GroupRule,
  inlineRules,
  rulesOf,
  securityGroup,
  separateRule,
} from '../../../cloudformation/security-groups.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { whereApplies } from '../../statements/allowed.ts';
import {
  areFew,
  eachWritten,
  expectBlock,
  expectNamedPeers,
  expectSomebody,
  isFew,
  publicBlocks,
} from './peers.ts';
import ports from './ports.json' with { type: 'json' };

const separate = 'AWS::EC2::SecurityGroupIngress';

/** Blocks are judged together: two halves of the internet are the internet. */
export const net01: Rule = {
  id: 'NET-01',
  title:
    'Security groups admit groups, prefix lists and private addresses, and the internet to web ports of a public load balancer only',
  severity: 'critical',
  types: [securityGroup, separate],
  why: 'An address range of the internet on a port of a server or a database is an invitation to try every password and every flaw.',
  fix: 'Name the security group or the prefix list that connects, such as that of CloudFront, and the one port that it needs.',
  controls: ['NET-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.type === securityGroup) return groupSources(resource, model);
    return referenced(resource.property('GroupId'))?.type === securityGroup
      ? [notApplicable(resource, 'it is judged with its group')]
      : sourcesOf([separateRule(resource)], ports.web);
  },
};

function groupSources(group: Resource, model: Model): readonly Observation[] {
  const rules = rulesOf(group, model, 'ingress');
  if (rules.length === 0) {
    return [
      observation('pass', inlineRules(group, 'ingress'), { expected: 'no rule, so that nobody connects' }),
    ];
  }
  const isFront = frontsInternet(group, model);
  return sourcesOf(rules, isFront ? ports.publicBalancer : ports.web, isFront);
}

function sourcesOf(
  rules: readonly GroupRule[],
  web: readonly number[],
  isFront = false,
): readonly Observation[] {
  const few = areFew(rules.flatMap(publicBlocks));
  return eachWritten(rules, (rule) => {
    const open = publicBlocks(rule);
    return [
      ...expectSomebody(rule),
      ...expectNamedPeers(rule),
      ...rule.blocks.map((block) =>
        expectBlock(block, open.includes(block) && !isFront ? isFew(block, few) : true),
      ),
      ...whereApplies(comesFromInternet(rule, open), () => webPorts(rule, web)).map(openPort),
    ].map((one) => one.with({ changedAt: rule.value.path }));
  });
}

/** Of addresses that only the deployment knows nobody can tell whether they are the internet's. */
function comesFromInternet({ prefixList }: GroupRule, open: readonly Value[]): Truth {
  if (!prefixList.isAbsent) return true;
  return some(open.map((block) => some(block.alternatives.map((one) => not(isPrivateBlock(one))))));
}

/** What comes from the internet, through CloudFront or not, has to do with web servers only. */
function webPorts({ value }: GroupRule, web: readonly number[]): readonly Observation[] {
  return [
    expectOneOf(value.at('IpProtocol'), ['tcp', '6']),
    expectOneOf(value.at('FromPort'), web),
    expectOneOf(value.at('ToPort'), web),
  ];
}

/** A port is wrong for the internet only, so that is what has to be said. */
function openPort(seen: Observation): Observation {
  const { status, actual, expected } = seen;
  return status === 'fail'
    ? seen.with({ says: `is ${actual}, open to the internet; expected private addresses or ${expected}` })
    : seen;
}

/** Whether a load balancer that the internet reaches stands in the group. */
function frontsInternet(group: Resource, model: Model): boolean {
  return model
    .referrers(group, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .some((balancer) =>
      textIs(
        balancer.property('Scheme').withDefault('internet-facing'),
        (text) => text === 'internet-facing',
      ),
    );
}
