import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { regionSettingsType } from '../../../contract/region-settings.ts';
import { flawsOf } from '../../choices.ts';
import { isInCluster, leftToCluster } from '../../clusters.ts';
import { needsCustomerManagedKey } from '../../data-classes.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { expectOneOf, expectTrue } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import { protectsVolumes } from '../../region-settings.ts';
import type { Rule } from '../../rule.ts';
import { blockDevices, serverTypes } from './block-devices.ts';
import file from './stores.json' with { type: 'json' };

/** Where a type says that it is encrypted, and with which key. */
interface Encryption {
  /** The property that turns encryption on; a type without one is always encrypted. */
  readonly on?: { readonly path: string; readonly values: readonly string[]; readonly default?: string };
  /** The same for what the type keeps beside it. */
  readonly andOn?: Encryption['on'];
  /** The property that names the key; a type without one takes no key of a customer. */
  readonly key?: string;
  /** Properties that name what it is made of: copies and restored stores are encrypted as their source is. */
  readonly inherits?: readonly string[];
}

const places: Readonly<Record<string, Encryption>> = file.types;

const tables = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

/** Snapshots and backups are encrypted as their store is, so the key decides who can read copies too. */
export const data02Stores: Rule = {
  id: 'DATA-02-stores',
  title:
    'Databases, volumes, streams and caches are encrypted, with a customer-managed key where data is personal, secret or evidence',
  severity: 'high',
  types: [...tables, ...Object.keys(places), ...serverTypes, regionSettingsType],
  why: 'Without a customer-managed key the shop can neither withdraw access to copies nor see who decrypts them.',
  fix: 'Turn encryption at rest on, and name a customer-managed KMS key on stores of personal data, secrets or evidence.',
  controls: ['DATA-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (store, model) => {
    if (serverTypes.includes(store.type)) return blockDevices(store);
    if (store.type === regionSettingsType) return [protectsVolumes(store, model)];
    return tables.includes(store.type) ? table(store) : other(store, model);
  },
};

function other(store: Resource, model: Model): readonly Observation[] {
  const { on, andOn, key, inherits = [] } = places[store.type] ?? {};
  if (isInCluster(store)) {
    return [leftToCluster(store, model, 'the cluster of the instance decides on encryption')];
  }
  const isWritten = on !== undefined && !store.property(on.path).isAbsent;
  const source = inherits.map((path) => store.property(path)).find(({ isAbsent }) => !isAbsent);
  if (source && !isWritten) return inherited(source);
  const seen = [
    ...[on, andOn].flatMap((one) => (one ? [expectOneOf(switched(store, one), one.values)] : [])),
    ...(key !== undefined && needsCustomerManagedKey(store)
      ? [expectCustomerManagedKey(store.property(key))]
      : []),
  ];
  return seen.length > 0
    ? seen
    : [notApplicable(store, 'it is always encrypted, and nothing here needs a customer-managed key')];
}

function switched(store: Resource, { path, default: usual }: NonNullable<Encryption['on']>): Value {
  const value = store.property(path);
  return usual === undefined ? value : value.withDefault(usual);
}

/** A source among the templates is judged by itself; what a snapshot is encrypted with stands in no template. */
function inherited(source: Value): readonly Observation[] {
  const origin = referenced(source);
  if (origin && own(places, origin.type)) {
    return [notApplicable(source.resource, `it is encrypted as ${origin.logicalId} is`)];
  }
  return [observation('unknown', source, { expected: 'an encrypted source' })];
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
