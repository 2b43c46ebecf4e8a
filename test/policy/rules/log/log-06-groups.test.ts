import { expect, test } from '@jest/globals';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { log06Groups } from '../../../../lib/policy/rules/log/log-06-groups.ts';
import { open } from '../../../support/changes.ts';
import { sourceOf, testRule } from '../../../support/rule-cases.ts';
import { foreignLogs, logs, parameter } from './logs.ts';

const named = 'Group.Properties.KmsKeyId';
const statement = 'Key.Properties.KeyPolicy.Statement[0]';
const customerKey = 'a customer-managed KMS key';
const path = 'Properties.KeyPolicy.Statement[0]';

testRule(log06Groups, {
  pass: {
    'a group under a key that admits it': logs(),
    'a group under a key that was not given': logs([named, 'arn:aws:kms:eu-west-1:111111111111:key/1']),
    'a key that admits every group, which another rule judges': logs([`${statement}.Condition`, undefined]),
  },
  fail: {
    'a group without a key': {
      ...logs([named, undefined]),
      says: [`Properties.KmsKeyId is not set; expected ${customerKey}`],
    },
    'a foreign group of a function, without a key': {
      ...foreignLogs([named, undefined]),
      says: [`Properties.KmsKeyId is not set; expected ${customerKey}`],
    },
    'a key that admits other groups': {
      ...logs(['Group.Properties.LogGroupName', '/shop/worker']),
      says: [
        `${path}.Condition.ArnLike.kms:EncryptionContext:aws:logs:arn is [{"Fn::Sub":"arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/shop/call*"}]; expected the ARN of the log group Group`,
      ],
    },
    'a key that CloudWatch Logs cannot encrypt with': {
      ...logs([`${statement}.Action`, ['kms:D*', 'kms:GenerateDataKey', 'kms:ReEncrypt*']]),
      says: [`${path}.Action is ["kms:D*","kms:GenerateDataKey","kms:ReEncrypt*"]; expected kms:Encrypt`],
    },
    'a key that admits another service': {
      ...logs([`${statement}.Principal.Service`, 'sns.amazonaws.com']),
      says: [
        'Properties.KeyPolicy lacks a statement that lets logs.REGION.amazonaws.com use kms:Decrypt, kms:DescribeKey, kms:Encrypt, kms:GenerateDataKey, kms:ReEncryptFrom and kms:ReEncryptTo',
      ],
    },
  },
  unknown: {
    'a key that is a parameter': {
      ...logs([named, open]),
      says: [`Properties.KmsKeyId is ${parameter}; expected ${customerKey}`],
    },
    'a group whose name is a parameter': {
      ...logs(['Group.Properties.LogGroupName', open]),
      says: [
        `${path}.Condition.ArnLike.kms:EncryptionContext:aws:logs:arn[0] is arn:aws:logs:\${?}:111111111111:log-group:/shop/call*; only the deployment tells whether that is the ARN of the log group Group`,
      ],
    },
  },
  notApplicable: {
    'a foreign group that no function uses': { resources: { Group: { Type: 'AWS::Logs::LogGroup' } } },
  },
});

test('a key that admits CloudWatch Logs of another region fails where the region is known', () => {
  const model = new Model([{ ...sourceOf(logs()), region: 'us-east-1' }]);
  const [group] = model.ofType('AWS::Logs::LogGroup');
  expect(group && log06Groups.check(group, model).map(({ status }) => status)).toContain('fail');
});
