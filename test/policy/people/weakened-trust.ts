import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import { type Change, maybe } from '../../support/changes.ts';
import {
  account,
  another,
  cluster,
  condition,
  github,
  jane,
  provider,
  statementOf,
  strangers,
} from './trust.ts';

/** A sentence that is true of the weakened template, the rule that has to object, and what is changed. */
export type Weakening = readonly [name: string, rule: string, ...changes: readonly Change[]];

const present = 'aws:MultiFactorAuthPresent';
const audience = { [`${github}:aud`]: 'sts.amazonaws.com' };
const pool = 'cognito-identity.amazonaws.com';
const poolAudience = { StringEquals: { [`${pool}:aud`]: 'eu-west-1:pool' } };
const anchor = {
  ArnEquals: { 'aws:SourceArn': `arn:aws:rolesanywhere:eu-west-1:${account}:trust-anchor/1` },
};

function subject(operator: string, value: Json): Change {
  return condition('Branch', { StringEquals: audience, [operator]: { [`${github}:sub`]: value } });
}

/** Lets the person do one more thing. */
function mayDo(action: Json, resource: Json = '*'): Change {
  return [
    'Policy.Properties.PolicyDocument.Statement[1]',
    { Effect: 'Allow', Action: action, Resource: resource },
  ];
}

const groupDenial = 'Group.Properties.Policies[0].PolicyDocument.Statement[1]';

const ofPeople: readonly Weakening[] = [
  ['a user needs a password alone', 'IAM-04', condition('Person', undefined)],
  [
    'a key is asked for no second factor',
    'IAM-04',
    condition('Person', { BoolIfExists: { [present]: 'true' } }),
  ],
  [
    'each of no values is a second factor',
    'IAM-04',
    condition('Person', { 'ForAllValues:Bool': { [present]: 'true' } }),
  ],
  ['the condition key has to be there', 'IAM-04', condition('Person', { Null: { [present]: 'false' } })],
  ['the second factor has to be missing', 'IAM-04', condition('Person', { Bool: { [present]: 'false' } })],
  [
    'whatever is not false is a second factor, and so is nothing',
    'IAM-04',
    condition('Person', { StringNotEquals: { [present]: 'false' } }),
  ],
  [
    'a variable stands for the second factor',
    'IAM-04',
    condition('Person', { Bool: { [present]: '${aws:MultiFactorAuthPresent}' } }),
  ],
  [
    'an address stands for the second factor',
    'IAM-04',
    condition('Person', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
  ],
  [
    'a day stands for the second factor',
    'IAM-04',
    condition('Person', { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }),
  ],
  [
    'keys have no age',
    'IAM-04',
    condition('Person', { NumericLessThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } }),
  ],
  [
    'a parameter may leave the second factor out',
    'IAM-04',
    condition('Person', maybe({ Bool: { [present]: 'true' } })),
  ],
  [
    'a parameter may ask for its opposite',
    'IAM-04',
    condition('Person', { Bool: { [present]: maybe('true', 'false') } }),
  ],
  ['a second user has no second factor', 'IAM-04', another('Person', { Principal: { AWS: `${jane}-2` } })],
  [
    'a denial leaves keys out, which is all that is left',
    'IAM-04',
    condition('Person', undefined),
    another('Person', { Effect: 'Deny', Principal: '*', Condition: { Bool: { [present]: 'false' } } }),
  ],
  [
    'a denial is for one user alone',
    'IAM-04',
    condition('Person', undefined),
    another('Person', {
      Effect: 'Deny',
      Principal: { AWS: `${jane}-2` },
      Condition: { BoolIfExists: { [present]: 'false' } },
    }),
  ],
  ['a session lasts for half a day', 'IAM-04', ['Person.Properties.MaxSessionDuration', 43_200]],
  [
    'the second factor is of yesterday',
    'IAM-04',
    condition('Person', { NumericLessThan: { 'aws:MultiFactorAuthAge': '86401' } }),
    ['Person.Properties.MaxSessionDuration', 14_401],
  ],
  [
    'everybody but one person is trusted',
    'IAM-03',
    [`${statementOf('Person')}.Principal`, undefined],
    [`${statementOf('Person')}.NotPrincipal`, { AWS: jane }],
  ],
  ['everybody with a second factor is trusted', 'IAM-03', [`${statementOf('Person')}.Principal`, '*']],
  ['every action of the token service is allowed', 'IAM-03', [`${statementOf('Person')}.Action`, 'sts:*']],
  [
    'every action but one is allowed',
    'IAM-03',
    [`${statementOf('Person')}.Action`, undefined],
    [`${statementOf('Person')}.NotAction`, 'sts:GetCallerIdentity'],
  ],
];

