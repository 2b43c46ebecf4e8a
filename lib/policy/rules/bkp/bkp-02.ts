import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { isInCluster } from '../../clusters.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './backed-types.json' with { type: 'json' };
import { keyOf, meansStore } from './store-arns.ts';

/** Stores whose backups stay under the key of the store, whatever the key of their vault. */
const ownKeyed = Object.keys(facts.backed).filter((type) => keyOf(type) !== undefined);

/** A stolen backup is a stolen table, and a backup whose key is gone is none. */
export const bkp02: Rule = {
  id: 'BKP-02',
  title:
    'Vaults, and stores whose key stays that of their backups, are encrypted with a customer-managed key',
  severity: 'high',
  types: ['AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault', ...ownKeyed],
  why: 'Under the key that AWS manages, no copy can go to another account, and nobody can withdraw the key from who stole a backup.',
  fix: 'Set EncryptionKeyArn of the vault, and KmsKeyId of each database, volume and file system that a plan takes, to the ARN of a customer-managed key.',
  controls: ['BKP-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    const key = keyOf(resource.type);
    return key === undefined
      ? [expectCustomerManagedKey(resource.property('EncryptionKeyArn'))]
      : store(resource, key, model);
  },
};

function store(resource: Resource, key: string, model: Model): readonly Observation[] {
  if (isInCluster(resource))
    return [notApplicable(resource, 'the cluster of the instance decides on its key')];
  const selections = model.beside(resource, 'AWS::Backup::BackupSelection');
  const taken = selections.some((selection) =>
    selection
      .property('BackupSelection.Resources')
      .items()
      .some((item) => meansStore(item, resource) !== false),
  );
  if (!taken) return [notApplicable(resource, 'no selection of these templates takes it')];
  const value = resource.property(key);
  const seen = expectCustomerManagedKey(value);
  // A copy or a restored store may be encrypted as its source is, which stands in no template.
  const isMade = sources.some((path) => !resource.property(path).isAbsent);
  return [value.isAbsent && isMade ? seen.with({ status: 'unknown' }) : seen];
}

/** Properties that name what a store is made of. */
const sources = [
  'DBClusterSnapshotIdentifier',
  'DBSnapshotIdentifier',
  'SnapshotId',
  'SnapshotIdentifier',
  'SourceDBClusterIdentifier',
  'SourceDBInstanceIdentifier',
];
