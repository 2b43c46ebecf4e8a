import type { Model } from '../cloudformation/model/model.ts';
import type { Template } from '../cloudformation/model/types.ts';
import type { StorefrontContract } from '../contract/schema.ts';
import type { Finding } from '../policy/finding.ts';
import type { JudgedStorefront } from '../report/judged-storefront.ts';
import type { Evidence } from './evidence.ts';

/** One environment of a shop as evidence tells of it. */
export interface EvidenceEnvironment {
  readonly storefront: JudgedStorefront;
  readonly contract: StorefrontContract;
  /** Its templates, and those of the account that it is in: what protects the account protects the shop. */
  readonly templates: readonly Template[];
  readonly findings: readonly Finding[];
}

/** The environments that templates were given of, with what belongs to each. */
export function environmentsOf({ model, report }: Evidence): readonly EvidenceEnvironment[] {
  return report.storefronts.flatMap((storefront) => {
    const owner = model.storefronts.find(
      ({ contract }) => contract.shop === storefront.shop && contract.environment === storefront.environment,
    );
    if (!owner) return [];
    const { contract } = owner;
    const templates = templatesOf(contract, model);
    const names = new Set(templates.map(({ name }) => name));
    const findings = report.findings.filter(({ template }) => names.has(template));
    return [{ storefront, contract, templates, findings }];
  });
}

/** The templates of an environment, and of the account that it is in. */
export function templatesOf(
  { shop, environment, account }: StorefrontContract,
  model: Model,
): readonly Template[] {
  return model.templates.filter(
    ({ storefront, accountStack }) =>
      accountStack?.account === account ||
      (storefront?.shop === shop && storefront.environment === environment),
  );
}
