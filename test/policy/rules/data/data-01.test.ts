import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data01 } from '../../../../lib/policy/rules/data/data-01.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { observations, testRule } from '../../../support/rule-cases.ts';
import { bucket, foreignBucket, parameter, plainBucket } from './bucket.ts';

const block = 'PublicAccessBlockConfiguration';
const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
const named = 'named principals, or a condition on who calls';

function allowing(statement: object): Change {
  return [
    'SitePolicy.Properties.PolicyDocument.Statement[2]',
    { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement },
  ];
}

/** An access point of the bucket, under one of the types. */
function accessPoint(type: string, blocks: Json): Change {
  return ['Point', { Type: type, Properties: { Bucket: { Ref: 'Site' }, [block]: blocks } }];
}

const allOn = Object.fromEntries(switches.map((name) => [name, true]));

testRule(data01, {
  pass: {
    'an access point that says nothing': bucket(accessPoint('AWS::S3::AccessPoint', { Ref: 'AWS::NoValue' })),
    'an access point that blocks everything': bucket(accessPoint('AWS::S3::AccessPoint', allOn)),
    'a bucket that blocks everything': bucket(),
    'the same in somebody else’s template': foreignBucket(),
    'switches written as text': bucket([`Site.Properties.${block}.BlockPublicAcls`, 'true']),
    'a statement for everyone of an organization': bucket(
      allowing({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
    ),
    'a statement for the roles of one account': bucket(
      allowing({
        Principal: '*',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } },
      }),
    ),
    'a statement for a private network': bucket(
      allowing({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
    ),
    'a statement for the own account, whose number is open': bucket(
      allowing({
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
      }),
    ),
    'a statement for roles of the own account, whose number is open': bucket(
      allowing({
        Principal: '*',
        Condition: {
          ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/x' } },
        },
      }),
    ),
    'a statement for an endpoint of the templates': bucket(
      ['Endpoint', { Type: 'AWS::EC2::VPCEndpoint', Properties: {} }],
      allowing({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': { Ref: 'Endpoint' } } } }),
    ),
    'a public statement of a policy that the condition of the bucket excludes': bucket(
      ['Site.Condition', 'Never'],
      ['SitePolicy.Condition', 'Never'],
    ),
  },
  fail: {
    'an access point that lets policies be public': {
      ...bucket(accessPoint('AWS::S3::AccessPoint', { ...allOn, BlockPublicPolicy: false })),
      says: [`Properties.${block}.BlockPublicPolicy is false; expected true`],
    },
    'an access point of several regions that names one switch alone': {
      ...bucket(accessPoint('AWS::S3::MultiRegionAccessPoint', { BlockPublicAcls: true })),
      says: switches.slice(1).map((name) => `Properties.${block}.${name} is not set; expected true`),
    },
    'an access point of a directory bucket with everything open': {
      ...bucket(
        accessPoint('AWS::S3Express::AccessPoint', Object.fromEntries(switches.map((name) => [name, false]))),
      ),
      says: switches.map((name) => `Properties.${block}.${name} is false; expected true`),
    },
    'a bucket that says nothing': {
      ...bucket([`Site.Properties.${block}`, undefined]),
      says: switches.map((name) => `Properties.${block}.${name} is not set; expected true`),
    },
    'one switch that is off': {
      ...bucket([`Site.Properties.${block}.RestrictPublicBuckets`, false]),
      says: [`Properties.${block}.RestrictPublicBuckets is false; expected true`],
    },
    'a condition of which one branch is off': {
      ...bucket([`Site.Properties.${block}.BlockPublicPolicy`, maybe(true, false)]),
      says: [`Properties.${block}.BlockPublicPolicy is true or false; expected true`],
    },
    'a website': {
      ...bucket(['Site.Properties.WebsiteConfiguration', { IndexDocument: 'index.html' }]),
      says: [
        'Properties.WebsiteConfiguration is {"IndexDocument":"index.html"}; expected no value, since websites are public',
      ],
    },
    'a policy for everyone': {
      ...bucket(allowing({ Principal: '*' })),
      says: [`Properties.PolicyDocument.Statement[2].Principal is *; expected ${named}`],
    },
    'a policy for every account': {
      ...bucket(allowing({ Principal: { AWS: ['*'] } })),
      says: [`Properties.PolicyDocument.Statement[2].Principal.AWS[0] is *; expected ${named}`],
    },
    'a policy for everyone except one': {
      ...bucket(allowing({ NotPrincipal: { AWS: '111111111111' } })),
      says: [`Properties.PolicyDocument.Statement[2].NotPrincipal.AWS is 111111111111; expected ${named}`],
    },
    'a condition that asks nothing of who calls': {
      ...bucket(allowing({ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      says: [`Properties.PolicyDocument.Statement[2].Principal is *; expected ${named}`],
    },
    'a condition that holds where nothing is sent': {
      ...bucket(
        allowing({ Principal: '*', Condition: { StringEqualsIfExists: { 'aws:SourceArn': 'arn:aws:x' } } }),
      ),
      says: [`Properties.PolicyDocument.Statement[2].Principal is *; expected ${named}`],
    },
    'a condition that every address meets': {
      ...bucket(allowing({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } })),
      says: [`Properties.PolicyDocument.Statement[2].Principal is *; expected ${named}`],
    },
    'a second policy that names the bucket instead of referring to it': {
      ...bucket(
        ['Site.Properties.BucketName', 'boutique-site'],
        [
          'ByName',
          {
            Type: 'AWS::S3::BucketPolicy',
            Properties: {
              Bucket: 'boutique-site',
              PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }] },
            },
          },
        ],
      ),
      says: [`Properties.PolicyDocument.Statement[0].Principal is *; expected ${named}`],
    },
    'addresses that are half of all': {
      ...bucket(
        allowing({
          Principal: '*',
          Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } },
        }),
      ),
      says: [`Properties.PolicyDocument.Statement[2].Principal is *; expected ${named}`],
    },
    'a pattern that a role of any account meets': {
      ...bucket(
        allowing({
          Principal: '*',
          Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/reader' } },
        }),
      ),
      says: [`Properties.PolicyDocument.Statement[2].Principal is *; expected ${named}`],
    },
    'an unprotected twin': {
      ...bucket(['Twin', plainBucket]),
      says: switches.map((name) => `Properties.${block}.${name} is not set; expected true`),
    },
  },
  unknown: {
    'an access point whose switch is a parameter': {
      ...bucket(accessPoint('AWS::S3::AccessPoint', { ...allOn, IgnorePublicAcls: open })),
      says: [`Properties.${block}.IgnorePublicAcls is ${parameter}; expected true`],
    },
    'a switch that is a parameter': {
      ...bucket([`Site.Properties.${block}.BlockPublicAcls`, open]),
      says: [`Properties.${block}.BlockPublicAcls is ${parameter}; expected true`],
    },
    'a principal that is a parameter': {
      ...bucket(allowing({ Principal: { AWS: open } })),
      says: [`Properties.PolicyDocument.Statement[2].Principal.AWS is ${parameter}; expected ${named}`],
    },
    'a principal that Parameter Store tells': {
      ...bucket(allowing({ Principal: { AWS: '{{resolve:ssm:/reader}}' } })),
      says: [
        `Properties.PolicyDocument.Statement[2].Principal.AWS is {{resolve:ssm:/reader}}; only the deployment tells whether that is ${named}`,
      ],
    },
    'an organization that is a parameter': {
      ...bucket(allowing({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': open } } })),
      says: [
        `Properties.PolicyDocument.Statement[2].Principal is *; only the deployment tells whether that is ${named}`,
      ],
    },
    'a policy that a macro writes': {
      ...bucket(['SitePolicy.Properties.PolicyDocument', { 'Fn::Transform': { Name: 'Policy' } }]),
      says: [
        `Properties.PolicyDocument is unknown (Fn::Transform is only known at deployment); expected ${named}`,
      ],
    },
  },
});

describe('DATA-01 on a policy', () => {
  const policy = (Bucket: Json, Statement: Json, more: JsonRecord = {}): JsonRecord => ({
    Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket, PolicyDocument: { Statement } } },
    ...more,
  });
  const everyone: Json = [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }];
  const nobody: Json = [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }];
  const site = (BucketName: Json): JsonRecord => ({
    Site: { Type: 'AWS::S3::Bucket', Properties: { BucketName } },
  });
  const statuses = (resources: JsonRecord, more: JsonRecord = {}) =>
    observations(data01, {
      resources: resources as Readonly<Record<string, JsonRecord>>,
      sections: { Parameters: { Name: { Type: 'String', Default: 'site' } }, ...more },
    })
      .filter(({ resource }) => resource.logicalId === 'Policy')
      .map(({ status }) => status);

  test('fails one that opens a bucket that nobody saw, and cannot decide any other one', () => {
    expect(statuses(policy('elsewhere', everyone))).toEqual(['fail']);
    expect(statuses(policy('elsewhere', nobody))).toEqual(['unknown']);
    expect(statuses(policy({ Ref: 'Name' }, nobody))).toEqual(['unknown']);
  });

  test.each<[string, Json, JsonRecord]>([
    ['a reference', { Ref: 'Site' }, site('x')],
    ['the name as text', 'site', site('site')],
    ['the same parameter', { Ref: 'Name' }, site({ Ref: 'Name' })],
    ['the same text with a parameter in it', { 'Fn::Sub': 'a-${Name}' }, site({ 'Fn::Sub': 'a-${Name}' })],
  ])('judges it once, with its bucket, by %s', (_, name, bucketOfIt) => {
    expect(statuses(policy(name, everyone, bucketOfIt)).toSorted()).toEqual(['fail', 'notApplicable']);
  });
});
