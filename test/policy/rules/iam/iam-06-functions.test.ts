import { iam06Functions } from '../../../../lib/policy/rules/iam/iam-06-functions.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { account, foreignRole, role, stranger } from './role.ts';

const own = 'a principal of the account, or an AWS service';
const source = 'an ARN of the account, or SourceAccount beside it';
const permission = 'Permission.Properties';

testRule(iam06Functions, {
  pass: {
    'a service with a source of the account': role(),
    "the same in somebody else's template": foreignRole(),
    'a bucket, whose ARN has no account, with the account beside it': role(
      [`${permission}.Principal`, 's3.amazonaws.com'],
      [`${permission}.SourceArn`, 'arn:aws:s3:::orders'],
      [`${permission}.SourceAccount`, account],
    ),
    'a role of the account': role([`${permission}.Principal`, `arn:aws:iam::${account}:role/operator`]),
    'a layer for the organization': role([
      'Layer',
      {
        Type: 'AWS::Lambda::LayerVersionPermission',
        Properties: { Action: 'lambda:GetLayerVersion', Principal: '*', OrganizationId: 'o-abc' },
      },
    ]),
    'a URL for signed requests': role([
      'Url',
      { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'AWS_IAM' } },
    ]),
    'an endpoint of a web function for signed requests': role([
      'Endpoint',
      { Type: 'AWS::Lambda::WebFunctionEndpoint', Properties: { AuthType: 'IamAuth' } },
    ]),
  },
  fail: {
    everyone: {
      ...role([`${permission}.Principal`, '*']),
      says: [`Properties.Principal is *; expected ${own}`],
    },
    'another account': {
      ...role([`${permission}.Principal`, stranger]),
      says: [`Properties.Principal is ${stranger}; expected ${own}`],
    },
    'a service on anybody’s behalf': {
      ...role([`${permission}.SourceArn`, undefined]),
      says: [`Properties.SourceArn is not set; expected ${source}`],
    },
    'a source of another account': {
      ...role([`${permission}.SourceArn`, `arn:aws:events:eu-west-1:${stranger}:rule/hourly`]),
      says: [`Properties.SourceArn is arn:aws:events:eu-west-1:${stranger}:rule/hourly; expected ${source}`],
    },
    'unsigned requests': {
      ...role([`${permission}.FunctionUrlAuthType`, 'NONE'], [`${permission}.Principal`, '*']),
      says: [
        'Properties.FunctionUrlAuthType is NONE; expected AWS_IAM',
        `Properties.Principal is *; expected ${own}`,
      ],
    },
    'a URL for everyone': {
      ...role(['Url', { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE' } }]),
      says: ['Properties.AuthType is NONE; expected AWS_IAM'],
    },
    'an endpoint of a web function for everyone': {
      ...role([
        'Endpoint',
        { Type: 'AWS::Lambda::WebFunctionEndpoint', Properties: { AuthType: 'ApplicationManaged' } },
      ]),
      says: ['Properties.AuthType is ApplicationManaged; expected IamAuth'],
    },
    'a layer for everyone': {
      ...role([
        'Layer',
        {
          Type: 'AWS::Lambda::LayerVersionPermission',
          Properties: { Action: 'lambda:GetLayerVersion', Principal: '*' },
        },
      ]),
      says: ['Properties.OrganizationId is not set; expected the id of an organization'],
    },
  },
  unknown: {
    'a principal that only the deployment knows': {
      ...role([`${permission}.Principal`, open]),
      says: [`Properties.Principal is unknown (parameter Open is only known at deployment); expected ${own}`],
    },
  },
});
