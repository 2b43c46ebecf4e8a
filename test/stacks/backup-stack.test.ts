import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { backupMetrics } from '../../lambda/shared/log/metric.ts';
import type { BackupConfig } from '../../lib/config/backup-config.ts';
import type { EnvironmentConfig } from '../../lib/config/storefront-config.ts';
import { packagePath } from '../../lib/package-root.ts';
import { exampleConfig, exampleWith, ofType, onlyOne, synthesize } from '../support/synth.ts';

const usual = exampleWith({}).environments['prod']?.backup as BackupConfig;
const synthesis = synthesize(exampleWith({}));
const backup = synthesis.template('boutique-prod-backup');
const rulesOf = (template: typeof backup) =>
  onlyOne(template, 'AWS::Backup::BackupPlan').BackupPlan.BackupPlanRule;

function templateWith(changed: Partial<BackupConfig>) {
  return synthesize(exampleWith({ backup: { ...usual, ...changed } })).template('boutique-prod-backup');
}

describe('the vaults', () => {
  test.each(['backup', 'recovery'])('of the stack %s keep what the plan puts there, for as long', (role) => {
    const { LockConfiguration, AccessPolicy } = onlyOne(
      synthesis.template(`boutique-prod-${role}`),
      'AWS::Backup::BackupVault',
    );
    const days = rulesOf(backup).map(
      ({ Lifecycle }: { Lifecycle: { DeleteAfterDays: number } }) => Lifecycle.DeleteAfterDays,
    );
    expect(LockConfiguration).toEqual({
      MinRetentionDays: Math.min(...days),
      MaxRetentionDays: Math.max(...days) + 1,
    });
    expect(AccessPolicy.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Action: expect.arrayContaining(['backup:DeleteRecoveryPoint']),
      }),
    ]);
  });

  test('are locked for ever where that was accepted, and whoever synthesizes is told', () => {
    const { app, template } = synthesize(exampleWith({ backup: { ...usual, lock: 'compliance' } }));
    const { LockConfiguration } = onlyOne(template('boutique-prod-backup'), 'AWS::Backup::BackupVault');
    expect(LockConfiguration.ChangeableForDays).toBe(3);
    const said = app.node.findChild('boutique-prod-backup').node.metadata.map(({ data }) => data);
    expect(said).toContainEqual(expect.stringMatching(/3 days after its deployment nobody, AWS included/));
  });
});

