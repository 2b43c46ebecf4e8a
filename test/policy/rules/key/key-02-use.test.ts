import { expect, test } from '@jest/globals';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { key02Use } from '../../../../lib/policy/rules/key/key-02-use.ts';
import { maybe, open, undecided } from '../../../support/changes.ts';
import { sourceOf, testRule } from '../../../support/rule-cases.ts';
import { foreignKey, key, parameter } from './key.ts';

const used = 'Group.Properties.KmsKeyId';
const usable = 'an enabled key of the same account, made for encryption';
const signing = 'an enabled key of the same account, made to sign with';
const elsewhere = 'arn:aws:kms:eu-west-1:999999999999:key/11111111-2222-3333-4444-555555555555';

testRule(key02Use, {
  pass: {
    'an alias, and whoever uses the key behind it': key(),
    'the same in a foreign template': foreignKey(),
    'a key that DNSSEC signs with': key(
      ['Key.Properties.KeySpec', 'ECC_NIST_P256'],
      ['Key.Properties.KeyUsage', 'SIGN_VERIFY'],
      ['Group', undefined],
      ['Reports', undefined],
      [
        'Signing',
        {
          Type: 'AWS::Route53::KeySigningKey',
          Properties: { KeyManagementServiceArn: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
      ],
    ),
    'a key of AWS, which other rules judge': key([used, 'alias/aws/logs']),
  },
  fail: {
    'a key that is switched off': {
      ...key(['Key.Properties.Enabled', false]),
      says: [
        `Properties.SSESpecification.KMSMasterKeyId is alias/shop-logs; expected ${usable}`,
        'Properties.TargetKeyId is ${Key.Arn}; expected an enabled key of the same account, for whatever purpose',
        `Properties.KmsKeyId is \${Key.Arn}; expected ${usable}`,
      ],
    },
    'a key that only signs': {
      ...key(
        ['Reports', undefined],
        ['Key.Properties.KeySpec', 'RSA_2048'],
        ['Key.Properties.KeyUsage', 'SIGN_VERIFY'],
      ),
      says: [`Properties.KmsKeyId is \${Key.Arn}; expected ${usable}`],
    },
    'a key that encrypts, to sign with': {
      ...key([
        'Signing',
        {
          Type: 'AWS::Route53::KeySigningKey',
          Properties: { KeyManagementServiceArn: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        },
      ]),
      says: [`Properties.KeyManagementServiceArn is \${Key.Arn}; expected ${signing}`],
    },
    'an alias of a key that a condition takes away': {
      ...key(['Alias.Properties.TargetKeyId', maybe({ 'Fn::GetAtt': ['Key', 'Arn'] })]),
      sections: undecided,
      says: [
        'Properties.TargetKeyId is ${Key.Arn} or not set; expected an enabled key of the same account, for whatever purpose',
      ],
    },
    'an alias of nothing': {
      ...key(['Alias.Properties.TargetKeyId', undefined]),
      says: ['Properties lacks a key'],
    },
    'what is no key at all': {
      ...key([used, { 'Fn::GetAtt': ['Reports', 'Arn'] }]),
      says: [`Properties.KmsKeyId is \${Reports.Arn}; expected ${usable}`],
    },
  },
  unknown: {
    'a key that is a parameter': {
      ...key([used, open]),
      says: [`Properties.KmsKeyId is ${parameter}; expected ${usable}`],
    },
    'a key of an account that may be another one': {
      ...foreignKey([used, elsewhere]),
      says: [`Properties.KmsKeyId is ${elsewhere}; only the deployment tells whether that is ${usable}`],
    },
  },
  notApplicable: {
    'a key that a condition takes away': {
      resources: {
        Key: { Type: 'AWS::KMS::Key', Properties: {} },
        Function: {
          Type: 'AWS::Lambda::Function',
          Properties: { KmsKeyArn: maybe({ 'Fn::GetAtt': ['Key', 'Arn'] }) },
        },
      },
      sections: undecided,
    },
    'a function without a key': { resources: { Function: { Type: 'AWS::Lambda::Function' } } },
  },
});

test('a key of another account fails where the account of the stack is known', () => {
  const source = { ...sourceOf(key([used, elsewhere])), account: '111111111111' };
  const model = new Model([source]);
  const [group] = model.ofType('AWS::Logs::LogGroup');
  expect(group && key02Use.check(group, model).map(({ status }) => status)).toEqual(['fail']);
});
