import { iam01 } from '../../../../lib/policy/rules/iam/iam-01.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { allowing, document, foreignRole, role } from './role.ts';

const statement = 'Properties.PolicyDocument.Statement[0]';
const everyKey = 'arn:aws:kms:eu-west-1:111111111111:key/*';
const everyTable = 'arn:aws:dynamodb:eu-west-1:111111111111:table/*';
const everyBus = 'arn:aws:events:eu-west-1:111111111111:event-bus/*';
const anyone = 'ARNs that say what is meant, or * for actions that AWS cannot limit';

testRule(iam01, {
  pass: {
    'actions by name on a queue by its ARN': role(),
    "the same in somebody else's template": foreignRole(),
    'every resource for actions that AWS cannot limit': allowing({
      Action: 'ec2:DescribeSubnets',
      Resource: '*',
    }),
    'every action of one service on one resource': allowing({
      Action: 'sqs:*',
      Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
    }),
    'a statement that denies everything': role([
      'Policy.Properties.PolicyDocument.Statement[1]',
      { Effect: 'Deny', Action: '*', Resource: '*' },
    ]),
    "every bus in somebody else's template": foreignRole([
      'Policy.Properties.PolicyDocument.Statement[0]',
      { Effect: 'Allow', Action: 'events:PutEvents', Resource: everyBus },
    ]),
    'tables of a shop whose names begin alike': allowing({
      Action: 'dynamodb:GetItem',
      Resource: 'arn:aws:dynamodb:eu-west-1:111111111111:table/boutique-*',
    }),
    'keys by the name of their alias': allowing({
      Action: 'kms:GenerateDataKey',
      Resource: everyKey,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/palisade-account-records' } },
    }),
    'what EC2 gives no name': allowing({
      Action: 'ec2:RevokeSecurityGroupIngress',
      Resource: 'arn:aws:ec2:eu-west-1:111111111111:security-group/*',
    }),
    'a managed policy among the templates': role(
      ['Role.Properties.ManagedPolicyArns', [{ Ref: 'Managed' }]],
      [
        'Managed',
        {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: {
            PolicyDocument: document({ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }),
          },
        },
      ],
    ),
  },
  fail: {
    'every bus of the account': {
      ...allowing({ Action: 'events:PutEvents', Resource: everyBus }),
      says: [`${statement}.Resource is ${everyBus}; expected resources by name, not every one of a kind`],
    },
    'every key of the account': {
      ...allowing({ Action: 'kms:GenerateDataKey', Resource: everyKey }),
      says: [`${statement}.Resource is ${everyKey}; expected resources by name, not every one of a kind`],
    },
    'keys whose aliases begin alike': {
      ...allowing({
        Action: 'kms:GenerateDataKey',
        Resource: everyKey,
        Condition: { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/palisade-*' } },
      }),
      says: [`${statement}.Resource is ${everyKey}; expected resources by name, not every one of a kind`],
    },
    'every table, under a condition about keys': {
      ...allowing({
        Action: 'dynamodb:GetItem',
        Resource: everyTable,
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/orders' } },
      }),
      says: [`${statement}.Resource is ${everyTable}; expected resources by name, not every one of a kind`],
    },
    'queues whose names begin alike, to send to': {
      ...allowing({ Action: 'sqs:Send*', Resource: 'arn:aws:sqs:eu-west-1:111111111111:boutique-*' }),
      says: [
        `${statement}.Resource is arn:aws:sqs:eu-west-1:111111111111:boutique-*; expected one receiver in the account, by its name`,
      ],
    },
    'every action': {
      ...allowing({ Action: '*', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }),
      says: [`${statement}.Action is *; expected actions by name`],
    },
    'a text in place of statements': {
      ...role(['Policy.Properties.PolicyDocument.Statement', 'Test']),
      says: ['Properties.PolicyDocument.Statement is Test; expected a statement that is written out'],
    },
    'every action of a service on every resource': {
      ...allowing({ Action: 'sqs:*', Resource: '*' }),
      says: [`${statement}.Resource is *; expected ${anyone}`],
    },
    'one action on every resource, however the pattern is spelled': {
      ...allowing({ Action: 'dynamodb:GetItem', Resource: 'arn:aws:dynamodb:*:*:*' }),
      says: [`${statement}.Resource is arn:aws:dynamodb:*:*:*; expected ${anyone}`],
    },
    'everything but some actions': {
      ...allowing({ NotAction: 'iam:*', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }),
      says: [`${statement}.NotAction is iam:*; expected actions by name`],
    },
    'everything but some resources': {
      ...allowing({ Action: 'sqs:SendMessage', NotResource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }),
      says: [`${statement}.NotResource is \${Queue.Arn}; expected ${anyone}`],
    },
    'an effect that is none': {
      ...role(['Policy.Properties.PolicyDocument.Statement[0].Effect', 'allow']),
      says: [`${statement}.Effect is allow; expected Allow or Deny`],
    },
    'one branch of a condition': {
      ...allowing({ Action: 'sqs:SendMessage', Resource: maybe({ 'Fn::GetAtt': ['Queue', 'Arn'] }, '*') }),
      says: [`${statement}.Resource is \${Queue.Arn} or *; expected ${anyone}`],
    },
    'a policy within the role': {
      ...role([
        'Role.Properties.Policies',
        [{ PolicyName: 'All', PolicyDocument: document({ Effect: 'Allow', Action: '*', Resource: '*' }) }],
      ]),
      says: [
        `Properties.Policies[0].PolicyDocument.Statement[0].Action is *; expected actions by name`,
        `Properties.Policies[0].PolicyDocument.Statement[0].Resource is *; expected ${anyone}`,
      ],
    },
    'a policy that is attached to the role from elsewhere': {
      ...role([
        'Extra',
        {
          Type: 'AWS::IAM::RolePolicy',
          Properties: {
            RoleName: { Ref: 'Role' },
            PolicyName: 'x',
            PolicyDocument: document({ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::*' }),
          },
        },
      ]),
      says: [`${statement}.Resource is arn:aws:s3:::*; expected ${anyone}`],
    },
    'a managed policy for administrators': {
      ...role([
        'Role.Properties.ManagedPolicyArns',
        [
          'arn:aws:iam::aws:policy/AdministratorAccess',
          { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonS3FullAccess' },
          'arn:aws:iam::aws:policy/AWSLambdaExecute',
          'arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole',
        ],
      ]),
      says: [
        'Properties.ManagedPolicyArns[0] is arn:aws:iam::aws:policy/AdministratorAccess; expected a managed policy that allows little',
        'Properties.ManagedPolicyArns[1] is arn:aws:iam::aws:policy/AmazonS3FullAccess; expected a managed policy that allows little',
        'Properties.ManagedPolicyArns[2] is arn:aws:iam::aws:policy/AWSLambdaExecute; expected a managed policy that allows little',
        'Properties.ManagedPolicyArns[3] is arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole; expected a managed policy that allows little',
      ],
    },
  },
  unknown: {
    'a resource that only the deployment knows': {
      ...allowing({ Action: 'sqs:SendMessage', Resource: open }),
      says: [
        `${statement}.Resource is unknown (parameter Open is only known at deployment); expected ${anyone}`,
      ],
    },
    'a managed policy of which no list tells': {
      ...role(['Role.Properties.ManagedPolicyArns', ['arn:aws:iam::111111111111:policy/ours']]),
      says: [
        'Properties.ManagedPolicyArns[0] is arn:aws:iam::111111111111:policy/ours, whose statements are not among the templates; read them, and write those that are needed into a policy of the templates',
      ],
    },
    'a document that is handed over whole': {
      ...role(['Policy.Properties.PolicyDocument', open]),
      says: [
        'Properties.PolicyDocument is unknown (parameter Open is only known at deployment); expected a statement that is written out',
      ],
    },
  },
});
