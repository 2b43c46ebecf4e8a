import { nameOf, recordSets, recordTypes, sameName } from '../../../cloudformation/hosted-zones.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { mentionedBy } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { hostNames } from '../../../contract/launch.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { flawsOf } from '../../choices.ts';
import { observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Types of records by which a browser or a resolver is led to a server. */
const leading = ['A', 'AAAA', 'CNAME', 'DS', 'HTTPS', 'NS', 'SVCB'];

/** A page below the name of the shop reads its cookies and is taken for it, whoever serves that page. */
export const edge03Elsewhere: Rule = {
  id: 'EDGE-03-elsewhere',
  title: 'Names of the shop, and those below them, lead to resources of the shop',
  severity: 'high',
  types: [...recordTypes],
  why: 'A record that leads to a server elsewhere hands shoppers, their cookies and the trust in the name to whoever runs that server, or takes it over later.',
  fix: 'Let the record refer to a resource of the templates, or take it away.',
  controls: ['EDGE-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const shop = model.storefrontOf(resource.template)?.contract;
    if (!shop) return [notApplicable(resource, 'no storefront names its hosts')];
    const records = recordSets(resource).filter((record) => leadsFrom(record, shop));
    const flaws = flawsOf(
      records.flatMap((record) => targetsOf(record).flatMap((target) => staysHere(target, shop))),
    );
    return flaws.length > 0 ? flaws : [notApplicable(resource, 'it leads nobody away from the shop')];
  },
};

function leadsFrom(record: Value, shop: StorefrontContract): boolean {
  const name = nameOf(record);
  const isBelow =
    name === undefined || hostNames(shop).some((host) => isAtOrBelow(name, host) || takesIn(name, host));
  return isBelow && textIs(record.at('Type'), (type) => leading.includes(type)) !== false;
}

function isAtOrBelow(name: string, host: string): boolean {
  return sameName(name, host) || name.endsWith(`.${host}`);
}

/** A wildcard beside the shop answers under names that read like those of the shop, and takes its cookies where they are for all. */
function takesIn(name: string, host: string): boolean {
  return name.startsWith('*.') && host.endsWith(name.slice(1));
}

function targetsOf(record: Value): readonly Value[] {
  const alias = record.at('AliasTarget.DNSName');
  if (!alias.isAbsent) return [alias];
  const list = record.at('ResourceRecords');
  return list.isDecidedList ? list.items() : [list];
}

function staysHere(target: Value, shop: StorefrontContract): readonly Observation[] {
  if (mentionedBy(target).length > 0) return [];
  return [
    observeLiteral(target, { expected: 'a resource of the shop, or one of its names' }, (literal) =>
      hostNames(shop).some((host) => sameName(String(literal ?? ''), host)),
    ),
  ];
}
