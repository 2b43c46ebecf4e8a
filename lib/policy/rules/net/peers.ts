import { isCloudFrontList, isPrivateBlock } from '../../../cloudformation/address-blocks.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier } from '../../../cloudformation/references.ts';
import { type GroupRule, securityGroup } from '../../../cloudformation/security-groups.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { addressesIn } from '../../../ipv4-blocks.ts';
import { observe } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import { verdictAt } from '../../statements/allowed.ts';
import ports from './ports.json' with { type: 'json' };

/** Judges the prefix lists and groups of a rule, which name those whom it is about. */
export function expectNamedPeers({ prefixList, group }: GroupRule): readonly Observation[] {
  return [
    ...(prefixList.isAbsent
      ? []
      : [
          observe(
            prefixList,
            { expected: 'a prefix list of AWS for CloudFront or an endpoint' },
            isKnownList,
          ),
        ]),
    ...(group.isAbsent ? [] : [observe(group, { expected: 'a security group' }, isGroup)]),
  ];
}

/** Judges each rule that is written out; one that only the deployment knows might let anything through. */
export function eachWritten(
  rules: readonly GroupRule[],
  judge: (rule: GroupRule) => readonly Observation[],
): readonly Observation[] {
  return rules.flatMap((rule) =>
    rule.value.isObject
      ? judge(rule)
      : [verdictAt(undefined, rule.value, { expected: 'a rule that is written out' })],
  );
}

/** A rule that names nobody is one that CloudFormation refuses, or one whose other side was not thought of. */
export function expectSomebody({ value, blocks, prefixList, group }: GroupRule): readonly Observation[] {
  const isNamed = blocks.length > 0 || !prefixList.isAbsent || !group.isAbsent;
  return isNamed
    ? []
    : [missing(value.resource, value, 'a group, a prefix list or addresses on its other side')];
}

/** Blocks of a rule that the internet routes, or may route. */
export function publicBlocks({ blocks }: GroupRule): readonly Value[] {
  return blocks.filter((block) => block.alternatives.some((resolved) => isPrivateBlock(resolved) !== true));
}

/**
 * Whether the public blocks that are written out are, all together, so few addresses that somebody may have thought of
 * each. What only the deployment knows is judged by itself, and excuses none that is written.
 */
export function areFew(blocks: readonly Value[]): boolean {
  return areFewTexts(blocks.flatMap(({ literal }) => (literal === undefined ? [] : [String(literal)])));
}

function areFewTexts(texts: readonly string[]): boolean {
  const [version6, version4] = [
    texts.filter((text) => text.includes(':')),
    texts.filter((text) => !text.includes(':')),
  ];
  return addressesIn(version4) < ports.mostPublicAddresses && version6.every(isLongPrefix);
}

/**
 * Whether a block belongs to few addresses, given whether all those are few that are written out. One that is wide by
 * default, or in one case of a condition, is wide.
 */
export function isFew({ literal, alternatives }: Value, few: boolean): Truth {
  if (literal !== undefined) return few;
  const open = alternatives.filter((one) => isPrivateBlock(one) !== true);
  const written = open.flatMap((one) => (one.kind === 'literal' ? [String(one.value)] : []));
  return written.filter(isBlock).every((text) => areFewTexts([text])) ? undefined : false;
}

/** Judges a block by a verdict on its addresses; what is no block at all is wrong anyway. */
export function expectBlock(block: Value, verdict: Truth): Observation {
  return verdictAt(textIs(block, isBlock) === false ? false : verdict, block, {
    expected: 'private addresses, or in all less than a /8 of the internet',
  });
}

function isBlock(text: string): boolean {
  return /^[0-9a-f.:]+\/\d+$/i.test(text);
}

/** Sites get a /48; what is shorter belongs to providers. */
function isLongPrefix(block: string): boolean {
  return Number(block.split('/')[1] ?? 128) >= 48;
}

function isKnownList(resolved: Resolved): Truth {
  if (resolved.kind === 'reference') {
    const mayBeList = resolved.resource.type === 'AWS::EC2::PrefixList' || isSupplier(resolved.resource);
    return mayBeList ? undefined : false;
  }
  if (resolved.kind === 'literal' && !/^pl-[0-9a-f]+$/.test(String(resolved.value))) return false;
  return isCloudFrontList(resolved);
}

function isGroup(resolved: Resolved): Truth {
  if (resolved.kind === 'reference')
    return isSupplier(resolved.resource) ? undefined : resolved.resource.type === securityGroup;
  return resolved.kind === 'literal' ? /^sg-[0-9a-f]+$/.test(String(resolved.value)) : undefined;
}
