import { expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { key02 } from '../../../../lib/policy/rules/key/key-02.ts';
import { type Change, open } from '../../../support/changes.ts';
import { sourceOf, testRule } from '../../../support/rule-cases.ts';
import { foreignKey, key, parameter } from './key.ts';

const policy = 'Key.Properties.KeyPolicy.Statement';
const principals = 'principals of the same account, or AWS services';
const onBehalf = 'a condition that limits the service to the account, such as aws:SourceAccount';
const parted = 'actions that administer the key or that use it, not both';
const useOnly = 'actions that use the key, none that administers it';
const grants = 'kms:GrantIsForAWSResource true, so that grants are for AWS services alone';
const role = { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/shop' };

/** One more statement that allows something. */
function statement(principal: Json, action: Json, condition?: Json): Change {
  return [
    `${policy}[2]`,
    {
      Effect: 'Allow',
      Principal: principal,
      Action: action,
      Resource: '*',
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ];
}

const third = 'Properties.KeyPolicy.Statement[2]';

const copying =
  'arn:aws:iam::333333333333:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup';
const copier = { AWS: 'arn:aws:iam::333333333333:root' };
const ofBackup = { ArnEquals: { 'aws:PrincipalArn': copying } };
const declaredVault = {
  control: 'BKP-04',
  owner: 'security',
  arn: 'arn:aws:backup:eu-central-1:333333333333:backup-vault:shops',
};
const stranger = `${third}.Principal is ${JSON.stringify(copier)}; expected ${principals}`;

/** The key of a vault, of a storefront that declares a vault in another account, with one more statement. */
function vaultKey(
  more: Change,
  declared: readonly JsonRecord[] = [declaredVault],
  type = 'AWS::Backup::BackupVault',
) {
  const vault = {
    Type: type,
    Properties: { EncryptionKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } },
  };
  const made = key(
    ['Group', undefined],
    ['Reports', undefined],
    ['Alias', undefined],
    ['Vault', vault],
    more,
  );
  return { ...made, account: '111111111111', storefront: { ...made.storefront, data: [], declared } };
}

testRule(key02, {
  pass: {
    'a key of the account that logs are encrypted with': key(),
    'the same in a foreign template': foreignKey(),
    'a role that uses the key': key(statement({ AWS: role }, ['kms:Decrypt', 'kms:DescribeKey'])),
    'a role that administers it': key(
      statement({ AWS: role }, ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']),
    ),
    'everyone of the account, through a service': key(
      statement({ AWS: '*' }, 'kms:Decrypt', {
        StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } },
      }),
    ),
    'grants for AWS services': key(
      statement({ Service: 'dnssec-route53.amazonaws.com' }, 'kms:CreateGrant', {
        Bool: { 'kms:GrantIsForAWSResource': true },
      }),
    ),
    'a service that acts for a resource of the templates': key(
      ['Zone', { Type: 'AWS::Route53::HostedZone' }],
      statement({ Service: 'dnssec-route53.amazonaws.com' }, 'kms:Sign', {
        ArnEquals: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:route53:::hostedzone/${Zone}' } },
      }),
    ),
    'events, which nobody can bind, and which only publish': key(
      statement({ Service: 'events.amazonaws.com' }, ['kms:Decrypt', 'kms:GenerateDataKey*']),
    ),
  },
  fail: {
    'copies by another account that nobody declared': {
      ...vaultKey(statement(copier, 'kms:Decrypt', ofBackup), []),
      says: [stranger],
    },
    'copies of what is in no vault': {
      ...vaultKey(statement(copier, 'kms:Decrypt', ofBackup), [declaredVault], 'AWS::SNS::Topic'),
      says: [stranger],
    },
    'another account, whoever in it asks': {
      ...vaultKey(statement(copier, 'kms:Decrypt')),
      says: [stranger],
    },
    'more than copies for another account': {
      ...vaultKey(statement(copier, ['kms:Decrypt', 'kms:Encrypt'], ofBackup)),
      says: [stranger],
    },
    'another role of the account that copies': {
      ...vaultKey(
        statement(copier, 'kms:Decrypt', {
          ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::333333333333:role/admin' },
        }),
      ),
      says: [stranger],
    },
    'grants of the account that copies, for whomever it likes': {
      ...vaultKey(statement(copier, 'kms:CreateGrant', ofBackup)),
      says: [`${third}.Condition is {"ArnEquals":{"aws:PrincipalArn":"${copying}"}}; expected ${grants}`],
    },
    'a key for everyone': {
      ...key(statement('*', 'kms:Decrypt')),
      says: [
        `${third}.Condition is not set; expected a condition that limits it to principals of the account or its organization`,
      ],
    },
    'a service on anybody’s behalf': {
      ...key(statement({ Service: 'sns.amazonaws.com' }, 'kms:Decrypt')),
      says: [`${third}.Condition is not set; expected ${onBehalf}`],
    },
    'events that may do more than publish': {
      ...key(statement({ Service: 'events.amazonaws.com' }, ['kms:Decrypt', 'kms:ReEncryptTo'])),
      says: [`${third}.Condition is not set; expected ${onBehalf}`],
    },
    'a role that may do everything': {
      ...key(statement({ AWS: role }, 'kms:*')),
      says: [
        `${third}.Action is kms:*; expected ${parted}`,
        `${third}.Condition is not set; expected ${grants}`,
      ],
    },
    'a service that may delete the key': {
      ...key([`${policy}[1].Action`, ['kms:Decrypt', 'kms:ScheduleKeyDeletion']]),
      says: [
        `Properties.KeyPolicy.Statement[1].Action is ["kms:Decrypt","kms:ScheduleKeyDeletion"]; expected ${useOnly}`,
      ],
    },
    'a role that grants the key to whom it likes': {
      ...key(statement({ AWS: role }, ['kms:Decrypt', 'kms:CreateGrant'])),
      says: [`${third}.Condition is not set; expected ${grants}`],
    },
    'a policy that leaves the account out': {
      ...key([`${policy}[0]`, undefined]),
      says: ['Properties.KeyPolicy lacks a statement that lets the account itself administer the key'],
    },
    'a policy that denies everyone what the key is for': {
      ...key([
        `${policy}[2]`,
        { Effect: 'Deny', Principal: '*', Action: 'kms:GenerateDataKey*', Resource: '*' },
      ]),
      says: [`${third}.Effect is Deny; expected no Deny of the use of the key for everyone`],
    },
    'a key that is gone within a week': {
      ...key(['Key.Properties.PendingWindowInDays', 7]),
      says: ['Properties.PendingWindowInDays is 7; expected at least 30 and at most 30'],
    },
    'a key that may lock everybody out, is switched off, leaves its region, and has material that somebody can take away':
      {
        ...key(
          ['Key.Properties.BypassPolicyLockoutSafetyCheck', true],
          ['Key.Properties.Enabled', false],
          ['Key.Properties.MultiRegion', true],
          ['Key.Properties.Origin', 'EXTERNAL'],
        ),
        says: [
          'Properties.BypassPolicyLockoutSafetyCheck is true; expected false',
          'Properties.Enabled is false; expected true',
          'Properties.MultiRegion is true; expected false',
          'Properties.Origin is EXTERNAL; expected AWS_KMS',
        ],
      },
    'a key for logs and secrets': {
      ...key([
        'Token',
        { Type: 'AWS::SecretsManager::Secret', Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
      ]),
      says: [
        'Type is AWS::SecretsManager::Secret; expected a key of its own, since Key is used for audit data',
      ],
    },
  },
  unknown: {
    'copies by AWS Backup of an account that the storefront declares': {
      ...vaultKey(statement(copier, ['kms:Decrypt', 'kms:DescribeKey'], ofBackup)),
      says: [
        `${third}.Principal is {"AWS":"${copier.AWS}"}; only the deployment tells whether that is AWS Backup in the account 333333333333, which the storefront declares`,
      ],
    },
    'the root of an account of which nobody knows whether it is the own one': {
      ...foreignKey([`${policy}[0].Principal`, { AWS: 'arn:aws:iam::333333333333:root' }]),
      says: [
        `Properties.KeyPolicy.Statement[0].Principal is {"AWS":"arn:aws:iam::333333333333:root"}; only the deployment tells whether that is ${principals}`,
        `Properties.KeyPolicy.Statement[0].Action is kms:*; unless the principal is the account itself, expected ${parted}`,
        `Properties.KeyPolicy.Statement[0].Condition is not set; unless the principal is the account itself, expected ${grants}`,
        'Properties.KeyPolicy holds statements of which only the deployment tells whether one is a statement that lets the account itself administer the key',
      ],
    },
    'a principal that is a parameter': {
      ...key(statement({ AWS: open }, 'kms:Decrypt')),
      says: [
        `${third}.Principal is {"AWS":{"Ref":"Open"}}; only the deployment tells whether that is ${principals}`,
      ],
    },
    'a policy that is a parameter': {
      ...key(['Key.Properties.KeyPolicy', open]),
      says: [
        `Properties.KeyPolicy is ${parameter}; expected a statement that is written out`,
        `Properties.KeyPolicy is ${parameter}; expected a statement that lets the account itself administer the key`,
      ],
    },
  },
  notApplicable: {
    'a key with the policy that KMS gives it': foreignKey(['Key.Properties.KeyPolicy', undefined]),
  },
});

test('a foreign key may be deleted within a week, since that is what KMS allows', () => {
  const model = new Model([sourceOf(foreignKey(['Key.Properties.PendingWindowInDays', 7]))]);
  const [subject] = model.ofType('AWS::KMS::Key');
  expect(subject && key02.check(subject, model).every(({ status }) => status === 'pass')).toBe(true);
});

test('a principal of another account fails where the account of the stack is known', () => {
  const stranger = statement({ AWS: 'arn:aws:iam::999999999999:root' }, 'kms:Decrypt');
  const model = new Model([{ ...sourceOf(foreignKey(stranger)), account: '111111111111' }]);
  const [subject] = model.ofType('AWS::KMS::Key');
  const failed = subject && key02.check(subject, model).filter(({ status }) => status === 'fail');
  expect(failed?.map(({ path }) => path)).toEqual([`${third}.Principal`]);
});
