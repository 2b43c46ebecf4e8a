import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../support/changes.ts';
import type { Case } from '../../support/rule-cases.ts';

export const account = '111111111111';
export const strangers = '999999999999';

const jane = `arn:aws:iam::${account}:user/jane`;
const provider = (name: string) => `arn:aws:iam::${account}:oidc-provider/${name}`;
const github = 'token.actions.githubusercontent.com';
const cluster = 'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF';

function role(statement: JsonRecord): JsonRecord {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }],
      },
    },
  };
}

function byToken(name: string, condition: JsonRecord): JsonRecord {
  return role({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: name.includes('cognito') ? name : provider(name) },
    Condition: condition,
  });
}

/** Roles for everybody who may take one on: people, pipelines, pods, shoppers, partners, hosts and services. */
const good: Record<string, JsonRecord> = {
  Person: role({ Principal: { AWS: jane }, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
  Branch: byToken(github, {
    StringEquals: {
      [`${github}:aud`]: 'sts.amazonaws.com',
      [`${github}:sub`]: 'repo:boutique/shop:ref:refs/heads/main',
    },
  }),
  Pipeline: byToken('gitlab.com', {
    StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
    StringLike: { 'gitlab.com:sub': 'project_path:boutique/shop:ref_type:branch:ref:main' },
  }),
  Pod: byToken(cluster, {
    StringEquals: {
      [`${cluster}:aud`]: 'sts.amazonaws.com',
      [`${cluster}:sub`]: 'system:serviceaccount:shop:orders',
    },
  }),
  Shopper: byToken('cognito-identity.amazonaws.com', {
    StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  }),
  Employee: role({
    Action: 'sts:AssumeRoleWithSAML',
    Principal: { Federated: `arn:aws:iam::${account}:saml-provider/Company` },
    Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
  }),
  Partner: role({
    Principal: { AWS: `arn:aws:iam::${strangers}:root` },
    Condition: { StringEquals: { 'sts:ExternalId': '8f14e45f-ceea' } },
  }),
  Host: role({
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Condition: {
      ArnEquals: { 'aws:SourceArn': `arn:aws:rolesanywhere:eu-west-1:${account}:trust-anchor/1` },
      StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'deploy.boutique.example' },
    },
  }),
  Flow: role({
    Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': account } },
  }),
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'reads',
      Roles: [{ Ref: 'Person' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::boutique-reports/*' }],
      },
    },
  },
  Group: {
    Type: 'AWS::IAM::Group',
    Properties: {
      Policies: [
        {
          PolicyName: 'reads',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::boutique-reports/*' },
              {
                Effect: 'Deny',
                NotAction: ['iam:ListMFADevices', 'iam:EnableMFADevice', 'sts:GetSessionToken'],
                Resource: '*',
                Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
              },
            ],
          },
        },
      ],
    },
  },
};

/** The roles in somebody's template, with some things changed. */
export function trust(...changes: readonly Change[]) {
  return {
    account,
    region: 'eu-west-1',
    sections: undecided,
    resources: changed(good, changes),
  } satisfies Case;
}

/** Where the first statement of a role's trust policy stands. */
export function statementOf(role: string): string {
  return `${role}.Properties.AssumeRolePolicyDocument.Statement[0]`;
}

/** A statement beside the one that a role has. */
export function another(role: string, statement: JsonRecord): Change {
  return [
    `${role}.Properties.AssumeRolePolicyDocument.Statement[1]`,
    { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement },
  ];
}

/** Another condition for the first statement of a role. */
export function condition(role: string, value: Json | undefined): Change {
  return [`${statementOf(role)}.Condition`, value];
}

export { cluster, github, jane, provider };
