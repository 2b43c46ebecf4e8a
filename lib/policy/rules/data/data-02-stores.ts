import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { isInCluster, needsCustomerManagedKey } from '../../data-classes.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { expectOneOf, expectTrue } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Where a type says that it is encrypted, and with which key. */
interface Encryption {
  readonly on: string;
  readonly key: string;
}

const places: Readonly<Record<string, Encryption>> = {
  'AWS::RDS::DBInstance': { on: 'StorageEncrypted', key: 'KmsKeyId' },
  'AWS::RDS::DBCluster': { on: 'StorageEncrypted', key: 'KmsKeyId' },
  'AWS::EFS::FileSystem': { on: 'Encrypted', key: 'KmsKeyId' },
  'AWS::ElastiCache::ReplicationGroup': { on: 'AtRestEncryptionEnabled', key: 'KmsKeyId' },
  'AWS::EC2::Volume': { on: 'Encrypted', key: 'KmsKeyId' },
};

const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** Snapshots and backups are encrypted as their store is, so the key decides who can read copies too. */
export const data02Stores: Rule = {
  id: 'DATA-02-stores',
  title:
    'Databases and volumes are encrypted, with a customer-managed key where data is personal, secret or evidence',
  severity: 'high',
  types: [...tables, ...Object.keys(places)],
  why: 'Without a customer-managed key the shop can neither withdraw access to copies nor see who decrypts them.',
  fix: 'Turn encryption at rest on, and name a customer-managed KMS key on stores of personal data, secrets or evidence.',
  controls: ['DATA-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (store) => (tables.includes(store.type) ? table(store) : other(store)),
};

function other(store: Resource): readonly Observation[] {
  const { on, key } = places[store.type] ?? { on: 'Encrypted', key: 'KmsKeyId' };
  if (isInCluster(store)) {
    return [notApplicable(store, 'the cluster of the instance decides on encryption')];
  }
  return [
    expectTrue(store.property(on)),
    ...(needsCustomerManagedKey(store) ? [expectCustomerManagedKey(store.property(key))] : []),
  ];
}

/** DynamoDB always encrypts; what `SSESpecification` decides is whose key it takes. */
function table(store: Resource): readonly Observation[] {
  const specification = store.property('SSESpecification');
  const enabled = specification.at('SSEEnabled');
  if (!needsCustomerManagedKey(store)) {
    const seen = expectOneOf(enabled.withDefault(false), ['true', 'false']);
    return [seen.withNote('DynamoDB encrypts in any case, and nothing here needs a customer-managed key')];
  }
  return [
    expectTrue(enabled),
    ...flawsOf([expectOneOf(specification.at('SSEType').withDefault('KMS'), ['KMS'])]),
    ...keysOf(store).map(expectCustomerManagedKey),
    ...(keysOf(store).length === 0 ? [missing(store, 'Properties.Replicas', 'a replica with a key')] : []),
  ];
}

/** A global table names a key in each replica. */
function keysOf(store: Resource): readonly Value[] {
  if (store.type === 'AWS::DynamoDB::Table') return [store.property('SSESpecification.KMSMasterKeyId')];
  const replicas = store.property('Replicas');
  const each = replicas.isDecidedList ? replicas.items() : [replicas];
  return each.map((replica) => replica.at('SSESpecification.KMSMasterKeyId'));
}
