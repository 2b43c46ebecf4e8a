import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { iam01Items } from '../../../../lib/policy/rules/iam/iam-01-items.ts';
import { open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

/** The function that takes callbacks, whose role allows these actions on these items. */
function callback(Action: Json, keys: Json = ['EVENT#*'], operator = 'ForAllValues:StringLike'): Case {
  const Condition = { [operator]: { 'dynamodb:LeadingKeys': keys } };
  return withStatement({ Action, Condition });
}

function withStatement(statement: JsonRecord): Case {
  const Statement = [{ Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Orders', 'Arn'] }, ...statement }];
  return {
    resources: {
      Orders: { Type: 'AWS::DynamoDB::Table', Properties: {} },
      Callback: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: 'boutique-prod-payment-callback',
          Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { Policies: [{ PolicyName: 'items', PolicyDocument: { Statement } }] },
      },
    },
    sections: undecided,
    storefront,
  };
}

const statement = 'Properties.Policies[0].PolicyDocument.Statement[0]';
const events = 'items whose keys begin with EVENT#*';

testRule(iam01Items, {
  fail: {
    'an action that the function has no use for': {
      ...callback('dynamodb:Scan'),
      says: [`${statement}.Action is dynamodb:Scan; expected no such action`],
    },
    'every action on items': {
      ...callback('dynamodb:*'),
      says: [`${statement}.Action is dynamodb:*; expected no such action`],
    },
    'items of others': {
      ...callback('dynamodb:PutItem', ['EVENT#*', 'ORDER#*']),
      says: [
        `${statement}.Condition is {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["EVENT#*","ORDER#*"]}}; expected ${events}`,
      ],
    },
    'all items': {
      ...withStatement({ Action: 'dynamodb:UpdateItem' }),
      says: [`${statement}.Condition is not set; expected ${events}`],
    },
    'one of several items, where the others are not asked': {
      ...callback('dynamodb:PutItem', ['EVENT#*'], 'ForAnyValue:StringLike'),
      says: [
        `${statement}.Condition is {"ForAnyValue:StringLike":{"dynamodb:LeadingKeys":["EVENT#*"]}}; expected ${events}`,
      ],
    },
  },
  unknown: {
    'keys that are a parameter': {
      ...callback('dynamodb:PutItem', open),
      says: [
        `${statement}.Condition is {"ForAllValues:StringLike":{"dynamodb:LeadingKeys":{"Ref":"Open"}}}; only the deployment tells whether that is ${events}`,
      ],
    },
  },
  notApplicable: {
    'a function that reaches its own items': callback(['dynamodb:PutItem', 'dynamodb:UpdateItem']),
    'actions that reach no items': withStatement({ Action: 'dynamodb:DescribeTable' }),
    'a function that is none of the kit': {
      ...callback('dynamodb:Scan'),
      resources: {
        Other: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'boutique-prod-reviews' } },
      },
    },
    'a template that is no part of a storefront': (({ storefront: _, ...rest }) => rest)(
      callback('dynamodb:Scan'),
    ),
  },
});
