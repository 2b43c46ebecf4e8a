import { edge09 } from '../../../../lib/policy/rules/edge/edge-09.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreign, shop } from './shop.ts';

const logs = 'Zone.Properties.QueryLoggingConfig.CloudWatchLogsLogGroupArn';
const path = 'Properties.QueryLoggingConfig.CloudWatchLogsLogGroupArn';
const wanted = 'a log group of the same account in us-east-1';
const theirs = 'arn:aws:logs:us-east-1:999999999999:log-group:/aws/route53/theirs';

testRule(edge09, {
  pass: {
    'a zone that logs queries and is signed': shop(),
    "somebody else's zone with a log group by its ARN": foreign([
      logs,
      'arn:aws:logs:us-east-1:111111111111:log-group:/aws/route53/shop',
    ]),
    'a log group by an ARN that is put together': shop([
      logs,
      { 'Fn::Sub': 'arn:${AWS::Partition}:logs:us-east-1:${AWS::AccountId}:log-group:${Queries}' },
    ]),
  },
  fail: {
    'a zone without query logs': {
      ...shop(['Zone.Properties.QueryLoggingConfig', undefined]),
      says: [`${path} is not set; expected ${wanted}`],
    },
    'query logs in another region': {
      ...shop([logs, 'arn:aws:logs:eu-west-1:111111111111:log-group:x']),
      says: [`${path} is arn:aws:logs:eu-west-1:111111111111:log-group:x; expected ${wanted}`],
    },
    'query logs in another account': {
      ...shop([logs, theirs]),
      account: '111111111111',
      says: [`${path} is ${theirs}; expected ${wanted}`],
    },
    'a public zone without DNSSEC': {
      ...shop(['Signing', undefined], ['SigningKey', undefined]),
      says: ['Properties lacks DNSSEC signing'],
    },
    'signing without a key': {
      ...shop(['SigningKey', undefined]),
      says: ['Properties lacks a key-signing key'],
    },
    'a key that is not in use': {
      ...shop(['SigningKey.Properties.Status', 'INACTIVE']),
      says: ['Properties.Status is INACTIVE; expected ACTIVE'],
    },
    'a key that Route 53 cannot sign with': {
      ...shop(
        ['SigningKey.Properties.KeyManagementServiceArn', { 'Fn::GetAtt': ['Material', 'Arn'] }],
        ['Material', { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' } }],
      ),
      says: ['Properties.KeySpec is RSA_2048; expected ECC_NIST_P256'],
    },
    'signing of another zone': {
      ...shop(['Signing.Properties.HostedZoneId', 'Z0123456789']),
      says: ['Properties lacks DNSSEC signing'],
    },
    'a second zone that nothing guards': {
      ...shop(['Twin', { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'twin.example.com' } }]),
      says: [`${path} is not set; expected ${wanted}`, 'Properties lacks DNSSEC signing'],
    },
  },
  unknown: {
    'a log group that is a parameter': {
      ...shop([logs, open]),
      says: [`${path} is unknown (parameter Open is only known at deployment); expected ${wanted}`],
    },
    'signing that a condition may leave out': {
      ...shop(['Signing.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Zone exists',
      ],
    },
    'a key whose state is a parameter': {
      ...shop(['SigningKey.Properties.Status', open]),
      says: ['Properties.Status is unknown (parameter Open is only known at deployment); expected ACTIVE'],
    },
  },
  notApplicable: {
    'a zone inside a VPC': shop(['Zone.Properties.VPCs', [{ VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }]]),
  },
});
