import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { digestOf } from '../../../lib/contract/digests.ts';
import { dnsStacks } from './shop-edits.ts';
import { account, foreign, type StackChange } from './stack-changes.ts';

/** Changes of the account, of zones, and of what the kit does not use, that leave them as strong as they were. */
export const furtherHarmless: readonly StackChange[] = [
  account('nothing changed in an account', () => undefined),
  account('an alarm of the trail gets another logical id', ({ rename }) =>
    rename('account', 'TrailAlarmsRootUse', 'RootUse'),
  ),
  account('records are kept longer', ({ set }) =>
    set('account', 'LogsTrailLogs', 'Properties.RetentionInDays', 3653),
  ),
  account('somebody whom the account names hears of alerts as well', ({ add, idOf, rewrite }) => {
    const receiver = { protocol: 'email', endpoint: digestOf('third@boutique.example') };
    rewrite('account', (text) => text.replace('"security":[', `"security":[${JSON.stringify(receiver)},`));
    add('account', 'Another', {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        Protocol: 'email',
        Endpoint: 'third@boutique.example',
        TopicArn: { Ref: idOf('account', 'AlertsSecurity') },
      },
    });
  }),
  account('unused access is found earlier', ({ set }) =>
    set(
      'account',
      'DetectionUnusedAccess',
      'Properties.AnalyzerConfiguration.UnusedAccessConfiguration.UnusedAccessAge',
      30,
    ),
  ),
  account('passwords have to be longer', ({ set }) =>
    set('account', 'Settings', 'Properties.PasswordPolicy.LeastLength', 20),
  ),
  account('an alert is told in other words', ({ set }) =>
    set('account', 'EventAlertsThreatFound', 'Properties.Description', 'GuardDuty saw a threat'),
  ),
  [
    'records of the zone are cached longer',
    dnsStacks,
    ({ set }) => set('dns', 'ZoneCaa', 'Properties.TTL', '7200'),
  ],
  foreign('a database is larger', ({ set }) => {
    set('foreign', 'Database', 'Properties.AllocatedStorage', '200');
    set('foreign', 'Database', 'Properties.DBInstanceClass', 'db.m7g.large');
  }),
  foreign('a database has a newer version and longer backups', ({ set }) => {
    set('foreign', 'Database', 'Properties.EngineVersion', '16.6');
    set('foreign', 'Database', 'Properties.BackupRetentionPeriod', 35);
  }),
  foreign('a service has more tasks of a new image', ({ set }) => {
    set('foreign', 'Service', 'Properties.DesiredCount', 4);
    set(
      'foreign',
      'Task',
      'Properties.ContainerDefinitions[0].Image',
      '222222222222.dkr.ecr.eu-west-1.amazonaws.com/worker:1.5.0',
    );
  }),
  foreign('a listener takes TLS 1.3 alone', ({ set }) =>
    set('foreign', 'Balancer', 'Properties.SslPolicy', 'ELBSecurityPolicy-TLS13-1-3-2021-06'),
  ),
  foreign('a condition admits a smaller block', ({ set }) =>
    set('foreign', 'TaskRole', 'Properties.Policies[0].PolicyDocument.Statement[0].Condition.IpAddress', {
      'aws:SourceIp': '10.20.3.0/24',
    }),
  ),
  foreign('tokens live as long in another unit', ({ set }) => {
    set('foreign', 'Client', 'Properties.AccessTokenValidity', 1800);
    set('foreign', 'Client', 'Properties.TokenValidityUnits.AccessToken', 'seconds');
  }),
  foreign('a tag of a team is gone', ({ update }) =>
    update('foreign', 'Files', 'Properties.Tags', (list) => (list as Json[]).slice(0, 1)),
  ),
  foreign('a role without a hash gets another logical id', ({ rename }) =>
    rename('foreign', 'TaskRole', 'WorkerRole'),
  ),
  foreign('a cache keeps more snapshots', ({ set }) =>
    set('foreign', 'Cache', 'Properties.SnapshotRetentionLimit', 14),
  ),
];
