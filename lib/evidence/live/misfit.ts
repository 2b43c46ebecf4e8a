import type { Model } from '../../cloudformation/model/model.ts';
import type { Template } from '../../cloudformation/model/types.ts';
import { accountStackName } from '../../contract/account-names.ts';
import { resourceName } from '../../contract/names.ts';
import { type Live, templateHash } from './live-file.ts';

/** The name of the stack that a template of a shop or an account becomes; nothing for any other template. */
export function stackNameOf({ storefront, accountStack }: Template): string | undefined {
  if (accountStack) return accountStackName(accountStack.region);
  return (
    storefront && resourceName({ shop: storefront.shop, name: storefront.environment }, storefront.stack)
  );
}

/** The templates of an environment, and those of the account that it is in. */
export function templatesWith(
  model: Model,
  { shop, environment, account }: Pick<Live, 'shop' | 'environment' | 'account'>,
): readonly Template[] {
  return model.templates.filter(
    ({ storefront, accountStack }) =>
      accountStack?.account === account ||
      (storefront?.shop === shop && storefront.environment === environment),
  );
}

/** Why a live look is none at what these templates say, as the rest of a sentence; nothing where it is one. */
export function misfitOf(live: Live, model: Model): string | undefined {
  const { shop, environment, account } = live;
  const owner = model.storefronts.find(
    ({ contract }) => contract.shop === shop && contract.environment === environment,
  );
  if (!owner) {
    const given = model.storefronts.map(({ contract }) => `${contract.shop} ${contract.environment}`);
    return `found a look at ${shop} ${environment}, name one at ${given.join(' or ')}`;
  }
  if (owner.contract.account !== account) {
    return `found a look at account ${account}, name one at account ${owner.contract.account}`;
  }
  const looked = new Map(live.templates.map(({ stack, sha256 }) => [stack, sha256]));
  const other = templatesWith(model, live).find((template) => {
    const sha256 = looked.get(stackNameOf(template) ?? '');
    return sha256 !== undefined && sha256 !== templateHash(template.body);
  });
  return (
    other &&
    `found a look with another template of ${stackNameOf(other)} than ${other.name}, run palisade verify --live with the templates of the evidence`
  );
}
