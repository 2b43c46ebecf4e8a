import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data05Relational } from '../../../../lib/policy/rules/data/data-05-relational.ts';
import { maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { parameter } from './bucket.ts';

const good = {
  Engine: 'postgres',
  DeletionProtection: true,
  BackupRetentionPeriod: 35,
  EnableCloudwatchLogsExports: ['postgresql', 'upgrade'],
};

const cluster = {
  ...good,
  Engine: 'aurora-mysql',
  EnableCloudwatchLogsExports: ['audit', 'error', 'general', 'slowquery'],
  EnableIAMDatabaseAuthentication: true,
};

const { BackupRetentionPeriod: _, ...replica } = good;

function database(properties: JsonRecord, type = 'AWS::RDS::DBInstance') {
  return {
    resources: { Orders: { Type: type, Properties: properties } },
    sections: undecided,
  } satisfies Case;
}

testRule(data05Relational, {
  pass: {
    'an instance with backups and logs': database(good),
    'an edition of an engine': database({
      ...good,
      Engine: 'sqlserver-se',
      EnableCloudwatchLogsExports: ['error', 'agent'],
    }),
    'an engine in capitals': database({ ...good, Engine: 'Postgres' }),
    'a cluster': database(cluster, 'AWS::RDS::DBCluster'),
    'a read replica of a database among the templates, which keeps the backups': {
      resources: {
        ...database({ ...replica, SourceDBInstanceIdentifier: { Ref: 'Main' } }).resources,
        Main: { Type: 'AWS::RDS::DBInstance', Properties: good },
      },
    },
    'an instance of a cluster, which only takes updates': {
      resources: {
        ...database({ DBClusterIdentifier: { Ref: 'Cluster' } }).resources,
        Cluster: { Type: 'AWS::RDS::DBCluster', Properties: cluster },
      },
    },
  },
  fail: {
    'an instance that a condition may take out of its cluster': {
      ...database({ ...good, DeletionProtection: false, DBClusterIdentifier: maybe('orders') }),
      says: ['Properties.DeletionProtection is false; expected true'],
    },
    'an instance that says nothing': {
      ...database({ Engine: 'mysql' }),
      says: [
        'Properties.DeletionProtection is not set; expected true',
        'Properties.BackupRetentionPeriod is 1; expected at least 7',
        'Properties.EnableCloudwatchLogsExports lacks the log audit',
        'Properties.EnableCloudwatchLogsExports lacks the log error',
        'Properties.EnableCloudwatchLogsExports lacks the log general',
        'Properties.EnableCloudwatchLogsExports lacks the log slowquery',
      ],
    },
    'a database restored from another one, which has backups of its own': {
      ...database({ ...replica, SourceDBInstanceIdentifier: 'main', UseLatestRestorableTime: true }),
      says: ['Properties.BackupRetentionPeriod is 1; expected at least 7'],
    },
    'an instance that takes no updates': {
      ...database({ ...good, AutoMinorVersionUpgrade: false }),
      says: ['Properties.AutoMinorVersionUpgrade is false; expected true'],
    },
    'backups that are too short in one case': {
      ...database({ ...good, BackupRetentionPeriod: maybe(35, 1) }),
      says: ['Properties.BackupRetentionPeriod is 35 or 1; expected at least 7'],
    },
    'a log that is left out': {
      ...database({ ...good, EnableCloudwatchLogsExports: ['postgresql'] }),
      says: ['Properties.EnableCloudwatchLogsExports lacks the log upgrade'],
    },
    'a cluster without identities': {
      ...database({ ...cluster, EnableIAMDatabaseAuthentication: false }, 'AWS::RDS::DBCluster'),
      says: ['Properties.EnableIAMDatabaseAuthentication is false; expected true'],
    },
  },
  unknown: {
    'a read replica of a database that nobody saw': {
      ...database({ ...replica, SourceDBInstanceIdentifier: 'main' }),
      says: [
        'Properties.SourceDBInstanceIdentifier is main; only the deployment tells whether that is a source that keeps backups',
      ],
    },
    'an instance of a cluster that nobody saw': {
      ...database({ DBClusterIdentifier: 'elsewhere' }),
      says: [
        'Properties.DBClusterIdentifier is elsewhere; only the deployment tells whether that is a cluster among the templates',
      ],
    },
    'an engine whose logs nobody knows': {
      ...database({ ...good, Engine: 'db2-se' }),
      says: [
        'Properties.Engine is db2-se; only the deployment tells whether that is an engine whose logs are known',
      ],
    },
    'logs that are a parameter': {
      ...database({ ...good, EnableCloudwatchLogsExports: open }),
      says: ['postgresql', 'upgrade'].map(
        (name) =>
          `Properties.EnableCloudwatchLogsExports is ${parameter}; expected a list with the log ${name}`,
      ),
    },
  },
});
