import { waf06 } from '../../../../lib/policy/rules/waf/waf-06.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const destination = 'Logging.Properties.LogDestinationConfigs[0]';
const wanted = 'the ARN of a log group, bucket or stream whose name starts with aws-waf-logs-';
const fields = 'Logging.Properties.RedactedFields';
const lacking = 'Properties lacks an AWS::WAFv2::LoggingConfiguration that refers to it';
const protections = 'Acl.Properties.DataProtectionConfig.DataProtections';
const lacksProtection = ['the header authorization', 'the header cookie', 'the query string'].map(
  (field) => `Properties.DataProtectionConfig.DataProtections lacks protection of ${field}`,
);
const parameter = 'unknown (parameter Open is only known at deployment)';

function filter(behavior: string, requirement: string, ...actions: readonly string[]) {
  const conditions = actions.map((action) => ({ ActionCondition: { Action: action } }));
  return { Behavior: behavior, Requirement: requirement, Conditions: conditions };
}

testRule(waf06, {
  pass: {
    'a log group of the same template': webAcl(),
    'the same in somebody else’s template': foreignAcl(),
    'an ARN put together from the log group’s name': webAcl([
      destination,
      { 'Fn::Join': [':', ['arn:aws:logs:us-east-1:111111111111:log-group', { Ref: 'Log' }]] },
    ]),
    'the ARN of a stream': webAcl([
      destination,
      { 'Fn::Sub': 'arn:aws:firehose:us-east-1:${Open}:deliverystream/aws-waf-logs-shop' },
    ]),
    'a bucket whose name has the stack in it': webAcl(
      [
        'Bucket',
        { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'aws-waf-logs-${Open}' } } },
      ],
      [destination, { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
    ),
    'header names in capitals': webAcl([`${fields}[0].SingleHeader.Name`, 'Authorization']),
    'protection of every header, without exclusions, by hashes': webAcl(
      [`${protections}[0]`, { Field: { FieldType: 'SINGLE_HEADER' }, Action: 'HASH' }],
      [`${protections}[1]`, undefined],
    ),
    'a filter that drops what is allowed': webAcl([
      'Logging.Properties.LoggingFilter',
      { DefaultBehavior: 'KEEP', Filters: [filter('DROP', 'MEETS_ALL', 'ALLOW')] },
    ]),
  },
  fail: {
    'nothing protected in rule-match details': {
      ...webAcl(['Acl.Properties.DataProtectionConfig', undefined]),
      says: lacksProtection,
    },
    'protection that leaves out what rules matched, and what rate rules counted': {
      ...webAcl(
        [`${protections}[2].ExcludeRuleMatchDetails`, true],
        [`${protections}[1].ExcludeRateBasedDetails`, true],
      ),
      says: [
        'Properties.DataProtectionConfig.DataProtections[1].ExcludeRateBasedDetails is true; expected false',
        'Properties.DataProtectionConfig.DataProtections[2].ExcludeRuleMatchDetails is true; expected false',
      ],
    },
    'protection of another header': {
      ...webAcl([`${protections}[1].Field.FieldKeys[0]`, 'accept']),
      says: ['Properties.DataProtectionConfig.DataProtections lacks protection of the header cookie'],
    },
    'no logging': { ...webAcl(['Logging', undefined]), says: [lacking] },
    'logging of something else': {
      ...webAcl(['Logging.Properties.ResourceArn', 'arn:aws:wafv2:other']),
      says: [lacking],
    },
    'a Ref, which is no ARN': {
      ...webAcl(['Logging.Properties.ResourceArn', { Ref: 'Acl' }]),
      says: ['Properties.ResourceArn is ${Acl}; expected a reference to Acl'],
    },
    'a log group of another name': {
      ...webAcl(['Log.Properties.LogGroupName', 'waf']),
      says: ['Properties.LogGroupName is waf; expected a name that starts with aws-waf-logs-'],
    },
    'a log group whose name CloudFormation makes up': {
      ...webAcl(['Log.Properties.LogGroupName', undefined]),
      says: ['Properties.LogGroupName is not set; expected a name that starts with aws-waf-logs-'],
    },
    'the ARN of a log group of another name': {
      ...webAcl([destination, 'arn:aws:logs:us-east-1:111111111111:log-group:waf']),
      says: [
        `Properties.LogDestinationConfigs[0] is arn:aws:logs:us-east-1:111111111111:log-group:waf; expected ${wanted}`,
      ],
    },
    'a destination that is no log': {
      ...webAcl([destination, { Ref: 'Topic' }]),
      says: [`Properties.LogDestinationConfigs[0] is \${Topic}; expected ${wanted}`],
    },
    'no destination': {
      ...webAcl(['Logging.Properties.LogDestinationConfigs', []]),
      says: [`Properties.LogDestinationConfigs is []; expected a list with ${wanted}`],
    },
    'nothing redacted': {
      ...webAcl([fields, undefined]),
      says: [
        'Properties.RedactedFields lacks the header authorization',
        'Properties.RedactedFields lacks the header cookie',
        'Properties.RedactedFields lacks the query string',
      ],
    },
    'a cookie that a condition leaves open': {
      ...webAcl([`${fields}[1]`, maybe({ SingleHeader: { Name: 'cookie' } })]),
      says: ['Properties.RedactedFields lacks the header cookie in every case'],
    },
    'a filter that keeps what is blocked or counted, and so drops what is challenged': {
      ...webAcl([
        'Logging.Properties.LoggingFilter',
        { DefaultBehavior: 'DROP', Filters: [filter('KEEP', 'MEETS_ANY', 'BLOCK', 'COUNT')] },
      ]),
      says: ['Properties.LoggingFilter.DefaultBehavior is DROP; expected KEEP'],
    },
    'a filter that drops everything': {
      ...webAcl(['Logging.Properties.LoggingFilter', { DefaultBehavior: 'DROP', Filters: [] }]),
      says: ['Properties.LoggingFilter.DefaultBehavior is DROP; expected KEEP'],
    },
    'a filter that keeps something else than what is blocked': {
      ...webAcl([
        'Logging.Properties.LoggingFilter',
        { DefaultBehavior: 'DROP', Filters: [filter('KEEP', 'MEETS_ANY', 'CAPTCHA')] },
      ]),
      says: ['Properties.LoggingFilter.DefaultBehavior is DROP; expected KEEP'],
    },
    'a filter that keeps what is blocked and counted at once, which nothing is': {
      ...webAcl([
        'Logging.Properties.LoggingFilter',
        { DefaultBehavior: 'DROP', Filters: [filter('KEEP', 'MEETS_ALL', 'BLOCK', 'COUNT')] },
      ]),
      says: ['Properties.LoggingFilter.DefaultBehavior is DROP; expected KEEP'],
    },
    'a filter that drops what is blocked': {
      ...webAcl([
        'Logging.Properties.LoggingFilter',
        { DefaultBehavior: 'KEEP', Filters: [filter('DROP', 'MEETS_ANY', 'ALLOW', 'BLOCK')] },
      ]),
      says: [
        'Properties.LoggingFilter.Filters[0].Behavior is DROP; expected KEEP, or DROP of allowed requests alone',
      ],
    },
    'a redacted field that is no query string once it is deployed': {
      ...webAcl([`${fields}[2]`, { QueryString: { Ref: 'AWS::NoValue' }, Method: {} }]),
      says: ['Properties.RedactedFields lacks the query string'],
    },
    'one of two configurations that redacts nothing': {
      ...webAcl([
        'Second',
        {
          Type: 'AWS::WAFv2::LoggingConfiguration',
          Properties: {
            ResourceArn: { 'Fn::GetAtt': ['Acl', 'Arn'] },
            LogDestinationConfigs: [{ 'Fn::GetAtt': ['Log', 'Arn'] }],
            RedactedFields: [{ SingleHeader: { Name: 'cookie' } }, { QueryString: {} }],
          },
        },
      ]),
      says: ['Properties.RedactedFields lacks the header authorization'],
    },
    'an unprotected twin': {
      ...webAcl(['Twin', { Type: 'AWS::WAFv2::WebACL' }]),
      says: [lacking, ...lacksProtection],
    },
  },
  unknown: {
    'protections that are a parameter': {
      ...webAcl(['Acl.Properties.DataProtectionConfig.DataProtections', open]),
      says: ['the header authorization', 'the header cookie', 'the query string'].map(
        (field) =>
          `Properties.DataProtectionConfig.DataProtections is ${parameter}; expected a list with protection of ${field}`,
      ),
    },
    'logging under a condition of its own': {
      ...webAcl(['Logging.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Acl exists',
      ],
    },
    'a destination that is a parameter': {
      ...webAcl([destination, open]),
      says: [`Properties.LogDestinationConfigs[0] is ${parameter}; expected ${wanted}`],
    },
    'destinations that are a parameter': {
      ...webAcl(['Logging.Properties.LogDestinationConfigs', open]),
      says: [`Properties.LogDestinationConfigs is ${parameter}; expected a list with ${wanted}`],
    },
    'filters that are a parameter': {
      ...webAcl(['Logging.Properties.LoggingFilter', { DefaultBehavior: 'KEEP', Filters: open }]),
      says: [
        `Properties.LoggingFilter.Filters is ${parameter}; expected filters that drop nothing but allowed requests`,
      ],
    },
    'a redacted header that is a parameter': {
      ...webAcl([`${fields}[1].SingleHeader.Name`, open]),
      says: [`Properties.RedactedFields[1].SingleHeader.Name is ${parameter}; expected cookie`],
    },
  },
});
