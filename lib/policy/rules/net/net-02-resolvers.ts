import { isPublic, sameName } from '../../../cloudformation/hosted-zones.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { holdsOnly, textIs } from '../../../cloudformation/texts.ts';
import { hostNames } from '../../../contract/launch.ts';
import { flawsOf } from '../../choices.ts';
import { hasContract } from '../../data-classes.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';

type Judge = (resource: Resource, model: Model) => readonly Observation[];

const judges: Readonly<Record<string, Judge>> = {
  'AWS::Route53Resolver::FirewallConfig': (config) => [
    expectOneOf(config.property('FirewallFailOpen').withDefault('DISABLED'), ['DISABLED']),
  ],
  'AWS::EC2::DHCPOptions': ofStorefront((options) => {
    const servers = options.property('DomainNameServers');
    if (servers.isAbsent) return [];
    const verdict = servers.isDecidedList
      ? holdsOnly(servers.items(), (text) => text === 'AmazonProvidedDNS')
      : undefined;
    return [verdictAt(verdict, servers, { expected: 'AmazonProvidedDNS alone' })];
  }),
  'AWS::Route53Resolver::ResolverRule': ofStorefront((rule) => [
    expectOneOf(rule.property('RuleType'), ['SYSTEM', 'RECURSIVE']),
  ]),
  'AWS::Route53::HostedZone': ofStorefront((zone, model) => (isPublic(zone) ? [] : [isOfShop(zone, model)])),
};

/** A firewall for names sees the questions that the resolver of AWS is asked, and believes what it answers. */
export const net02Resolvers: Rule = {
  id: 'NET-02-resolvers',
  title: 'Names are looked up at the resolver of AWS, which answers nothing while its firewall cannot',
  severity: 'high',
  types: Object.keys(judges),
  why: 'Another server of names, a rule that forwards questions or a private zone with the name of a gateway leads functions to whoever runs it, past the firewall and its log; one that fails open lets every name through.',
  fix: 'Leave FirewallFailOpen at DISABLED and DomainNameServers at AmazonProvidedDNS, forward no names, and make private zones for names of the shop alone.',
  controls: ['NET-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const flaws = flawsOf(own(judges, resource.type)?.(resource, model) ?? []);
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'it leads no question elsewhere')];
  },
};

/** In somebody else's network a directory of a company may answer for its own names. */
function ofStorefront(judge: Judge): Judge {
  return (resource, model) => (hasContract(resource) ? judge(resource, model) : []);
}

function isOfShop(zone: Resource, model: Model): Observation {
  const shop = model.storefrontOf(zone.template)?.contract;
  const names = shop ? hostNames(shop) : [];
  const verdict = textIs(zone.property('Name'), (text) =>
    names.some((name) => sameName(name, text) || plain(text).endsWith(`.${plain(name)}`)),
  );
  return verdictAt(verdict, zone.property('Name'), { expected: 'a name of the shop' });
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
