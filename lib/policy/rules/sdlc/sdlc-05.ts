import type { Model, StorefrontTemplates } from '../../../cloudformation/model/model.ts';
import type { Template } from '../../../cloudformation/model/types.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';

/** Whoever tries things out must not be able to reach what earns money. */
export const sdlc05: Rule = {
  id: 'SDLC-05',
  title: 'Production has an account of its own, takes real payments, and no other environment does',
  severity: 'medium',
  types: [],
  storefront: separate,
  why: 'One account is one set of rights: whoever may try things out there may read orders; and a test gateway in production sells for nothing.',
  fix: 'Give production an account that no other environment of the shop has, mode live for each of its gateways, and mode test everywhere else.',
  controls: ['SDLC-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: () => [],
};

function separate({ contract, templates }: StorefrontTemplates, model: Model): readonly Remark[] {
  const [template] = templates;
  if (!template) return [];
  return [ownAccount(contract, template, model), ...gateways(contract, template)];
}

function ownAccount(contract: StorefrontContract, template: Template, model: Model): Remark {
  const { shop, purpose, account } = contract;
  const others = model.storefronts
    .map((other) => other.contract)
    .filter((other) => other.shop === shop && other.purpose !== purpose);
  const shared = others.filter((other) => other.account === account).map(({ environment }) => environment);
  const place = { template, isOfAll: true, path: 'Metadata.Palisade.account', type: '', actual: account };
  const expected = 'an account that no environment of another purpose has';
  if (others.length === 0) {
    const message = `no environment of ${shop} with another purpose is among the templates`;
    return { ...place, status: 'notApplicable', message, expected };
  }
  return shared.length === 0
    ? { ...place, status: 'pass', message: `${place.path} is ${account}`, expected }
    : {
        ...place,
        status: 'fail',
        message: `${place.path} is ${account}, which ${shared.join(', ')} has too`,
        expected,
      };
}

/** While a shop moves in, nobody pays there yet, so its gateways may still be the ones for tests. */
function gateways(contract: StorefrontContract, template: Template): readonly Remark[] {
  const { purpose, launch, payments } = contract;
  const isProduction = purpose === 'production';
  if (isProduction && launch !== 'live') return [];
  const wanted = isProduction ? 'live' : 'test';
  return payments.gateways.map(({ name, mode }, index) => {
    const path = `Metadata.Palisade.payments.gateways[${index}].mode`;
    const isRight = mode === wanted;
    return {
      status: isRight ? 'pass' : 'fail',
      template,
      isOfAll: true,
      path,
      type: '',
      message: isRight ? `${path} is ${mode}` : `${path} is ${mode}; expected ${wanted} in ${purpose}`,
      actual: mode,
      expected: wanted,
      about: name,
    };
  });
}
