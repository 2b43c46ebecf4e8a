import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data02Stores } from '../../../../lib/policy/rules/data/data-02-stores.ts';
import file from '../../../../lib/policy/rules/data/stores.json' with { type: 'json' };
import { maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, observations, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from './bucket.ts';

const key: Json = { 'Fn::GetAtt': ['Key', 'Arn'] };
const encrypted = { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: key } };

function foreign(type: string, properties: JsonRecord) {
  const resources = {
    Store: { Type: type, Properties: properties },
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
  };
  return { resources, sections: undecided } satisfies Case;
}

function store(type: string, properties: JsonRecord, dataClass = 'personal') {
  return {
    ...foreign(type, properties),
    storefront: { ...storefront, data: [{ resource: 'Store', class: dataClass }] },
  } satisfies Case;
}

const table = 'AWS::DynamoDB::Table';
const own = 'a customer-managed KMS key';

const unseen =
  'Properties.DBClusterIdentifier is elsewhere; only the deployment tells whether that is a cluster among the templates';

/** An instance that names a cluster, beside the cluster orders, whose encryption is right. */
function inCluster(type: string, cluster: Json) {
  const { resources, ...rest } = store(type, { DBClusterIdentifier: cluster });
  const Properties = { DBClusterIdentifier: 'orders', StorageEncrypted: true };
  const Cluster = { Type: type.replace('DBInstance', 'DBCluster'), Properties };
  const data = [...rest.storefront.data, { resource: 'Cluster', class: 'public' }];
  return {
    ...rest,
    resources: { ...resources, Cluster },
    storefront: { ...storefront, data },
  } satisfies Case;
}

testRule(data02Stores, {
  pass: {
    'a table under a customer-managed key': store(table, encrypted),
    'a table in somebody else’s template': foreign(table, {}),
    'a table of public data': store(table, {}, 'public'),
    'a global table whose replicas have keys': store('AWS::DynamoDB::GlobalTable', {
      SSESpecification: { SSEEnabled: true },
      Replicas: [{ SSESpecification: { KMSMasterKeyId: 'arn:aws:kms:eu-west-1:111111111111:key/1' } }],
    }),
    'a database under a customer-managed key': store('AWS::RDS::DBCluster', {
      StorageEncrypted: 'true',
      KmsKeyId: key,
    }),
    'a database in somebody else’s template': foreign('AWS::RDS::DBInstance', { StorageEncrypted: true }),
    'a file system': foreign('AWS::EFS::FileSystem', { Encrypted: true }),
    'a server whose volumes are encrypted': foreign('AWS::EC2::Instance', {
      BlockDeviceMappings: [{ Ebs: { Encrypted: true } }, { NoDevice: {} }],
    }),
    'a desk whose volumes are encrypted': foreign('AWS::WorkSpaces::Workspace', {
      UserVolumeEncryptionEnabled: true,
      RootVolumeEncryptionEnabled: true,
    }),
    'a cache': foreign('AWS::ElastiCache::ReplicationGroup', { AtRestEncryptionEnabled: true }),
  },
  fail: {
    'a cluster that names itself and is not encrypted': {
      ...store('AWS::RDS::DBCluster', { DBClusterIdentifier: 'orders', KmsKeyId: key }),
      says: ['Properties.StorageEncrypted is not set; expected true'],
    },
    'a table of personal data without a key': {
      ...store(table, {}),
      says: [
        'Properties.SSESpecification.SSEEnabled is not set; expected true',
        `Properties.SSESpecification.KMSMasterKeyId is not set; expected ${own}`,
      ],
    },
    'a table of personal data under the key of AWS': {
      ...store(table, { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: 'alias/aws/dynamodb' } }),
      says: [`Properties.SSESpecification.KMSMasterKeyId is alias/aws/dynamodb; expected ${own}`],
    },
    'an encryption that is none': {
      ...store(table, { SSESpecification: { ...encrypted.SSESpecification, SSEType: 'AES256' } }),
      says: ['Properties.SSESpecification.SSEType is AES256; expected KMS'],
    },
    'a table that the storefront does not class': {
      ...store(table, {}),
      storefront,
      says: [
        'Properties.SSESpecification.SSEEnabled is not set; expected true',
        `Properties.SSESpecification.KMSMasterKeyId is not set; expected ${own}`,
      ],
    },
    'one replica without a key': {
      ...store('AWS::DynamoDB::GlobalTable', {
        SSESpecification: { SSEEnabled: true },
        Replicas: [{ SSESpecification: { KMSMasterKeyId: key } }, { Region: 'eu-west-3' }],
      }),
      says: [`Properties.Replicas[1].SSESpecification.KMSMasterKeyId is not set; expected ${own}`],
    },
    'a database in clear text': {
      ...foreign('AWS::RDS::DBInstance', {}),
      says: ['Properties.StorageEncrypted is not set; expected true'],
    },
    'a server of which one volume is in clear text': {
      ...foreign('AWS::AutoScaling::LaunchConfiguration', {
        BlockDeviceMappings: [{ Ebs: { Encrypted: true } }, { Ebs: { VolumeSize: 20 } }],
      }),
      says: ['Properties.BlockDeviceMappings[1].Ebs.Encrypted is not set; expected true'],
    },
    'a desk whose system volume is in clear text': {
      ...foreign('AWS::WorkSpaces::Workspace', { UserVolumeEncryptionEnabled: true }),
      says: ['Properties.RootVolumeEncryptionEnabled is not set; expected true'],
    },
    'a volume that one branch of a condition leaves in clear text': {
      ...foreign('AWS::EC2::Volume', { Encrypted: maybe(true, false) }),
      says: ['Properties.Encrypted is true or false; expected true'],
    },
  },
  unknown: {
    'a key that is a parameter': {
      ...store(table, { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: open } }),
      says: [`Properties.SSESpecification.KMSMasterKeyId is ${parameter}; expected ${own}`],
    },
    'an instance of a cluster that nobody saw': {
      ...inCluster('AWS::RDS::DBInstance', 'elsewhere'),
      says: [unseen],
    },
    'an instance of DocumentDB whose cluster nobody saw': {
      ...inCluster('AWS::DocDB::DBInstance', 'elsewhere'),
      says: [unseen],
    },
    'an instance of Neptune whose cluster nobody saw': {
      ...inCluster('AWS::Neptune::DBInstance', 'elsewhere'),
      says: [unseen],
    },
    'a server of which nothing says what its root volume is': {
      ...foreign('AWS::EC2::Instance', { ImageId: 'ami-1' }),
      says: [
        'Properties.BlockDeviceMappings lists no root volume, so its image or the account decides whether that is encrypted; expected the root volume, with Encrypted of true',
      ],
    },
    'a volume that is made of a snapshot': {
      ...foreign('AWS::EC2::LaunchTemplate', {
        LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { SnapshotId: 'snap-1' } }] },
      }),
      says: [
        'Properties.LaunchTemplateData.BlockDeviceMappings[0].Ebs.SnapshotId is snap-1; only the deployment tells whether that is an encrypted snapshot',
      ],
    },
    'a switch that is a parameter': {
      ...foreign('AWS::RDS::DBCluster', { StorageEncrypted: open }),
      says: [`Properties.StorageEncrypted is ${parameter}; expected true`],
    },
  },
});

