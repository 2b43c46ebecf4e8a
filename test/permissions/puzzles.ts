import type { Standing } from '../../lib/permissions/format-readers.ts';

type Block = Readonly<Record<string, unknown>>;

/** Templates in which one thing decides who reads a secret, and who does. */
export interface Puzzle {
  /** A sentence that is true where the answer is right. */
  readonly name: string;
  /** Resources of the shop's template, in place of the usual ones of the same id; null takes one away. */
  readonly resources: Readonly<Record<string, Block | null>>;
  /** Resources of a template of another account. */
  readonly elsewhere?: Readonly<Record<string, Block>>;
  readonly account?: string | null;
  /** How far each identity gets; `Reader` alone where there is but one. */
  readonly standing: Standing | Readonly<Record<string, Standing>>;
}

export const account = '111122223333';
export const otherAccount = '444455556666';

const secretArn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/stripe`;
const read = allow('secretsmanager:GetSecretValue', { Ref: 'Secret' });
const open = allow('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] });
const own = `arn:aws:iam::${account}:root`;

function allow(action: unknown, resource: unknown, further: Block = {}): Block {
  return { Effect: 'Allow', Action: action, Resource: resource, ...further };
}

function deny(action: unknown, resource: unknown, further: Block = {}): Block {
  return { ...allow(action, resource, further), Effect: 'Deny' };
}

function role(
  statements: readonly Block[],
  further: Block = {},
  trust: unknown = { Service: 'lambda.amazonaws.com' },
): Block {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: trust, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: statements } }],
      ...further,
    },
  };
}

const byPeople = { AWS: own };

function user(statements: readonly Block[], further: Block = {}): Block {
  return {
    Type: 'AWS::IAM::User',
    Properties: { Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: statements } }], ...further },
  };
}

function key(...statements: readonly Block[]): Block {
  return { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } };
}

function secretPolicy(...statements: readonly Block[]): Block {
  return {
    Type: 'AWS::SecretsManager::ResourcePolicy',
    Properties: { SecretId: { Ref: 'Secret' }, ResourcePolicy: { Statement: statements } },
  };
}

function boundary(...statements: readonly Block[]): Block {
  return { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statements } } };
}

const bounded = { PermissionsBoundary: { Ref: 'Boundary' } };
const admitRoot = allow('kms:*', '*', { Principal: { AWS: own } });
const admitReader = { Principal: { AWS: { 'Fn::GetAtt': ['Reader', 'Arn'] } } };
const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const helper = (...statements: readonly Block[]) => role(statements, {}, byPeople);

/** A secret with its key, and a role that reads nothing yet. */
export const usual: Readonly<Record<string, Block>> = {
  Secret: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Name: 'shop/stripe',
      KmsKeyId: { Ref: 'Key' },
      Tags: [{ Key: 'team', Value: 'payments' }],
    },
  },
  Key: key(admitRoot),
  Reader: role([read, open]),
};

export const puzzles: readonly Puzzle[] = [
  { name: 'the value and its key together let a role read', resources: {}, standing: 'reads' },
  { name: 'a role without the key reads nothing', resources: { Reader: role([read]) }, standing: 'cannot' },
  {
    name: 'a role with the key alone reads nothing',
    resources: { Reader: role([open]) },
    standing: 'cannot',
  },
  {
    name: 'the key of AWS needs no permission',
    resources: {
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/stripe' } },
      Reader: role([read]),
    },
    standing: 'reads',
  },
  {
    name: 'a key whose policy names neither the role nor the account stays shut',
    resources: {
      Key: key(allow('kms:*', '*', { Principal: { AWS: `arn:aws:iam::${account}:role/Keeper` } })),
    },
    standing: 'cannot',
  },
  {
    name: 'a key policy that names the role needs no policy of the role',
    resources: { Key: key(allow('kms:Decrypt', '*', admitReader)), Reader: role([read]) },
    standing: 'reads',
  },
  {
    name: 'a key opens for whoever comes by way of Secrets Manager in its region',
    resources: {
      Key: key(
        allow('kms:Decrypt', '*', {
          Principal: '*',
          Condition: {
            StringEquals: {
              'kms:CallerAccount': account,
              'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com',
            },
          },
        }),
      ),
      Reader: role([read]),
    },
    standing: 'reads',
  },
  {
    name: 'a key for another service stays shut',
    resources: {
      Reader: role([
        read,
        allow('kms:Decrypt', '*', {
          Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
        }),
      ]),
    },
    standing: 'cannot',
  },
  {
    name: 'a key that is bound to the encryption context of another secret stays shut',
    resources: {
      Reader: role([
        read,
        allow('kms:Decrypt', '*', {
          Condition: {
            StringLike: { 'kms:EncryptionContext:SecretARN': secretArn.replace('stripe', 'paypal-*') },
          },
        }),
      ]),
    },
    standing: 'cannot',
  },
  {
    name: 'a longer name may be the secret, as far as the characters that AWS appends allow',
    resources: { Reader: role([allow('secretsmanager:GetSecretValue', `${secretArn}-other*`), open]) },
    standing: 'unknown',
  },
  {
    name: 'a key that is bound to the encryption context of the secret opens',
    resources: {
      Reader: role([
        read,
        allow('kms:Decrypt', '*', {
          Condition: { StringLike: { 'kms:EncryptionContext:SecretARN': `${secretArn}-*` } },
        }),
      ]),
    },
    standing: 'reads',
  },
  {
    name: 'a name with the six characters that AWS appends left open is the secret',
    resources: { Reader: role([allow('secretsmanager:GetSecretValue', `${secretArn}-??????`), open]) },
    standing: 'reads',
  },
  {
    name: 'a name with five of them is not',
    resources: { Reader: role([allow('secretsmanager:GetSecretValue', `${secretArn}-?????`), open]) },
    standing: 'cannot',
  },
  {
    name: 'a name with six of them written out may be the secret',
    resources: { Reader: role([allow('secretsmanager:GetSecretValue', `${secretArn}-AbCdEf`), open]) },
    standing: 'unknown',
  },
  {
    name: 'a denial wins over what is allowed',
    resources: { Reader: role([read, open, deny('secretsmanager:Get*', '*')]) },
    standing: 'cannot',
  },
  {
    name: 'a denial of every other secret leaves this one',
    resources: {
      Reader: role([
        read,
        open,
        { Effect: 'Deny', Action: '*', NotResource: [`${secretArn}-*`, 'arn:aws:kms:*:*:key/*'] },
      ]),
    },
    standing: 'reads',
  },
  {
    name: 'everything but some actions takes in reading',
    resources: { Reader: role([{ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }]) },
    standing: 'reads',
  },
  {
    name: 'everything but the actions of secrets does not',
    resources: {
      Reader: role([
        { Effect: 'Allow', NotAction: ['secretsmanager:*', 'iam:*', 'sts:*', 'lambda:*'], Resource: '*' },
      ]),
    },
    standing: 'cannot',
  },
  {
    name: 'a denial of everything but one action shuts reading out',
    resources: {
      Reader: role([
        allow('*', '*'),
        { Effect: 'Deny', NotAction: 'secretsmanager:DescribeSecret', Resource: '*' },
      ]),
    },
    standing: 'cannot',
  },
  {
    name: 'a boundary that lacks the key keeps a role from reading',
    resources: { Reader: role([read, open], bounded), Boundary: boundary(allow('secretsmanager:*', '*')) },
    standing: 'cannot',
  },
  {
    name: 'a boundary that takes both in leaves a role as it is',
    resources: {
      Reader: role([read, open], bounded),
      Boundary: boundary(allow(['secretsmanager:*', 'kms:*'], '*')),
    },
    standing: 'reads',
  },
  {
    name: 'a boundary takes from a role what a resource policy gives it',
    resources: {
      Reader: role([open], bounded),
      Boundary: boundary(allow('kms:*', '*')),
      Policy: secretPolicy(allow('secretsmanager:GetSecretValue', '*', admitReader)),
    },
    standing: 'cannot',
  },
  {
    name: 'a boundary takes nothing from a user whom a resource policy names',
    resources: {
      Reader: user([open], bounded),
      Boundary: boundary(allow('kms:*', '*')),
      Policy: secretPolicy(allow('secretsmanager:GetSecretValue', '*', admitReader)),
    },
    standing: 'reads',
  },
  {
    name: 'a boundary that is not among the templates leaves it open',
    resources: {
      Reader: role([read, open], { PermissionsBoundary: `arn:aws:iam::${account}:policy/Team` }),
    },
    standing: 'unknown',
  },
  {
    name: "a secret's policy lets a role read that has no policy for it",
    resources: {
      Reader: role([open]),
      Policy: secretPolicy(allow('secretsmanager:GetSecretValue', '*', admitReader)),
    },
    standing: 'reads',
  },
  {
    name: "a secret's policy that admits the account alone gives a role nothing",
    resources: {
      Reader: role([open]),
      Policy: secretPolicy(allow('secretsmanager:GetSecretValue', '*', { Principal: { AWS: own } })),
    },
    standing: 'cannot',
  },
  {
    name: 'a denial of everybody but a user and its account leaves the user out',
    resources: {
      Reader: user([read, open]),
      Policy: secretPolicy(
        deny('secretsmanager:*', '*', {
          Principal: undefined,
          NotPrincipal: { AWS: [{ 'Fn::GetAtt': ['Reader', 'Arn'] }, own] },
        }),
      ),
    },
    standing: 'reads',
  },
  {
    name: 'a denial of everybody but a role may reach its sessions',
    resources: {
      Policy: secretPolicy(
        deny('secretsmanager:*', '*', {
          Principal: undefined,
          NotPrincipal: { AWS: [{ 'Fn::GetAtt': ['Reader', 'Arn'] }, own] },
        }),
      ),
    },
    standing: 'unknown',
  },
  {
    name: 'a denial of everybody but somebody else reaches a role',
    resources: {
      Policy: secretPolicy(
        deny('secretsmanager:*', '*', {
          Principal: undefined,
          NotPrincipal: { AWS: [`arn:aws:iam::${account}:user/anna`, own] },
        }),
      ),
    },
    standing: 'cannot',
  },
  {
    name: 'a denial of whoever is not a certain role leaves that role',
    resources: {
      Policy: secretPolicy(
        deny('secretsmanager:*', '*', {
          Principal: '*',
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': ['Reader', 'Arn'] } } },
        }),
      ),
    },
    standing: 'reads',
  },
  {
    name: 'the second factor is asked of people',
    resources: { Reader: role([{ ...read, Condition: mfa }, open], {}, byPeople) },
    standing: 'reads where',
  },
  {
    name: 'a function has no second factor to show',
    resources: { Reader: role([{ ...read, Condition: mfa }, open]) },
    standing: 'cannot',
  },
  {
    name: 'a denial without a second factor reaches a function where a missing one counts as none',
    resources: {
      Reader: role([
        read,
        open,
        deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      ]),
    },
    standing: 'cannot',
  },
  {
    name: 'and does not where it is asked plainly',
    resources: {
      Reader: role([
        read,
        open,
        deny('*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      ]),
    },
    standing: 'reads',
  },
  {
    name: 'a denial outside an endpoint leaves reading from there',
    resources: {
      Reader: role([
        read,
        open,
        deny('secretsmanager:*', '*', { Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
      ]),
    },
    standing: 'reads where',
  },
  {
    name: 'a denial of plain HTTP stops nobody',
    resources: {
      Reader: role([read, open, deny('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]),
    },
    standing: 'reads',
  },
  {
    name: 'a condition on a version that whoever asks may name keeps nobody out',
    resources: {
      Reader: role([
        { ...read, Condition: { StringEquals: { 'secretsmanager:VersionStage': 'AWSCURRENT' } } },
        open,
      ]),
    },
    standing: 'reads',
  },
  {
    name: 'a tag of the secret that the condition asks for lets read',
    resources: {
      Reader: role([
        allow('secretsmanager:GetSecretValue', '*', {
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'payments' } },
        }),
        open,
      ]),
    },
    standing: 'reads',
  },
  {
    name: 'a condition key that nobody here knows leaves it open',
    resources: {
      Reader: role([
        { ...read, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } },
        open,
      ]),
    },
    standing: 'unknown',
  },
  {
    name: 'a resource that a parameter decides leaves it open',
    resources: { Reader: role([allow('secretsmanager:GetSecretValue', { Ref: 'Which' }), open]) },
    standing: 'unknown',
  },
  {
    name: "a policy of AWS's that is not known leaves it open",
    resources: {
      Reader: role([open], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSomethingNew'] }),
    },
    standing: 'unknown',
  },
  {
    name: "AWS's policy for administrators reads everything",
    resources: { Reader: role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) },
    standing: 'reads',
  },
  {
    name: 'a policy that is attached from elsewhere counts',
    resources: {
      Reader: role([open]),
      Attached: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'read', Roles: [{ Ref: 'Reader' }], PolicyDocument: { Statement: [read] } },
      },
    },
    standing: 'reads',
  },
  {
    name: 'a member of a group has its policies',
    resources: {
      Reader: user([open]),
      Team: {
        Type: 'AWS::IAM::Group',
        Properties: { Policies: [{ PolicyName: 'read', PolicyDocument: { Statement: [read] } }] },
      },
      Member: {
        Type: 'AWS::IAM::UserToGroupAddition',
        Properties: { GroupName: { Ref: 'Team' }, Users: [{ Ref: 'Reader' }] },
      },
    },
    standing: 'reads',
  },
  {
    name: 'a role of another account needs both sides, and has them',
    resources: {
      Reader: null,
      Key: key(admitRoot, allow('kms:Decrypt', '*', { Principal: { AWS: otherAccount } })),
      Policy: secretPolicy(allow('secretsmanager:GetSecretValue', '*', { Principal: { AWS: otherAccount } })),
    },
    elsewhere: { Stranger: role([allow(['secretsmanager:GetSecretValue', 'kms:Decrypt'], '*')]) },
    standing: { Stranger: 'reads' },
  },
  {
    name: 'a role of another account that the key does not admit reads nothing',
    resources: {
      Reader: null,
      Policy: secretPolicy(allow('secretsmanager:GetSecretValue', '*', { Principal: { AWS: otherAccount } })),
    },
    elsewhere: { Stranger: role([allow(['secretsmanager:GetSecretValue', 'kms:Decrypt'], '*')]) },
    standing: { Stranger: 'cannot' },
  },
  {
    name: 'the key of AWS never opens for another account',
    resources: {
      Reader: null,
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'shop/stripe' } },
      Policy: secretPolicy(allow('secretsmanager:GetSecretValue', '*', { Principal: '*' })),
    },
    elsewhere: { Stranger: role([allow('*', '*', { Sid: 'All' })], {}, byPeople) },
    standing: { Stranger: 'cannot' },
  },
  {
    name: 'a replica under a key of its own opens another way',
    resources: {
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: {
          Name: 'shop/stripe',
          KmsKeyId: { Ref: 'Key' },
          ReplicaRegions: [{ Region: 'eu-central-1' }],
        },
      },
      Reader: role([
        allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:*:${account}:secret:shop/*`),
      ]),
    },
    standing: 'reads',
  },
  {
    name: 'who may take on a reader could read',
    resources: {
      Reader: role([read, open], {}, byPeople),
      Helper: helper(allow('sts:AssumeRole', { 'Fn::GetAtt': ['Reader', 'Arn'] })),
    },
    standing: { Reader: 'reads', Helper: 'could' },
  },
  {
    name: 'who may take on a reader that does not trust it cannot',
    resources: { Helper: helper(allow('sts:AssumeRole', '*')) },
    standing: { Reader: 'reads', Helper: 'cannot' },
  },
  {
    name: 'who may take on somebody who may take on a reader could read',
    resources: {
      Reader: role([read, open], {}, byPeople),
      Between: helper(allow('sts:AssumeRole', { 'Fn::GetAtt': ['Reader', 'Arn'] })),
      Helper: helper(allow('sts:AssumeRole', { 'Fn::GetAtt': ['Between', 'Arn'] })),
    },
    standing: { Reader: 'reads', Between: 'could', Helper: 'could' },
  },
  {
    name: 'who may change the code of a function that reads could read',
    resources: {
      Worker: {
        Type: 'AWS::Lambda::Function',
        Properties: { Role: { 'Fn::GetAtt': ['Reader', 'Arn'] }, Code: {} },
      },
      Helper: helper(allow('lambda:UpdateFunctionCode', { 'Fn::GetAtt': ['Worker', 'Arn'] })),
    },
    standing: { Reader: 'reads', Helper: 'could' },
  },
  {
    name: 'who may pass a reader to a new function could read',
    resources: { Helper: helper(allow(['iam:PassRole', 'lambda:CreateFunction'], '*')) },
    standing: { Reader: 'reads', Helper: 'could' },
  },
  {
    name: 'who may pass a reader to another service only cannot',
    resources: {
      Helper: helper(
        allow('iam:PassRole', '*', {
          Condition: { StringEquals: { 'iam:PassedToService': 'glue.amazonaws.com' } },
        }),
        allow('lambda:CreateFunction', '*'),
      ),
    },
    standing: { Reader: 'reads', Helper: 'cannot' },
  },
  {
    name: 'who may write its own policies could read',
    resources: { Reader: helper(allow('iam:PutRolePolicy', '*')) },
    standing: 'could',
  },
  {
    name: 'who may write its own policies within a boundary without secrets cannot',
    resources: {
      Reader: role([allow('iam:PutRolePolicy', '*')], bounded, byPeople),
      Boundary: boundary(allow('iam:*', '*')),
    },
    standing: 'cannot',
  },
  {
    name: "who may write the secret's policy and use the key could read",
    resources: { Reader: helper(allow('secretsmanager:PutResourcePolicy', '*'), open) },
    standing: 'could',
  },
  {
    name: 'who may grant the key and read the value could read',
    resources: { Reader: helper(read, allow('kms:CreateGrant', '*')) },
    standing: 'could',
  },
  {
    name: 'a template that tells no account is its own neighbour',
    account: null,
    resources: {
      Key: key(
        allow('kms:*', '*', {
          Principal: {
            AWS: {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root'],
              ],
            },
          },
        }),
      ),
    },
    standing: 'reads',
  },
  {
    name: 'and may be the account that a policy writes out',
    account: null,
    resources: {},
    standing: 'unknown',
  },
];
