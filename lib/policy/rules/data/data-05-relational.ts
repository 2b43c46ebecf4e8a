import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { isInCluster, leftToCluster } from '../../clusters.ts';
import { expectNumber, expectOneOf, expectTrue } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import engineLogs from './engine-logs.json' with { type: 'json' };

const leastBackupDays = 7;

/** Relational databases are restored from backups of some days, and explain themselves by exported logs. */
export const data05Relational: Rule = {
  id: 'DATA-05-relational',
  title: 'Relational databases keep backups and logs, refuse deletion and take minor updates',
  severity: 'high',
  types: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  why: 'Without backups, logs and fixes an intrusion into the database is neither undone, explained nor prevented.',
  fix: 'Set DeletionProtection, a BackupRetentionPeriod of at least 7 days (the kit keeps 35), every log of the engine in EnableCloudwatchLogsExports, and EnableIAMDatabaseAuthentication on clusters.',
  controls: ['DATA-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (database, model) => {
    if (database.type === 'AWS::RDS::DBCluster') {
      return [...whole(database), expectTrue(database.property('EnableIAMDatabaseAuthentication'))];
    }
    const updates = expectTrue(database.property('AutoMinorVersionUpgrade').withDefault(true));
    // The cluster of an instance has the backups and the protection; updates stay the instance's own.
    if (!isInCluster(database)) return [...whole(database), ...flawsOf([updates])];
    return [updates, leftToCluster(database, model, 'the cluster of the instance keeps the backups')];
  },
};

function whole(database: Resource): readonly Observation[] {
  return [expectTrue(database.property('DeletionProtection')), backups(database), ...logs(database)];
}

/** RDS makes one day of backups where nothing is written, and none of a read replica, whose source has them. */
function backups(database: Resource): Observation {
  const days = database.property('BackupRetentionPeriod');
  const source = sourceOf(database);
  if (!source || !days.isAbsent) return expectNumber(days.withDefault(1), { min: leastBackupDays });
  const status = referenced(source)?.type === database.type ? 'pass' : 'unknown';
  return observation(status, source, { expected: 'a source that keeps backups' });
}

/** What a read replica follows; what is restored to a point in time is a database of its own. */
function sourceOf(database: Resource): Value | undefined {
  const isRestored = ['RestoreTime', 'UseLatestRestorableTime'].some(
    (name) => !database.property(name).isAbsent,
  );
  const sources = ['SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'];
  if (isRestored || database.type !== 'AWS::RDS::DBInstance') return undefined;
  return sources.map((name) => database.property(name)).find(({ isAbsent }) => !isAbsent);
}

function logs(database: Resource): readonly Observation[] {
  const engine = database.property('Engine');
  const exported = database.property('EnableCloudwatchLogsExports');
  const names = logsOf(engine.literal);
  if (names.length === 0) {
    const seen = observation('unknown', engine, { expected: 'an engine whose logs are known' });
    return [
      engine.isAbsent ? seen.with({ says: 'is not set, so its source decides which logs there are' }) : seen,
    ];
  }
  return names.flatMap((name) =>
    expectItem(exported, { expected: `the log ${name}`, identify: (item) => [expectOneOf(item, [name])] }),
  );
}

/** The logs of an engine in any spelling, as RDS reads it; editions such as `oracle-ee` have those of their family. */
function logsOf(written: unknown): readonly string[] {
  if (typeof written !== 'string') return [];
  const engine = written.toLowerCase();
  const found = Object.entries(engineLogs.logs).find(
    ([name]) => engine === name || engine.startsWith(`${name}-`),
  );
  return found ? found[1] : [];
}