const ofGroups: readonly Weakening[] = [
  ['a group denies nothing', 'IAM-04-groups', [groupDenial, undefined]],
  [
    'a group denies nothing to keys',
    'IAM-04-groups',
    [`${groupDenial}.Condition`, { Bool: { [present]: 'false' } }],
  ],
  [
    'a group denies on weekdays alone',
    'IAM-04-groups',
    [`${groupDenial}.Condition.DateLessThan`, { 'aws:CurrentTime': '2027-01-01T00:00:00Z' }],
  ],
  ['a group denies on one bucket alone', 'IAM-04-groups', [`${groupDenial}.Resource`, 'arn:aws:s3:::one/*']],
  [
    'a group leaves every reading out',
    'IAM-04-groups',
    [`${groupDenial}.NotAction`, ['iam:ListMFADevices', 's3:Get*']],
  ],
  ['a group allows in place of denying', 'IAM-04-groups', [`${groupDenial}.Effect`, 'Allow']],
];

const ofTokens: readonly Weakening[] = [
  ['every repository of GitHub has the role', 'IAM-03', condition('Branch', { StringEquals: audience })],
  ['every repository of an owner has the role', 'IAM-03', subject('StringLike', 'repo:boutique/*')],
  [
    'a repository of any owner has the role',
    'IAM-03',
    subject('StringLike', 'repo:*/shop:ref:refs/heads/main'),
  ],
  ['every branch has the role', 'IAM-03', subject('StringLike', 'repo:boutique/shop:*')],
  [
    'a token without a subject has the role',
    'IAM-03',
    subject('StringEqualsIfExists', 'repo:boutique/shop:ref:refs/heads/main'),
  ],
  [
    'each of no subjects has the role',
    'IAM-03',
    subject('ForAllValues:StringLike', 'repo:boutique/shop:ref:refs/heads/main'),
  ],
  [
    'whatever another repository has not has the role',
    'IAM-03',
    subject('StringNotLike', 'repo:boutique/other:*'),
  ],
  [
    'code that nobody reviewed has the role',
    'IAM-03',
    subject('StringEquals', 'repo:boutique/shop:pull_request'),
  ],
  [
    'a subject that the token chooses has the role',
    'IAM-03',
    subject('StringEquals', 'repo:boutique/${aws:PrincipalTag/repository}:ref:refs/heads/main'),
  ],
  [
    'a second subject is a pattern',
    'IAM-03',
    subject('StringLike', ['repo:boutique/shop:ref:refs/heads/main', 'repo:boutique/shop:ref:refs/heads/*']),
  ],
  [
    'a subject has to be there, whichever',
    'IAM-03',
    condition('Branch', { StringEquals: audience, Null: { [`${github}:sub`]: 'false' } }),
  ],
  [
    'tokens for anybody have the role',
    'IAM-03',
    condition('Branch', { StringEquals: { [`${github}:sub`]: 'repo:boutique/shop:ref:refs/heads/main' } }),
  ],
  [
    'tokens for any audience have the role',
    'IAM-03',
    condition('Branch', {
      StringLike: { [`${github}:aud`]: '*', [`${github}:sub`]: 'repo:boutique/shop:ref:refs/heads/main' },
    }),
  ],
  [
    'a second statement asks for the audience alone',
    'IAM-03',
    another('Branch', {
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: provider(github) },
      Condition: { StringEquals: audience },
    }),
  ],
  [
    'a parameter may leave the subject out',
    'IAM-03',
    condition('Branch', {
      StringEquals: maybe(
        { ...audience, [`${github}:sub`]: 'repo:boutique/shop:ref:refs/heads/main' },
        audience,
      ),
    }),
  ],
  ['every provider is trusted', 'IAM-03', [`${statementOf('Branch')}.Principal`, { Federated: '*' }]],
  [
    'every project of a group has the role',
    'IAM-03',
    [
      `${statementOf('Pipeline')}.Condition.StringLike`,
      { 'gitlab.com:sub': 'project_path:boutique/*:ref_type:branch:ref:main' },
    ],
  ],
  [
    'every project of GitLab has the role',
    'IAM-03',
    [`${statementOf('Pipeline')}.Condition.StringLike`, undefined],
  ],
  [
    'every pod of a namespace has the role',
    'IAM-03',
    condition('Pod', {
      StringEquals: { [`${cluster}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${cluster}:sub`]: 'system:serviceaccount:shop:*' },
    }),
  ],
  [
    'every pod of the cluster has the role',
    'IAM-03',
    condition('Pod', { StringEquals: { [`${cluster}:aud`]: 'sts.amazonaws.com' } }),
  ],
  [
    'guests have the role',
    'IAM-03',
    condition('Shopper', {
      ...poolAudience,
      'ForAnyValue:StringLike': { [`${pool}:amr`]: 'unauthenticated' },
    }),
  ],
  ['guests have the role as well', 'IAM-03', condition('Shopper', poolAudience)],
  [
    'each of no ways of signing in is enough',
    'IAM-03',
    condition('Shopper', {
      ...poolAudience,
      'ForAllValues:StringLike': { [`${pool}:amr`]: 'authenticated' },
    }),
  ],
  [
    'people of any pool have the role',
    'IAM-03',
    condition('Shopper', { 'ForAnyValue:StringLike': { [`${pool}:amr`]: 'authenticated' } }),
  ],
  ['what was signed for others has the role', 'IAM-03', condition('Employee', undefined)],
  [
    'what was signed for anything has the role',
    'IAM-03',
    condition('Employee', { StringLike: { 'SAML:aud': 'https://*/saml' } }),
  ],
];

