import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { holds, textIs } from '../../../cloudformation/texts.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { asNumber, expectAbsent, expectOneOf, observeList, observeLiteral } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { isCalled } from './called-names.ts';

const list = 'AWS::Route53Resolver::FirewallDomainList';

/** A list of what is allowed restricts nothing unless everything else is blocked after it. */
export const net02Names: Rule = {
  id: 'NET-02-names',
  title: 'A DNS Firewall resolves the names that are listed, and blocks every other',
  severity: 'medium',
  types: ['AWS::Route53Resolver::FirewallRuleGroup'],
  why: 'Whoever runs code in the network looks up a host of his own and sends data there, or sends it in the question itself.',
  fix: 'End the rule group with a BLOCK of the domain *, and before it list whole names: those of the gateways, of the systems of the contract, and of AWS in the region.',
  controls: ['NET-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (group) => {
    const rules = group.property('FirewallRules');
    return [
      ...expectItem(rules, {
        expected: 'a rule that blocks the domain * after all others',
        identify: (rule) => [expectOneOf(rule.at('Action'), ['BLOCK']), expectEverything(rule)],
        judge: (rule) => [
          expectLast(rule, rules),
          ...flawsOf([
            expectAbsent(rule.at('Qtype'), 'no type of questions, so that all of them are blocked'),
            // Of an answer of one's own a stranger may be the server.
            expectOneOf(rule.at('BlockResponse').withDefault('NODATA'), ['NODATA', 'NXDOMAIN']),
          ]),
        ],
      }),
      ...(rules.isDecidedList ? rules.items().flatMap((rule) => allowedNames(rule, group)) : []),
    ];
  },
};

function expectEverything(rule: Value): Observation {
  const id = rule.at('FirewallDomainListId');
  const domains = domainsOf(id);
  if (!domains) return observation('unknown', id, { expected: 'a list of domains among the templates' });
  return verdictAt(holds(domains.items(), '*'), domains, { expected: '*' });
}

function expectLast(rule: Value, rules: Value): Observation {
  const others = rules
    .items()
    .filter(
      (other) => other.path !== rule.path && textIs(other.at('Action'), (text) => text === 'BLOCK') !== true,
    );
  return observeLiteral(
    rule.at('Priority'),
    { expected: 'a priority after that of every other rule' },
    (literal) => {
      const own = asNumber(literal) ?? -1;
      return others.every(
        (other) => (asNumber(other.at('Priority').literal) ?? Number.POSITIVE_INFINITY) < own,
      );
    },
  );
}

/** What does not block, an alert included, lets names through. */
function allowedNames(rule: Value, group: Resource): readonly Observation[] {
  const blocks = textIs(rule.at('Action'), (text) => text === 'BLOCK');
  if (blocks) return [];
  const id = rule.at('FirewallDomainListId');
  const domains = domainsOf(id);
  if (!domains)
    return [observation('unknown', id, { expected: `a list of domains in ${group.template.name}` })];
  return [
    ...flawsOf([expectOneOf(rule.at('Action'), ['ALLOW', 'ALERT'])]),
    observeList(domains, { expected: 'names of hosts, or of all hosts of one domain' }, (items) =>
      items.length > 0 && items.every((item) => textIs(item, isName) === true)
        ? true
        : items.some((item) => textIs(item, isName) === undefined)
          ? undefined
          : false,
    ),
    ...domains.items().flatMap((name) => called(name, group)),
  ];
}

/** A storefront says whom its functions call. */
function called(name: Value, { template }: Resource): readonly Observation[] {
  const { storefront } = template;
  if (!storefront) return [];
  const isKnown = textIs(name, (text) => isCalled(text, storefront));
  return isKnown === false
    ? [observation('fail', name, { expected: 'a name of a gateway, of a system of the contract, or of AWS' })]
    : [];
}

/** A name with at least two labels after a wildcard, so that nobody can register another. */
function isName(text: string): boolean {
  return (
    /^(\*\.)?([a-z0-9_-]+\.)+[a-z0-9-]{2,}\.?$/i.test(text) &&
    !/(^|\*\.)(amazonaws\.com|co\.uk)\.?$/i.test(text)
  );
}

function domainsOf(id: Value): Value | undefined {
  const found = referenced(id);
  return found?.type === list ? found.property('Domains') : undefined;
}
