import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
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
import { bestOf } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectReference, expectTrue } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
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

const separate = 'AWS::EC2::SecurityGroupEgress';
const association = 'AWS::Route53Resolver::FirewallRuleGroupAssociation';

/** CloudFormation lets everything out of a group that says nothing. */
export const net02: Rule = {
  id: 'NET-02',
  title: 'Security groups let out what they name, and HTTPS to everywhere only behind a firewall for names',
  severity: 'medium',
  types: [securityGroup, separate],
  why: 'Code that an attacker got in sends data to wherever it likes when nothing restricts where connections go.',
  fix: 'Write SecurityGroupEgress with groups, prefix lists or addresses; for HTTPS to the internet associate a DNS Firewall rule group that blocks every name but those in use.',
  controls: ['NET-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.type === securityGroup) return groupTargets(resource, model);
    return referenced(resource.property('GroupId'))?.type === securityGroup
      ? [notApplicable(resource, 'it is judged with its group')]
      : targetsOf([separateRule(resource)], () => [
          missing(resource, 'Properties.GroupId', 'a group among the templates, with its firewall for names'),
        ]);
  },
};

function groupTargets(group: Resource, model: Model): readonly Observation[] {
  const written = inlineRules(group, 'egress');
  const isEmpty = written.isAbsent || (written.isDecidedList && written.items().length === 0);
  if (isEmpty)
    return [
      observation('fail', written, { expected: 'rules, since EC2 lets everything out where there are none' }),
    ];
  return targetsOf(rulesOf(group, model, 'egress'), () => namesFirewall(group, model));
}

function targetsOf(
  rules: readonly GroupRule[],
  firewall: () => readonly Observation[],
): readonly Observation[] {
  const few = areFew(rules.flatMap(publicBlocks).filter((block) => !isEverywhere(block)));
  const seen = eachWritten(rules, (rule) => [
    ...expectSomebody(rule),
    ...expectNamedPeers(rule),
    ...rule.blocks.flatMap((block) => expectTarget(rule, block, few)),
  ]);
  return rules.some((rule) => rule.blocks.some(isEverywhere)) ? [...seen, ...firewall()] : seen;
}

function expectTarget({ value }: GroupRule, block: Value, few: boolean): readonly Observation[] {
  if (!isEverywhere(block)) return [expectBlock(block, isFew(block, few))];
  return [
    observation('pass', block, { expected: 'every address, for HTTPS only' }).withNote(
      'a firewall for names judges no connections: code that knows an address still connects to it',
    ),
    expectOneOf(value.at('IpProtocol'), ['tcp', '6']),
    expectOneOf(value.at('FromPort'), ports.web),
    expectOneOf(value.at('ToPort'), ports.web),
  ];
}

function isEverywhere(block: Value): boolean {
  return block.alternatives.some(
    ({ kind, ...rest }) => kind === 'literal' && 'value' in rest && /\/0$/.test(String(rest.value)),
  );
}

/** What was seen of the DNS Firewall of a group's network; NET-02-names judges its rules. */
function namesFirewall(group: Resource, model: Model): readonly Observation[] {
  const id = group.property('VpcId');
  const network = referenced(id);
  const expected = 'a network among the templates, with a DNS Firewall';
  if (isOthers(group)) return [verdictAt(undefined, id, { expected }).with({ ownersControl: 'NET-02' })];
  if (!network) return [verdictAt(undefined, id, { expected })];
  const { naming } = lookup(model.ofType(association), 'VpcId');
  const firewalls = naming(network).map((one) => [
    expectReference(one.property('VpcId'), network),
    expectRuleGroup(one.property('FirewallRuleGroupId')),
    ...doubtAbout(one, group),
  ]);
  return [
    // Without the resolver of AWS every question goes to a server that knows no firewall.
    expectTrue(network.property('EnableDnsSupport')),
    ...bestOf(firewalls, [missing(group, id, `an ${association} of its network`)]),
  ];
}

function expectRuleGroup(id: Value): Observation {
  const isSeen = referenced(id)?.type === 'AWS::Route53Resolver::FirewallRuleGroup';
  const isOther = !isSeen && textIs(id, (text) => text.startsWith('rslvr-frg-')) === false;
  return verdictAt(isSeen ? true : isOther ? false : undefined, id, {
    expected: 'a DNS Firewall rule group among the templates',
  });
}

/** Whether the group is in a network that somebody else runs, who decides which names are resolved. */
function isOthers(group: Resource): boolean {
  const vpc = group.template.storefront?.existingNetwork?.vpc;
  return vpc !== undefined && group.property('VpcId').literal === vpc;
}
