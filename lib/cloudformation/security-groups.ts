import { lookup } from './lookup.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';
import { existsWith } from './references.ts';

export const securityGroup = 'AWS::EC2::SecurityGroup';

/** Which way traffic goes that a rule lets through, and how templates spell it. */
export type Direction = 'ingress' | 'egress';

interface Spelling {
  readonly inline: string;
  readonly separate: string;
  readonly prefixList: string;
  readonly group: string;
}

const spellings: Readonly<Record<Direction, Spelling>> = {
  ingress: {
    inline: 'SecurityGroupIngress',
    separate: 'AWS::EC2::SecurityGroupIngress',
    prefixList: 'SourcePrefixListId',
    group: 'SourceSecurityGroupId',
  },
  egress: {
    inline: 'SecurityGroupEgress',
    separate: 'AWS::EC2::SecurityGroupEgress',
    prefixList: 'DestinationPrefixListId',
    group: 'DestinationSecurityGroupId',
  },
};

/** One rule of a security group, wherever it is written. */
export interface GroupRule {
  readonly value: Value;
  /** Addresses of either version, as far as the rule names any. */
  readonly blocks: readonly Value[];
  readonly prefixList: Value;
  readonly group: Value;
}

/** The rules of a group: those in it and those that other resources add. A list that is open stands for one rule. */
export function rulesOf(group: Resource, model: Model, direction: Direction): readonly GroupRule[] {
  const { inline, separate } = spellings[direction];
  const list = group.property(inline);
  const own = list.isAbsent ? [] : list.isDecidedList ? list.items() : [list];
  const { naming } = lookup(model.ofType(separate), 'GroupId');
  const added = naming(group).filter((rule) => existsWith(rule, group) !== false);
  return [...own, ...added.map((rule) => rule.attribute('Properties'))].map((value) =>
    ruleOf(value, direction),
  );
}

/** A rule that is a resource of its own. */
export function separateRule(rule: Resource): GroupRule {
  return ruleOf(
    rule.attribute('Properties'),
    rule.type === spellings.ingress.separate ? 'ingress' : 'egress',
  );
}

/** The list of rules that stands in a group itself. */
export function inlineRules(group: Resource, direction: Direction): Value {
  return group.property(spellings[direction].inline);
}

function ruleOf(value: Value, direction: Direction): GroupRule {
  const { prefixList, group } = spellings[direction];
  return {
    value,
    blocks: ['CidrIp', 'CidrIpv6'].map((name) => value.at(name)).filter(({ isAbsent }) => !isAbsent),
    prefixList: value.at(prefixList),
    group: value.at(group),
  };
}
