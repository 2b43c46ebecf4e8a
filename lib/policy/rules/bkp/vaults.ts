import { type ArnFields, arnFields } from '../../../cloudformation/arns.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { observe } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

/** Whether a value is the name or the ARN of a vault. */
export function meansVault(value: Value, vault: Resource): Truth {
  return all(value.alternatives.map((resolved) => isVault(resolved, vault)));
}

/** Whether one alternative of a value is the name or the ARN of a vault. */
export function isVault(resolved: Resolved, vault: Resource): Truth {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind === 'reference') return resolved.resource === vault;
  const name = vault.property('BackupVaultName').literal;
  if (resolved.kind === 'literal' && resolved.value === name) return true;
  const fields = arnFields(resolved) ?? {};
  if (fields.service !== 'backup') return resolved.kind === 'text' ? undefined : false;
  return isInRegionOf(fields, vault) && fields.resource === `backup-vault:${name}`;
}

function isInRegionOf({ region }: ArnFields, { template }: Resource): boolean {
  return region === undefined || template.region === undefined || region === template.region;
}

/** Requires a vault of the templates: of any other nobody knows whether it is locked, or there at all. */
export function expectVault(value: Value, model: Model): Observation {
  return observe(value, { expected: 'a vault of the templates' }, (resolved) => {
    if (resolved.kind === 'absent') return false;
    if (resolved.kind === 'reference') return vaultTypes.includes(resolved.resource.type);
    const vaults = vaultTypes.flatMap((type) => model.beside(value.resource, type));
    return vaults.some((vault) => isVault(resolved, vault) === true) ? true : undefined;
  });
}

const vaultTypes = ['AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault'];
