import { behaviours } from '../../../cloudformation/distributions.ts';
import { headersPolicyType } from '../../../cloudformation/headers-policies.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { isOpenToShoppers } from '../../../contract/launch.ts';
import { observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, expectAttached } from './attached-policies.ts';
import { expectCustomHeader, namedItems } from './response-headers.ts';

const name = 'X-Robots-Tag';

/** A copy of the shop that search engines show takes its rank, and shows to everybody what is only rehearsed. */
export const hdr05Robots: Rule = {
  ...aboutHeaders,
  id: 'HDR-05-robots',
  title: 'Search engines show the shop, and no copy of it to which shoppers do not come',
  severity: 'medium',
  why: 'A copy in the results of a search competes with the shop, and leads people to a checkout that takes no money.',
  fix: 'Send X-Robots-Tag noindex, with Override true, on every behaviour of a shop to which shoppers do not come, and on none of a shop that is open.',
  controls: ['HDR-05'],
  check: (resource, model) => {
    const shop = model.storefrontOf(resource.template)?.contract;
    if (!shop) return [notApplicable(resource, 'no storefront says whether shoppers come')];
    return isOpenToShoppers(shop) ? shown(resource) : hidden(resource);
  },
};

function shown(resource: Resource): readonly Observation[] {
  const flaws = namedItems(resource, name).map((item) =>
    observation('fail', item.at('Value'), { expected: `no ${name}, since shoppers come to this shop` }),
  );
  return flaws.length > 0 ? flaws : [notApplicable(resource, 'shoppers come to this shop')];
}

function hidden(resource: Resource): readonly Observation[] {
  if (resource.type !== headersPolicyType) {
    return behaviours(resource).flatMap((behaviour) => expectAttached(behaviour, name));
  }
  return expectCustomHeader(resource, name, (value) => [
    observeLiteral(value, { expected: 'noindex' }, (literal) =>
      String(literal ?? '')
        .split(',')
        .some((word) => word.trim().toLowerCase() === 'noindex'),
    ),
  ]);
}