describe('DATA-02-stores of an instance in a cluster', () => {
  test.each<[string, Json]>([
    ['refers to its cluster', { Ref: 'Cluster' }],
    ['names its cluster as the cluster names itself', 'orders'],
  ])('asks nothing of one that %s', (_, cluster) => {
    const seen = observations(data02Stores, inCluster('AWS::RDS::DBInstance', cluster));
    expect(seen.filter(({ resource }) => resource.logicalId === 'Store').map(({ status }) => status)).toEqual(
      ['notApplicable'],
    );
  });
});

interface Row {
  readonly andOn?: Row['on'];
  readonly on?: { readonly path: string; readonly values: readonly string[] };
  readonly key?: string;
  readonly inherits?: readonly string[];
}

/** Properties with one value at a dotted path. */
function at(path: string, value: Json): JsonRecord {
  const [first = '', ...rest] = path.split('.');
  return { [first]: rest.length === 0 ? value : at(rest.join('.'), value) };
}

function merged(one: JsonRecord, other: JsonRecord): JsonRecord {
  const both = Object.keys(one).filter((name) => name in other);
  const inner = both.map(
    (name) => [name, merged(one[name] as JsonRecord, other[name] as JsonRecord)] as const,
  );
  return { ...one, ...other, ...Object.fromEntries(inner) };
}

const seen = (input: Case) =>
  observations(data02Stores, input).map(({ status, path }) => `${status} ${path}`);
const rows: readonly (readonly [string, Row])[] = Object.entries(file.types);

describe.each(rows)('DATA-02-stores on %s', (type, { on, andOn, key, inherits = [] }) => {
  const switches = [on, andOn].filter((one) => one !== undefined);
  const good = switches.reduce<JsonRecord>((sum, one) => merged(sum, at(one.path, one.values[0] ?? '')), {});
  const encryption = switches.map(({ path }) => `pass Properties.${path}`);

  if (on) {
    test('fails it without encryption, and passes it with', () => {
      expect(seen(foreign(type, {}))).toEqual(switches.map(({ path }) => `fail Properties.${path}`));
      for (const { path } of switches) {
        expect(seen(foreign(type, at(path, 'other')))).toContain(`fail Properties.${path}`);
        expect(seen(foreign(type, at(path, open)))).toContain(`unknown Properties.${path}`);
      }
      expect(seen(foreign(type, good))).toEqual(encryption);
    });
  } else {
    test('asks nothing of it where no customer-managed key is needed', () => {
      expect(seen(foreign(type, {}))).toEqual(['notApplicable Type']);
    });
  }

  if (key) {
    test('asks for a customer-managed key where data is personal', () => {
      expect(seen(store(type, good))).toEqual([...encryption, `fail Properties.${key}`]);
      const withKey = merged(good, at(key, { 'Fn::GetAtt': ['Key', 'Arn'] }));
      expect(seen(store(type, withKey))).toEqual([...encryption, `pass Properties.${key}`]);
    });
  }

  for (const path of inherits) {
    test(`does not know what ${path} is encrypted with, unless its source is judged as well`, () => {
      expect(seen(foreign(type, at(path, 'elsewhere')))).toEqual([`unknown Properties.${path}`]);
      const { resources, sections } = foreign(type, at(path, { Ref: 'Source' }));
      const source = { Type: 'AWS::RDS::DBCluster', Properties: { StorageEncrypted: true } };
      const beside = seen({ resources: { ...resources, Source: source }, sections });
      expect(beside.toSorted()).toEqual(['notApplicable Type', 'pass Properties.StorageEncrypted']);
    });
  }
});
