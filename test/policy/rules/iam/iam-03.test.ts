import { iam03 } from '../../../../lib/policy/rules/iam/iam-03.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { account, foreignRole, role, stranger, trusting } from './role.ts';

const statement = 'Properties.AssumeRolePolicyDocument.Statement[0]';
const source = 'a condition that limits the service to the account, such as aws:SourceAccount';
const provider = `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;

function token(subject: string) {
  return trusting({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: provider },
    Condition: {
      StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
      StringLike: { 'token.actions.githubusercontent.com:sub': subject },
    },
  });
}

testRule(iam03, {
  pass: {
    'a role of a function': role(),
    "the same in somebody else's template": foreignRole(),
    'a service that acts for the account': trusting({
      Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    }),
    'a role of the account': trusting({ Principal: { AWS: `arn:aws:iam::${account}:role/operator` } }),
    'another account that has to know an id': trusting({
      Principal: { AWS: `arn:aws:iam::${stranger}:root` },
      Condition: { StringEquals: { 'sts:ExternalId': 'a-random-id' } },
    }),
    'a person of another account, with a second factor': trusting({
      Principal: { AWS: `arn:aws:iam::${stranger}:user/jane` },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    }),
    'one branch of one repository': token('repo:boutique/shop:ref:refs/heads/main'),
  },
  fail: {
    everyone: {
      ...trusting({ Principal: '*' }),
      says: [
        `${statement}.Condition is not set; expected a condition that limits it to principals of the account or its organization`,
      ],
    },
    'another account without an id': {
      ...trusting({ Principal: { AWS: stranger } }),
      says: [
        `${statement}.Condition is not set; expected sts:ExternalId or aws:MultiFactorAuthPresent for principals of another account`,
      ],
    },
    'a person of another account, with a second factor if there is one': {
      ...trusting({
        Principal: { AWS: `arn:aws:iam::${stranger}:user/jane` },
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      }),
      says: [
        `${statement}.Condition is {"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}; expected sts:ExternalId or aws:MultiFactorAuthPresent for principals of another account`,
      ],
    },
    'a service on anybody’s behalf': {
      ...trusting({ Principal: { Service: 'vpc-flow-logs.amazonaws.com' } }),
      says: [`${statement}.Condition is not set; expected ${source}`],
    },
    'a service on behalf of another account': {
      ...trusting({
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': stranger } },
      }),
      says: [
        `${statement}.Condition is {"StringEquals":{"aws:SourceAccount":"${stranger}"}}; expected ${source}`,
      ],
    },
    'every branch of a repository': {
      ...token('repo:boutique/shop:*'),
      says: [
        `${statement}.Condition.StringLike.token.actions.githubusercontent.com:sub is repo:boutique/shop:*; expected a condition on the subject of the token, without a wildcard for what it is about`,
      ],
    },
    'everyone but one role': {
      ...trusting({ NotPrincipal: { AWS: `arn:aws:iam::${account}:role/x` } }),
      says: [
        `${statement}.NotPrincipal is {"AWS":"arn:aws:iam::${account}:role/x"}; expected AWS services, identity providers, or ARNs of accounts`,
      ],
    },
    'any action of the token service': {
      ...trusting({ Action: '*', Principal: { Service: 'lambda.amazonaws.com' } }),
      says: [expectedActions('*')],
    },
    'a role without a trust policy': {
      ...role(['Role.Properties.AssumeRolePolicyDocument', undefined]),
      says: ['Properties.AssumeRolePolicyDocument lacks a trust policy'],
    },
  },
  unknown: {
    'a principal that only the deployment knows': {
      ...trusting({ Principal: { Service: open } }),
      says: [
        `${statement}.Principal is {"Service":{"Ref":"Open"}}; only the deployment tells whether that is AWS services, identity providers, or ARNs of accounts`,
        `${statement}.Condition is not set; only the deployment tells whether ${source} has to stand there`,
      ],
    },
  },
});

function expectedActions(actual: string): string {
  return `${statement}.Action is ${actual}; expected sts:AssumeRole or sts:AssumeRoleWithSAML or sts:AssumeRoleWithWebIdentity or sts:SetContext or sts:SetSourceIdentity or sts:TagSession`;
}
