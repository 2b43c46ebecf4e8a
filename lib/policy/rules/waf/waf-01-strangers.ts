import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { aclRules } from '../../../cloudformation/web-acls.ts';
import { isOpenToShoppers } from '../../../contract/launch.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { bestOf, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { expectOneOf, observe, observeList, observeLiteral, type Verdict } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls, blockedAnswer, expectStopping } from './acl-rules.ts';
import { frontsPoolsAlone, notOfTheShop } from './sign-in-acls.ts';

const listType = 'AWS::WAFv2::IPSet';

/** A shop to which shoppers do not come is a copy of it without customers to notice that somebody else is in it. */
export const waf01Strangers: Rule = {
  ...aboutWebAcls,
  id: 'WAF-01-strangers',
  title:
    'A shop to which shoppers do not come answers nobody but admitted addresses, and the callbacks of gateways',
  severity: 'high',
  why: 'Copies run older code with weaker eyes on it, and a copy that search engines find costs the shop its rank.',
  fix: 'Add a rule that blocks every request but those of address lists and those that begin with the callback path; palisade access fills the lists.',
  controls: ['WAF-01'],
  check: (acl, model) => {
    const shop = model.storefrontOf(acl.template)?.contract;
    if (!shop) return [notApplicable(acl, 'no storefront says whom the web ACL serves')];
    if (isOpenToShoppers(shop)) return [notApplicable(acl, 'shoppers come to this shop')];
    if (frontsPoolsAlone(acl, model)) return [notApplicable(acl, notOfTheShop)];
    return closed(acl, shop);
  },
};

function closed(acl: Resource, shop: StorefrontContract): readonly Observation[] {
  const candidates = aclRules(acl)
    .map((rule) => [rule, exceptions(rule)] as const)
    .filter(([, list]) => list.some((item) => !listArn(item).isAbsent));
  return [
    ...bestOf(
      inTurn(candidates, ([rule, list]) => [
        expectStopping(rule.at('Action')),
        ...blockedAnswer(rule),
        ...hiddenAnswer(rule),
        ...list.flatMap((item) => exception(item, shop)),
      ]),
      [missing(acl, 'Properties.Rules', 'a rule that blocks all but admitted addresses')],
    ),
    ...candidates.flatMap(([, list]) => list.flatMap((item) => admittedBy(item).flatMap(narrow))),
  ];
}

/** An answer of the rule's own passes the headers policies by, so that it has to tell search engines itself. */
function hiddenAnswer(rule: Value): readonly Observation[] {
  const answer = rule.at('Action.Block.CustomResponse');
  if (answer.isAbsent) return [];
  const robots = expectItem(answer.at('ResponseHeaders'), {
    expected: 'the header X-Robots-Tag with noindex',
    identify: (header) => [
      observeLiteral(
        header.at('Name'),
        { expected: 'X-Robots-Tag' },
        (name) => typeof name === 'string' && name.toLowerCase() === 'x-robots-tag',
      ),
      observeLiteral(
        header.at('Value'),
        { expected: 'noindex' },
        (value) => typeof value === 'string' && /\bnoindex\b/i.test(value),
      ),
    ],
  });
  return flawsOf(robots);
}

/** What a rule spares: it acts where none of these holds. */
function exceptions(rule: Value): readonly Value[] {
  return rule.at('Statement.AndStatement.Statements').items();
}

function admittedBy(item: Value): readonly Resource[] {
  const list = referenced(listArn(item));
  return list ? [list] : [];
}

function listArn(item: Value): Value {
  return item.at('NotStatement.Statement.IPSetReferenceStatement.Arn');
}

function exception(item: Value, shop: StorefrontContract): readonly Observation[] {
  const arn = listArn(item);
  if (!arn.isAbsent) return [observe(arn, { expected: 'an address list of these templates' }, isList)];
  const spared = item.at('NotStatement.Statement');
  if (spared.isAbsent) return [observation('fail', item, { expected: 'exceptions alone' })];
  return callbacks(spared, shop);
}

function isList(resolved: Resolved): Verdict {
  if (resolved.kind !== 'reference') return resolved.kind === 'absent' ? false : undefined;
  return resolved.resource.type === listType;
}

/** Paths that begin with that of callbacks as they are sent, whatever else has to hold. */
function callbacks(spared: Value, shop: StorefrontContract): readonly Observation[] {
  const all = spared.at('AndStatement.Statements');
  const matches = (all.isAbsent ? [spared] : all.items()).map((part) => part.at('ByteMatchStatement'));
  return bestOf(
    inTurn(matches, (match) => asSent(match, shop)),
    [observation('fail', spared, { expected: 'the callback path as it is sent' })],
  );
}

function asSent(match: Value, { paths }: StorefrontContract): readonly Observation[] {
  const starts = paths
    .filter(({ serves }) => serves === 'callback')
    .map(({ pattern }) => pattern.slice(0, -1));
  const expected = `text that begins with ${starts.join(' or ')}`;
  return [
    observeLiteral(match.at('SearchString'), { expected }, (search) =>
      starts.some((start) => typeof search === 'string' && search.startsWith(start)),
    ),
    expectOneOf(match.at('PositionalConstraint'), ['STARTS_WITH']),
    ...flawsOf([
      observeList(
        match.at('TextTransformations'),
        { expected: 'NONE alone, so that nothing is made of the path' },
        (items) => items.every((item) => item.at('Type').literal === 'NONE'),
      ),
      observe(match.at('FieldToMatch.UriPath'), { expected: 'the path' }, ({ kind }) => kind !== 'absent'),
    ]),
  ];
}

/** Templates name nobody: addresses come and go, and a wide range is the internet again. */
function narrow(list: Resource): readonly Observation[] {
  return flawsOf([
    observeList(
      list.property('Addresses'),
      { expected: 'no address; palisade access admits them' },
      (items) => items.length === 0,
    ),
  ]);
}
