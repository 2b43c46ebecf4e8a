import type { Model } from '../cloudformation/model/model.ts';
import type { StorefrontContract } from '../contract/schema.ts';
import { UsageError } from './output.ts';

/** The environment of the templates that an option names, by itself or with its shop; without the option the only one. */
export function oneEnvironment(model: Model, wanted: string | undefined, paths: string): StorefrontContract {
  const contracts = model.storefronts.map(({ contract }) => contract);
  if (contracts.length === 0)
    throw new UsageError(`${paths}: found no template of a shop, name the cdk.out of one`);
  const nameOf = ({ shop, environment }: StorefrontContract) => `${shop}-${environment}`;
  const fitting = contracts.filter(
    (contract) => wanted === undefined || [contract.environment, nameOf(contract)].includes(wanted),
  );
  const [only, ...others] = fitting;
  if (only && others.length === 0) return only;
  const names = (fitting.length > 0 ? fitting : contracts).map(nameOf).join(' or ');
  throw new UsageError(
    wanted === undefined
      ? `${paths}: found ${contracts.length} environments, add --environment ${names}`
      : `--environment: found ${wanted}, write ${names}`,
  );
}