const ofPartners: readonly Weakening[] = [
  ['a partner is used by its other customers', 'IAM-03', condition('Partner', undefined)],
  ['any id will do', 'IAM-03', condition('Partner', { StringLike: { 'sts:ExternalId': '*' } })],
  [
    'an id has to be there, whichever',
    'IAM-03',
    condition('Partner', { Null: { 'sts:ExternalId': 'false' } }),
  ],
  [
    'no id will do as well',
    'IAM-03',
    condition('Partner', { StringEqualsIfExists: { 'sts:ExternalId': '8f14e45f' } }),
  ],
  [
    'the other account makes the id up',
    'IAM-03',
    condition('Partner', { StringEquals: { 'sts:ExternalId': '${aws:PrincipalAccount}' } }),
  ],
  ['everybody with the id is trusted', 'IAM-03', [`${statementOf('Partner')}.Principal`, { AWS: '*' }]],
  ['a second partner has no id', 'IAM-03', another('Partner', { Principal: { AWS: '888888888888' } })],
  ['every certificate of the authority is good', 'IAM-03', condition('Host', anchor)],
  [
    'every name of a certificate is good',
    'IAM-03',
    condition('Host', { ...anchor, StringLike: { 'aws:PrincipalTag/x509Subject/CN': '*' } }),
  ],
  [
    'an authority of any account is good',
    'IAM-03',
    condition('Host', { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'deploy.boutique.example' } }),
  ],
  ['a service acts for anybody', 'IAM-03', condition('Flow', undefined)],
  [
    'a service acts for a stranger',
    'IAM-03',
    condition('Flow', { StringEquals: { 'aws:SourceAccount': strangers } }),
  ],
  [
    'a service acts for nobody in particular',
    'IAM-03',
    condition('Flow', { StringEqualsIfExists: { 'aws:SourceAccount': account } }),
  ],
  [
    'a service acts for every account',
    'IAM-03',
    condition('Flow', { ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:*:*:vpc-flow-log/*' } }),
  ],
  [
    'a parameter decides for whom a service acts',
    'IAM-03',
    condition('Flow', { StringEquals: { 'aws:SourceAccount': maybe(account, strangers) } }),
  ],
];

const ofRights: readonly Weakening[] = [
  ['any role may be passed', 'IAM-01-escalation', mayDo('iam:PassRole')],
  [
    'any role may be passed to one service',
    'IAM-01-escalation',
    [
      'Policy.Properties.PolicyDocument.Statement[1]',
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      } satisfies JsonRecord,
    ],
  ],
  [
    'a policy may be written anew',
    'IAM-01-escalation',
    mayDo('iam:CreatePolicyVersion', `arn:aws:iam::${account}:policy/x`),
  ],
  ['a policy may be attached', 'IAM-01-escalation', mayDo(['iam:Attach*'], `arn:aws:iam::${account}:role/x`)],
  [
    'a role may be made to trust',
    'IAM-01-escalation',
    mayDo('iam:updateassumerolepolicy', `arn:aws:iam::${account}:role/x`),
  ],
  ['the code of every function may be changed', 'IAM-01-escalation', mayDo('lambda:UpdateFunctionCode')],
  [
    'the second factor may be taken away',
    'IAM-01-escalation',
    mayDo('iam:DeactivateMFADevice', `arn:aws:iam::${account}:user/x`),
  ],
  ['a provider may be added', 'IAM-01-escalation', mayDo('iam:CreateOpenIDConnectProvider', provider('x'))],
  [
    'a permission set may be given',
    'IAM-01-escalation',
    mayDo('sso:CreateAccountAssignment', 'arn:aws:sso:::instance/i'),
  ],
];

export const weakenedTrust = [...ofPeople, ...ofGroups, ...ofTokens, ...ofPartners, ...ofRights];
