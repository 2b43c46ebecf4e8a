import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { iam04 } from '../../../../lib/policy/rules/iam/iam-04.ts';
import { iam04Groups } from '../../../../lib/policy/rules/iam/iam-04-groups.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { account, document, foreignRole, role, stranger } from './role.ts';

const jane = `arn:aws:iam::${account}:user/jane`;
const whole = `arn:aws:iam::${account}:root`;
const supportSet = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_ShopSupport_????????????????`;
const present = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const factor = { ...present, NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } };
const bySet = { ArnLike: { 'aws:PrincipalArn': supportSet } };
const wanted = 'aws:MultiFactorAuthPresent true, by Bool';
const statement = 'Properties.AssumeRolePolicyDocument.Statement[0]';

/** A role that the contract says people take on in production, with these statements. */
function peoples(statements: readonly JsonRecord[], ...changes: readonly Change[]) {
  return { ...peopleOf(storefront, statements, changes) };
}

function peopleOf(shop: JsonRecord, statements: readonly JsonRecord[], changes: readonly Change[]): Case {
  const resources = {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: document(...statements.map(trust)) },
    },
  };
  return {
    account,
    region: 'eu-west-1',
    sections: undecided,
    resources: changed(resources, changes),
    storefront: { ...shop, peopleRoles: [{ resource: 'Role', work: 'readOrders' }] },
  };
}

function trust(statement: JsonRecord): JsonRecord {
  return { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement };
}

/** The role for emergencies, which names whom it is for. */
function breakGlass(statement: JsonRecord, name: Json) {
  const role = peoples([statement], ['Role.Properties.RoleName', name]);
  return {
    ...role,
    storefront: { ...storefront, peopleRoles: [{ resource: 'Role', work: 'breakGlass' }] },
  };
}

/** The same role in somebody else's template, which does not say that it is for people. */
function trusting(statements: readonly JsonRecord[]) {
  return foreignRole(['Role.Properties.AssumeRolePolicyDocument', document(...statements.map(trust))]);
}

const byFactor = { Principal: { AWS: jane }, Condition: factor };

function conditioned(condition: Json) {
  return trusting([{ Principal: { AWS: jane }, Condition: condition }]);
}

function lacksFactor(condition: JsonRecord) {
  return {
    ...conditioned(condition),
    says: [`${statement}.Condition is ${JSON.stringify(condition)}; expected ${wanted}`],
  };
}

testRule(iam04, {
  pass: {
    'users with a second factor of this hour': peoples([byFactor]),
    'a role for emergencies': breakGlass(byFactor, 'boutique-prod-break-glass'),
    'people of a permission set, whom Identity Center asks': peoples([
      { Principal: { AWS: whole }, Condition: bySet },
    ]),
    'users of a foreign template with a second factor': conditioned(present),
    'an age alone, which only a second factor has': conditioned({
      NumericLessThan: { 'aws:MultiFactorAuthAge': 7200 },
    }),
    'an age that is there at all': conditioned({ Null: { 'aws:MultiFactorAuthAge': 'false' } }),
    'a denial of everybody without one': trusting([
      { Principal: { AWS: jane } },
      {
        Effect: 'Deny',
        Principal: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } },
      },
    ]),
  },
  fail: {
    'a user by password alone': {
      ...trusting([{ Principal: { AWS: jane } }]),
      says: [`${statement}.Condition is not set; expected ${wanted}`],
    },
    'a user of whichever account the template is deployed to': {
      ...trusting([{ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:user/jane' } } }]),
      account: undefined,
      says: [`${statement}.Condition is not set; expected ${wanted}`],
    },
    'a key, for which the condition holds as well': lacksFactor({
      BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' },
    }),
    'a second factor that has to be missing': lacksFactor({
      Bool: { 'aws:MultiFactorAuthPresent': 'false' },
    }),
    'a key that is there and may be false': lacksFactor({ Null: { 'aws:MultiFactorAuthPresent': 'false' } }),
    'a condition on all of no values': lacksFactor({
      'ForAllValues:Bool': { 'aws:MultiFactorAuthPresent': 'true' },
    }),
    'an age that keys lack': lacksFactor({
      NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' },
    }),
    'a denial that leaves keys out': {
      ...trusting([
        { Principal: { AWS: jane } },
        { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ]),
      says: [`${statement}.Condition is not set; expected ${wanted}`],
    },
    'a second statement for another user': {
      ...peoples([byFactor, { Principal: { AWS: `${jane}-2` } }]),
      says: [`Properties.AssumeRolePolicyDocument.Statement[1].Condition is not set; expected ${wanted}`],
    },
    'the whole account in a role that people take on': {
      ...peoples([{ Principal: { AWS: whole } }]),
      says: [`${statement}.Condition is not set; expected ${wanted}`],
    },
    'every permission set': {
      ...peoples([
        {
          Principal: { AWS: whole },
          Condition: {
            ArnLike: {
              'aws:PrincipalArn': `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_*`,
            },
          },
        },
      ]),
      says: [
        `${statement}.Condition is {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_*"}}; expected ${wanted}`,
      ],
    },
    'a role that anybody may give such a name': {
      ...peoples([
        {
          Principal: { AWS: whole },
          Condition: {
            ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/AWSReservedSSO_ShopSupport_*` },
          },
        },
      ]),
      says: [
        `${statement}.Condition is {"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::${account}:role/AWSReservedSSO_ShopSupport_*"}}; expected ${wanted}`,
      ],
    },
    'a function in a role that people take on': {
      ...peoples([{ Principal: { AWS: jane, Service: 'lambda.amazonaws.com' }, Condition: factor }]),
      says: [
        `${statement}.Principal is {"AWS":"${jane}","Service":"lambda.amazonaws.com"}; expected people: users, permission sets, or a SAML provider`,
      ],
    },
    'a role for emergencies of which the account does not hear': {
      ...breakGlass(byFactor, 'boutique-prod-rescue'),
      says: ['Properties.RoleName is boutique-prod-rescue; expected a name that ends in -break-glass'],
    },
    'a role for emergencies that needs what an emergency takes away': {
      ...breakGlass({ Principal: { AWS: whole }, Condition: bySet }, 'boutique-prod-break-glass'),
      says: [`${statement}.Principal is {"AWS":"${whole}"}; expected users by name`],
    },
    'a second factor of any age in production': {
      ...peoples([{ Principal: { AWS: jane }, Condition: present }]),
      says: [`${statement}.Condition lacks aws:MultiFactorAuthAge below 3600`],
    },
    'a second factor of yesterday': {
      ...peoples([
        {
          Principal: { AWS: jane },
          Condition: { ...present, NumericLessThan: { 'aws:MultiFactorAuthAge': '86400' } },
        },
      ]),
      says: [`${statement}.Condition.NumericLessThan.aws:MultiFactorAuthAge is 86400; expected at most 3600`],
    },
    'sessions of two hours in production': {
      ...peoples([byFactor], ['Role.Properties.MaxSessionDuration', 7200]),
      says: ['Properties.MaxSessionDuration is 7200; expected at most 3600'],
    },
    'sessions of half a day elsewhere': {
      ...foreignRole(
        ['Role.Properties.AssumeRolePolicyDocument', document(trust(byFactor))],
        ['Role.Properties.MaxSessionDuration', 43_200],
      ),
      says: ['Properties.MaxSessionDuration is 43200; expected at most 14400'],
    },
    'a permission set for half a day': {
      ...foreignRole(['Role', { Type: 'AWS::SSO::PermissionSet', Properties: { SessionDuration: 'PT12H' } }]),
      says: ['Properties.SessionDuration is PT12H; expected PT4H or shorter'],
    },
  },
  unknown: {
    'a whole account, whose people and programs nobody can tell apart': {
      ...trusting([{ Principal: { AWS: account } }]),
      says: [
        `${statement}.Condition is not set; only the deployment tells whether ${wanted} has to stand there`,
      ],
    },
    'a condition that only the deployment knows': {
      ...conditioned({ Bool: { 'aws:MultiFactorAuthPresent': open } }),
      says: [
        `${statement}.Condition is {"Bool":{"aws:MultiFactorAuthPresent":{"Ref":"Open"}}}; only the deployment tells whether that is ${wanted}`,
      ],
    },
  },
  notApplicable: {
    'a role of a function': role(),
    'a program of another account': trusting([
      { Principal: { AWS: stranger }, Condition: { StringEquals: { 'sts:ExternalId': 'id' } } },
    ]),
    'people whom a provider of SAML sends': trusting([
      {
        Action: 'sts:AssumeRoleWithSAML',
        Principal: { Federated: `arn:aws:iam::${account}:saml-provider/Company` },
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    ]),
  },
});

const denial = {
  Effect: 'Deny',
  NotAction: ['iam:ListMFADevices', 'iam:EnableMFADevice'],
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
};
const { NotAction: _, ...denied } = denial;
const denialOfAll = { ...denied, Action: '*' };
const reading = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' };

/** A group whose policies hold these statements. */
function group(...statements: readonly JsonRecord[]): Case {
  const policies = statements.map((one, index) => ({
    PolicyName: `p${index}`,
    PolicyDocument: document(one),
  }));
  return {
    account,
    sections: undecided,
    resources: { Group: { Type: 'AWS::IAM::Group', Properties: { Policies: policies } } },
  };
}

const lacking = 'Properties lacks a statement that denies everything without a second factor';

testRule(iam04Groups, {
  pass: {
    'a group that denies the rest': group(reading, denial),
    'a policy that is attached to the group': {
      resources: {
        ...group(reading).resources,
        Denies: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { Groups: [{ Ref: 'Group' }], PolicyDocument: document(denialOfAll) },
        },
      },
    },
  },
  fail: {
    'a group without a denial': { ...group(reading), says: [lacking] },
    'a denial that keys pass': {
      ...group(reading, { ...denial, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      says: [lacking],
    },
    'a denial that leaves orders out': {
      ...group(reading, { ...denial, NotAction: ['iam:ListMFADevices', 'dynamodb:*'] }),
      says: [lacking],
    },
    'a denial for some addresses alone': {
      ...group(reading, {
        ...denial,
        Condition: { ...denial.Condition, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
      }),
      says: [lacking],
    },
  },
  unknown: {
    'a denial of actions that only the deployment knows': {
      ...group(reading, { ...denial, NotAction: [open] }),
      says: [
        'Properties.Policies[1].PolicyDocument.Statement[0].NotAction is [{"Ref":"Open"}]; only the deployment tells whether that is nothing but what sets a second factor up',
      ],
    },
  },
  notApplicable: { 'a group that allows nothing': group() },
});
