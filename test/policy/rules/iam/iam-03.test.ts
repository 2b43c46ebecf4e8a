import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
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

const subjectLine = `${statement}.Condition.StringLike.token.actions.githubusercontent.com:sub`;
const oneSubject = 'a condition on the subject of the token, without a wildcard for what it is about';
const signInAddress = 'https://signin.aws.amazon.com/saml';
const anchor = `arn:aws:rolesanywhere:eu-west-1:${account}:trust-anchor/1`;

function saml(condition: JsonRecord) {
  return trusting({
    Action: 'sts:AssumeRoleWithSAML',
    Principal: { Federated: `arn:aws:iam::${account}:saml-provider/Company` },
    Condition: condition,
  });
}

function identityPool(amr: string) {
  return trusting({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'cognito-identity.amazonaws.com' },
    Condition: {
      StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:pool' },
      'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
    },
  });
}

function certificate(condition: JsonRecord) {
  return trusting({
    Principal: { Service: 'rolesanywhere.amazonaws.com' },
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    Condition: { ArnEquals: { 'aws:SourceArn': anchor }, ...condition },
  });
}

/** A template that somebody deploys to a region of their choice. */
function inAnyRegion(service: string) {
  return { ...trusting({ Principal: { Service: { 'Fn::Sub': service } } }), region: undefined };
}

testRule(iam03, {
  pass: {
    'EC2 in whichever partition, which needs no source': inAnyRegion('ec2.${AWS::URLSuffix}'),
    'a role of a function': role(),
    "the same in somebody else's template": foreignRole(),
    'a service that acts for the account': trusting({
      Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    }),
    'a user pool that sends text messages with an id': trusting({
      Principal: { Service: 'cognito-idp.amazonaws.com' },
      Condition: { StringEquals: { 'sts:ExternalId': 'boutique-pool' } },
    }),
    'Firehose, which sends the account as its id': trusting({
      Principal: { Service: 'firehose.amazonaws.com' },
      Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'AWS::AccountId' } } },
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
    'both phases of a run of Terraform': token(
      'organization:boutique:project:shop:workspace:prod:run_phase:*',
    ),
    'people of another account with a second factor': trusting({
      Principal: { AWS: `arn:aws:iam::${stranger}:root` },
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    }),
    'another account of the same organization': trusting({
      Principal: { AWS: `arn:aws:iam::${stranger}:root` },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    }),
    'people whom a provider of SAML names': saml({ StringEquals: { 'SAML:aud': signInAddress } }),
    'those who signed in at an identity pool': identityPool('authenticated'),
    'one certificate of an authority': certificate({
      StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'deploy.boutique.example' },
    }),
  },
  fail: {
    'Firehose with an id that is another account’s': {
      ...trusting({
        Principal: { Service: 'firehose.amazonaws.com' },
        Condition: { StringEquals: { 'sts:ExternalId': stranger } },
      }),
      says: [
        `${statement}.Condition is {"StringEquals":{"sts:ExternalId":"${stranger}"}}; expected a condition that limits the service to the account, such as aws:SourceAccount`,
      ],
    },
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
    'an id that the service does not send': {
      ...trusting({
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Condition: { StringEquals: { 'sts:ExternalId': 'boutique' } },
      }),
      says: [`${statement}.Condition is {"StringEquals":{"sts:ExternalId":"boutique"}}; expected ${source}`],
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
    'code that nobody has reviewed': {
      ...token('repo:boutique/shop:pull_request'),
      says: [`${subjectLine} is repo:boutique/shop:pull_request; expected ${oneSubject}`],
    },
    'a subject that whoever asks chooses': {
      ...token('repo:boutique/${aws:PrincipalTag/repository}:ref:refs/heads/main'),
      says: [
        `${subjectLine} is repo:boutique/\${aws:PrincipalTag/repository}:ref:refs/heads/main; expected ${oneSubject}`,
      ],
    },
    'guests of an identity pool': {
      ...identityPool('unauthenticated'),
      says: [
        `${statement}.Condition.ForAnyValue:StringLike.cognito-identity.amazonaws.com:amr is unauthenticated; expected ${oneSubject}`,
      ],
    },
    'what was signed by SAML for anybody': {
      ...saml({ StringEqualsIfExists: { 'SAML:aud': signInAddress } }),
      says: [
        `${statement}.Condition.StringEqualsIfExists.SAML:aud is ${signInAddress}; expected a condition on the audience of the token`,
      ],
    },
    'every certificate of an authority': {
      ...certificate({}),
      says: [
        `${statement}.Condition is {"ArnEquals":{"aws:SourceArn":"${anchor}"}}; expected a condition on aws:PrincipalTag/x509Subject or x509SAN, which says whose certificate is meant`,
      ],
    },
    'an id that the other account puts together': {
      ...trusting({
        Principal: { AWS: stranger },
        Condition: { StringEquals: { 'sts:ExternalId': '${aws:PrincipalAccount}' } },
      }),
      says: [
        `${statement}.Condition is {"StringEquals":{"sts:ExternalId":"\${aws:PrincipalAccount}"}}; expected sts:ExternalId or aws:MultiFactorAuthPresent for principals of another account`,
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
    'a service in whichever region, on anybody’s behalf': {
      ...inAnyRegion('states.${AWS::Region}.amazonaws.com'),
      says: [`${statement}.Condition is not set; expected ${source}`],
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
    'a service whose name is a parameter in part': {
      ...inAnyRegion('${Open}.${AWS::URLSuffix}'),
      says: [
        `${statement}.Principal is {"Service":{"Fn::Sub":"\${Open}.\${AWS::URLSuffix}"}}; only the deployment tells whether that is AWS services, identity providers, or ARNs of accounts`,
        `${statement}.Condition is not set; only the deployment tells whether ${source} has to stand there`,
      ],
    },
  },
});

function expectedActions(actual: string): string {
  return `${statement}.Action is ${actual}; expected sts:AssumeRole or sts:AssumeRoleWithSAML or sts:AssumeRoleWithWebIdentity or sts:SetContext or sts:SetSourceIdentity or sts:TagSession`;
}
