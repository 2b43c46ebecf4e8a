import { expect, test } from '@jest/globals';
import { edge07 } from '../../../../lib/policy/rules/edge/edge-07.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { observations, testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const delivery = 'LogDelivery.Properties';
const fields = 'the fields that tell who asked for what, without cs(Cookie) and cs-uri-query';
const noLogs = 'Properties.DistributionConfig lacks access logs, by a delivery or by Logging';
const legacy: readonly Change[] = [
  ['LogDelivery', undefined],
  [`${config}.Logging`, { Bucket: { 'Fn::GetAtt': ['Logs', 'RegionalDomainName'] } }],
];

testRule(edge07, {
  pass: {
    'a delivery from source to destination': shop(),
    'a delivery that names its source by a fixed name': foreign([`${delivery}.DeliverySourceName`, 'shop']),
    'a delivery to a log group that is made elsewhere': shop([
      'LogDestination.Properties.DestinationResourceArn',
      'arn:aws:logs:us-east-1:111111111111:log-group:edge',
    ]),
    'a timestamp instead of date and time': shop([
      `${delivery}.RecordFields`,
      ['timestamp', 'c-ip', 'cs-method', 'cs-uri-stem', 'sc-status'],
    ]),
    'legacy logging': shop(...legacy),
    'legacy logging by the name of a bucket': shop(...legacy, [
      `${config}.Logging.Bucket`,
      'logs.s3.amazonaws.com',
    ]),
  },
  fail: {
    'a delivery under a condition that never holds': {
      ...shop(['LogDelivery.Condition', 'Never']),
      sections: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
      says: [noLogs],
    },
    'no logs at all': { ...shop(['LogSource', undefined]), says: [noLogs] },
    'a source without a delivery': { ...shop(['LogDelivery', undefined]), says: [noLogs] },
    'the logs of another distribution': {
      ...shop(['LogSource.Properties.ResourceArn', 'arn:aws:s3:::x']),
      says: [noLogs],
    },
    'another kind of log': {
      ...shop(['LogSource.Properties.LogType', 'CONNECTION_LOGS']),
      says: ['Properties.LogType is CONNECTION_LOGS; expected ACCESS_LOGS'],
    },
    'cookies in the record': {
      ...shop([
        `${delivery}.RecordFields`,
        ['date', 'time', 'c-ip', 'cs-method', 'cs-uri-stem', 'sc-status', 'cs(Cookie)'],
      ]),
      says: [
        `Properties.RecordFields is ["date","time","c-ip","cs-method","cs-uri-stem","sc-status","cs(Cookie)"]; expected ${fields}`,
      ],
    },
    'query strings in one branch of a condition': {
      ...shop([`${delivery}.RecordFields[6]`, maybe('cs-uri-query', 'asn')]),
      says: [
        `Properties.RecordFields is ["date","time","c-ip","cs-method","cs-uri-stem","sc-status",{"Fn::If":["Maybe","cs-uri-query","asn"]}]; expected ${fields}`,
      ],
    },
    'fields that are not chosen, which are all of them': {
      ...shop([`${delivery}.RecordFields`, undefined]),
      says: [`Properties.RecordFields is not set; expected ${fields}`],
    },
    'a record that does not tell who asked': {
      ...shop([`${delivery}.RecordFields`, ['date', 'time']]),
      says: [`Properties.RecordFields is ["date","time"]; expected ${fields}`],
    },
    'a destination that leads nowhere': {
      ...shop(['LogDestination.Properties.DestinationResourceArn', undefined]),
      says: ['Properties.DestinationResourceArn is not set; expected a bucket, log group or stream'],
    },
    'a delivery in another region': {
      ...shop(),
      region: 'eu-west-1',
      says: [
        'Type is AWS::Logs::DeliverySource; expected a resource in a stack of us-east-1, not eu-west-1',
        'Type is AWS::Logs::Delivery; expected a resource in a stack of us-east-1, not eu-west-1',
      ],
    },
    'legacy logging with cookies': {
      ...shop(...legacy, [`${config}.Logging.IncludeCookies`, 'true']),
      says: ['Properties.DistributionConfig.Logging.IncludeCookies is true; expected false'],
    },
    'legacy logging with cookies beside a good delivery': {
      ...shop([`${config}.Logging`, { Bucket: 'logs.s3.amazonaws.com', IncludeCookies: true }]),
      says: ['Properties.DistributionConfig.Logging.IncludeCookies is true; expected false'],
    },
    'a second delivery that records everything': {
      ...shop([
        'SecondDelivery',
        {
          Type: 'AWS::Logs::Delivery',
          Properties: {
            DeliverySourceName: { Ref: 'LogSource' },
            DeliveryDestinationArn: { 'Fn::GetAtt': ['LogDestination', 'Arn'] },
          },
        },
      ]),
      says: [`Properties.RecordFields is not set; expected ${fields}`],
    },
    'a second distribution that nobody logs': {
      ...shop(['Twin', shop().resources['Shop'] ?? {}]),
      says: [noLogs],
    },
  },
  unknown: {
    'a source whose ARN is a parameter': {
      ...shop(['LogSource.Properties.ResourceArn', open]),
      says: [
        'Properties.ResourceArn is unknown (parameter Open is only known at deployment); expected the ARN of Shop',
      ],
    },
    'a delivery whose source is a parameter': {
      ...shop([`${delivery}.DeliverySourceName`, open]),
      says: [
        'Properties.DeliverySourceName is unknown (parameter Open is only known at deployment); expected the name of LogSource',
      ],
    },
    'a destination that is not among the templates': {
      ...shop(['LogDestination', undefined]),
      says: [
        "Properties.DeliveryDestinationArn is unknown ('LogDestination' is not defined in the template); expected a delivery destination among the templates",
      ],
    },
    'fields that are a parameter': {
      ...shop([`${delivery}.RecordFields`, open]),
      says: [
        `Properties.RecordFields is unknown (parameter Open is only known at deployment); expected ${fields}`,
      ],
    },
    'a delivery that a condition may leave out': {
      ...shop(['LogDelivery.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Shop exists',
      ],
    },
    'a legacy bucket that is a parameter': {
      ...shop(...legacy, [`${config}.Logging.Bucket`, open]),
      says: [
        'Properties.DistributionConfig.Logging.Bucket is unknown (parameter Open is only known at deployment); expected the domain name of a bucket',
      ],
    },
  },
});

test('legacy logging passes with a note on what it keeps too much of', () => {
  expect(observations(edge07, shop(...legacy)).map(({ status, message }) => [status, message])).toEqual([
    [
      'pass',
      'Properties.DistributionConfig.Logging.Bucket is ${Logs.RegionalDomainName}; it records query strings, and needs ACLs',
    ],
  ]);
});
