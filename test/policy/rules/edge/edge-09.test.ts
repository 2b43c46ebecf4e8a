import { edge09 } from '../../../../lib/policy/rules/edge/edge-09.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreign, shop } from './shop.ts';

const logs = 'Zone.Properties.QueryLoggingConfig.CloudWatchLogsLogGroupArn';
const path = 'Properties.QueryLoggingConfig.CloudWatchLogsLogGroupArn';
const wanted = 'it must be a log group of us-east-1';

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
      says: [`${path} is nothing; ${wanted}`],
    },
    'query logs in another region': {
      ...shop([logs, 'arn:aws:logs:eu-west-1:111111111111:log-group:x']),
      says: [`${path} is arn:aws:logs:eu-west-1:111111111111:log-group:x; ${wanted}`],
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
      says: ['Properties.Status is INACTIVE; it must be ACTIVE'],
    },
    'signing of another zone': {
      ...shop(['Signing.Properties.HostedZoneId', 'Z0123456789']),
      says: ['Properties lacks DNSSEC signing'],
    },
    'a second zone that nothing guards': {
      ...shop(['Twin', { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'twin.example.com' } }]),
      says: [`${path} is nothing; ${wanted}`, 'Properties lacks DNSSEC signing'],
    },
  },
  unknown: {
    'a log group that is a parameter': {
      ...shop([logs, open]),
      says: [
        `${path} is only known at deployment: unknown (parameter Open is only known at deployment); ${wanted}`,
      ],
    },
    'signing that a condition may leave out': {
      ...shop(['Signing.Condition', 'Maybe']),
      says: [
        'Condition is only known at deployment: Maybe; it must be a condition that holds wherever Zone exists',
      ],
    },
    'a key whose state is a parameter': {
      ...shop(['SigningKey.Properties.Status', open]),
      says: [
        'Properties.Status is only known at deployment: unknown (parameter Open is only known at deployment); it must be ACTIVE',
      ],
    },
  },
  notApplicable: {
    'a zone inside a VPC': shop(['Zone.Properties.VPCs', [{ VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }]]),
  },
});
