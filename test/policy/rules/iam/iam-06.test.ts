import { iam06 } from '../../../../lib/policy/rules/iam/iam-06.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { account, admitting, document, foreignRole, role, stranger } from './role.ts';

const statement = 'Properties.PolicyDocument.Statement[0]';
const named = 'principals of the same account, or AWS services';
const source = 'a condition that limits the service to the account, such as aws:SourceAccount';
const everyone = 'a condition that limits it to principals of the account or its organization';

testRule(iam06, {
  pass: {
    'a role of the account': role(),
    "the same in somebody else's template": foreignRole(),
    'the account itself': admitting({ Principal: { AWS: [account, `arn:aws:iam::${account}:root`] } }),
    'a service on behalf of the account': admitting({
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:eu-west-1:${account}:orders` } },
    }),
    'everyone of the account': admitting({
      Principal: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
    }),
    'a statement that denies everyone': role([
      'QueuePolicy.Properties.PolicyDocument.Statement[0]',
      { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: '*' },
    ]),
    'an origin access identity among the templates': role(
      [
        'Identity',
        {
          Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity',
          Properties: { CloudFrontOriginAccessIdentityConfig: { Comment: 'pages' } },
        },
      ],
      [
        'QueuePolicy.Properties.PolicyDocument.Statement[0].Principal',
        { CanonicalUser: { 'Fn::GetAtt': ['Identity', 'S3CanonicalUserId'] } },
      ],
    ),
    'a policy that stands there as text': role([
      'Logs',
      {
        Type: 'AWS::Logs::ResourcePolicy',
        Properties: {
          PolicyDocument: {
            'Fn::Join': [
              '',
              [
                '{"Statement":[{"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},"Action":"logs:PutLogEvents","Resource":"',
                { 'Fn::GetAtt': ['Queue', 'Arn'] },
                '","Condition":{"StringEquals":{"aws:SourceAccount":"',
                { Ref: 'AWS::AccountId' },
                '"}}}]}',
              ],
            ],
          },
        },
      },
    ]),
  },
  fail: {
    everyone: {
      ...admitting({ Principal: '*' }),
      says: [`${statement}.Condition is not set; expected ${everyone}`],
    },
    'everyone of another account': {
      ...admitting({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': stranger } } }),
      says: [
        `${statement}.Condition is {"StringEquals":{"aws:PrincipalAccount":"${stranger}"}}; expected ${everyone}`,
      ],
    },
    'another account': {
      ...admitting({ Principal: { AWS: `arn:aws:iam::${stranger}:root` } }),
      says: [`${statement}.Principal is {"AWS":"arn:aws:iam::${stranger}:root"}; expected ${named}`],
    },
    'a canonical user by number, who may be anybody': {
      ...admitting({ Principal: { CanonicalUser: '79a59df900b949e5' } }),
      says: [`${statement}.Principal is {"CanonicalUser":"79a59df900b949e5"}; expected ${named}`],
    },
    'a service on anybody’s behalf': {
      ...admitting({ Principal: { Service: 's3.amazonaws.com' } }),
      says: [`${statement}.Condition is not set; expected ${source}`],
    },
    'a condition that holds where nothing is sent': {
      ...admitting({
        Principal: { Service: 's3.amazonaws.com' },
        Condition: { StringEqualsIfExists: { 'aws:SourceAccount': account } },
      }),
      says: [
        `${statement}.Condition is {"StringEqualsIfExists":{"aws:SourceAccount":"${account}"}}; expected ${source}`,
      ],
    },
    'a source in any account': {
      ...admitting({
        Principal: { Service: 's3.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } },
      }),
      says: [
        `${statement}.Condition is {"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:*"}}; expected ${source}`,
      ],
    },
    'everyone but one': {
      ...admitting({ NotPrincipal: { AWS: account } }),
      says: [`${statement}.Condition is not set; expected ${everyone}`],
    },
    'a table whose own policy names another account': {
      ...role([
        'Table',
        {
          Type: 'AWS::DynamoDB::Table',
          Properties: {
            ResourcePolicy: {
              PolicyDocument: document({
                Effect: 'Allow',
                Principal: { AWS: stranger },
                Action: 'dynamodb:GetItem',
                Resource: '*',
              }),
            },
          },
        },
      ]),
      says: [
        `Properties.ResourcePolicy.PolicyDocument.Statement[0].Principal is {"AWS":"${stranger}"}; expected ${named}`,
      ],
    },
    'everyone on a bus of events': {
      ...role([
        'BusPolicy',
        {
          Type: 'AWS::Events::EventBusPolicy',
          Properties: {
            StatementId: 'x',
            Statement: { Effect: 'Allow', Principal: '*', Action: 'events:PutEvents', Resource: '*' },
          },
        },
      ]),
      says: [`Properties.Statement.Condition is not set; expected ${everyone}`],
    },
  },
  unknown: {
    'a principal that only the deployment knows': {
      ...admitting({ Principal: { AWS: open } }),
      says: [
        `${statement}.Principal is {"AWS":{"Ref":"Open"}}; only the deployment tells whether that is ${named}`,
      ],
    },
    'a policy for a bus in the older form': {
      ...role([
        'BusPolicy',
        {
          Type: 'AWS::Events::EventBusPolicy',
          Properties: { StatementId: 'x', Principal: '*', Action: 'events:PutEvents' },
        },
      ]),
      says: [
        'Properties is {"StatementId":"x","Principal":"*","Action":"events:PutEvents"}, which holds no Statement; expected a document with statements',
      ],
    },
  },
  notApplicable: {
    'a queue without a policy': role(['QueuePolicy', undefined]),
  },
});
