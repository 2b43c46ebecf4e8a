import { type ArnFields, arnFields } from '../../../cloudformation/arns.ts';
import { lookup } from '../../../cloudformation/lookup.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { resourcesIn } from '../../../cloudformation/references.ts';
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
    const vaults = vaultsNamedBy(resolved, value.resource, model);
    return vaults.some((vault) => isVault(resolved, vault) === true) ? true : undefined;
  });
}

export const vaultType = 'AWS::Backup::BackupVault';

const vaultTypes = [vaultType, 'AWS::Backup::LogicallyAirGappedBackupVault'];

/** The vaults beside a user that a value may name, by itself or in an ARN: asking each of them takes the square of their number. */
export function vaultsNamed(value: Value, user: Resource, model: Model): readonly Resource[] {
  return value.alternatives.flatMap((resolved) => vaultsNamedBy(resolved, user, model));
}

/** The vaults that one alternative of a value may name. */
export function vaultsNamedBy(resolved: Resolved, user: Resource, model: Model): readonly Resource[] {
  const { resource } = arnFields(resolved) ?? {};
  const name =
    resource?.replace(/^backup-vault:/, '') ?? (resolved.kind === 'literal' ? String(resolved.value) : '');
  return vaultTypes.flatMap((type) => [
    ...resourcesIn(resolved).filter((vault) => vault.type === type),
    ...lookup(model.beside(user, type), 'BackupVaultName').saying(name),
  ]);
}