describe('a vault in another account', () => {
  const vault = 'arn:aws:backup:eu-central-1:333333333333:backup-vault:shops';
  const recovery = { region: 'eu-central-1', otherAccount: { vault, owner: 'security@boutique.example' } };
  const { template } = synthesize(exampleWith({ backup: { ...usual, recovery } }));
  const strangersIn = (role: string) =>
    ofType(template(`boutique-prod-${role}`), 'AWS::KMS::Key').flatMap(([, { Properties }]) =>
      Properties.KeyPolicy.Statement.filter((statement: object) =>
        JSON.stringify(statement).includes('333333333333'),
      ),
    );

  test('takes copies from the key of the vault by its AWS Backup alone, which can neither write with it nor administer it', () => {
    const ofBackup = {
      'aws:PrincipalArn':
        'arn:aws:iam::333333333333:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup',
    };
    const common = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::333333333333:root' }, Resource: '*' };
    expect(strangersIn('backup')).toEqual([
      {
        ...common,
        Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:ReEncryptFrom'],
        Condition: { ArnEquals: ofBackup },
      },
      {
        ...common,
        Action: 'kms:CreateGrant',
        Condition: { ArnEquals: ofBackup, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ]);
    expect(strangersIn('recovery')).toEqual([]);
  });

  test('is declared as its owner’s in each template', () => {
    for (const role of ['backup', 'recovery', 'data']) {
      expect(template(`boutique-prod-${role}`).Metadata.Palisade.declared).toContainEqual({
        control: 'BKP-04',
        owner: 'security@boutique.example',
        arn: vault,
      });
    }
  });
});

describe('the plan', () => {
  test.each([
    [24, '3'],
    [12, '3,15'],
    [6, '3,9,15,21'],
  ])('makes a backup every %i hours where the RPO asks for it', (intervalHours, hours) => {
    expect(rulesOf(templateWith({ intervalHours }))[0].ScheduleExpression).toBe(`cron(0 ${hours} * * ? *)`);
  });

  test('copies each backup into another account as well, where one is declared', () => {
    const vault = 'arn:aws:backup:eu-central-1:333333333333:backup-vault:shops';
    const recovery = { region: 'eu-central-1', otherAccount: { vault, owner: 'security@boutique.example' } };
    for (const { CopyActions } of rulesOf(templateWith({ recovery }))) {
      const to = CopyActions.map(
        (each: { DestinationBackupVaultArn: string }) => each.DestinationBackupVaultArn,
      );
      expect(to).toEqual([
        'arn:aws:backup:eu-central-1:111111111111:backup-vault:boutique-prod-recovery',
        vault,
      ]);
    }
  });

  test('is made and restored by two roles, neither of which may do what the other does', () => {
    const roleOf = (type: string) => onlyOne(backup, type);
    const [making, restoring] = [
      roleOf('AWS::Backup::BackupSelection').BackupSelection.IamRoleArn['Fn::GetAtt'][0],
      roleOf('AWS::Backup::RestoreTestingSelection').IamRoleArn['Fn::GetAtt'][0],
    ];
    const actionsOf = (role: string) =>
      ofType(backup, 'AWS::IAM::Policy')
        .filter(([, { Properties }]) => Properties.Roles[0].Ref === role)
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
        .flatMap(({ Action }) => Action);
    expect(making).not.toBe(restoring);
    expect(actionsOf(making)).toContain('dynamodb:StartAwsBackupJob');
    expect(actionsOf(making).filter((action) => /Restore|Put|Delete/.test(action))).toEqual([]);
    expect(actionsOf(restoring)).toContain('dynamodb:RestoreTableFromAwsBackup');
    expect(
      actionsOf(restoring).filter((action) => /StartAwsBackupJob|DeleteTable|backup:/.test(action)),
    ).toEqual([]);
  });
});

describe('the alarms', () => {
  const alarms = ofType(backup, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const guide = readFileSync(packagePath('docs', 'recovery.md'), 'utf8');

  test.each(backupMetrics)('watch %s, and operators are told of it', (metric) => {
    expect(alarms.filter(({ MetricName }) => MetricName === metric)).toHaveLength(1);
    expect(guide).toContain(`\`${metric}\``);
  });

  test('speak when no backup and no copy was made for as long as work may be lost', () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(
      silent.map(({ MetricName, Period, EvaluationPeriods }) => [MetricName, Period * EvaluationPeriods]),
    ).toEqual([
      ['BackupMade', 28 * 3600],
      ['CopyMade', 28 * 3600],
    ]);
  });

  test('say nothing of copies where there are none', () => {
    const example = exampleConfig();
    const { staging } = example.environments;
    const { template: templateOf } = synthesize({
      ...example,
      environments: { staging: staging as EnvironmentConfig },
    });
    const template = templateOf('boutique-staging-backup');
    const names = ofType(template, 'AWS::CloudWatch::Alarm').map(
      ([, { Properties }]) => Properties.MetricName,
    );
    expect(names).toContain('BackupFailed');
    expect(names.filter((name) => name.startsWith('Copy'))).toEqual([]);
  });
});

test('a restore test is named as AWS Backup takes names', () => {
  const { RestoreTestingPlanName: name } = onlyOne(backup, 'AWS::Backup::RestoreTestingPlan');
  expect(name).toMatch(/^[A-Za-z0-9_]{1,50}$/);
});
