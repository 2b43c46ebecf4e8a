import type { Work } from '../../lib/contract/works.ts';
import type { Standing } from '../../lib/permissions/format-readers.ts';

type Block = Readonly<Record<string, unknown>>;

/** Roles of a shop in which one thing decides who does a work, and who does. */
export interface WorkPuzzle {
  /** A sentence that is true where the answer is right. */
  readonly name: string;
  readonly work: Work;
  /** What the role `Doer` is allowed and denied. */
  readonly statements: readonly Block[];
  /** What the role has besides. */
  readonly role?: Block;
  /** Resources in place of the usual ones of the same id, or beside them. */
  readonly resources?: Readonly<Record<string, Block>>;
  /** The account of the role, where it is another template's. */
  readonly elsewhere?: true;
  readonly standing: Standing;
}

export const account = '111111111111';
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/boutique-prod-orders`;
const queue = `arn:aws:sqs:eu-west-1:${account}:boutique-prod-payment-events`;
const open = allow('kms:Decrypt', { 'Fn::GetAtt': ['Key', 'Arn'] });
const read = allow('dynamodb:GetItem', table);
const write = allow('dynamodb:PutItem', table);

function allow(action: unknown, resource: unknown, condition?: Block): Block {
  return { Effect: 'Allow', Action: action, Resource: resource, ...(condition && { Condition: condition }) };
}

function deny(action: unknown, resource: unknown, condition?: Block): Block {
  return { ...allow(action, resource, condition), Effect: 'Deny' };
}

const leading = (...keys: readonly string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
});
const named = (...attributes: readonly string[]) => ({
  'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributes },
  StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
});
const boundary = (...statements: readonly Block[]) => ({
  Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: statements } } },
});
const bounded = { PermissionsBoundary: { Ref: 'Boundary' } };
const keyOf = (...statements: readonly Block[]) => ({
  Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } },
});
const via = (service: string) => ({
  StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` },
});
const edge = `arn:aws:cloudformation:us-east-1:${account}:stack/boutique-prod-edge/*`;
const deployRole = (region: string) =>
  `arn:aws:iam::${account}:role/cdk-hnb659fds-deploy-role-${account}-${region}`;

export const workPuzzles: readonly WorkPuzzle[] = [
  {
    name: 'whoever reads items with their key reads orders',
    work: 'readOrders',
    statements: [read, open],
    standing: 'reads',
  },
  { name: 'items without their key stay shut', work: 'readOrders', statements: [read], standing: 'cannot' },
  {
    name: 'a key by way of another service opens no items',
    work: 'readOrders',
    statements: [read, allow('kms:Decrypt', '*', via('s3'))],
    standing: 'cannot',
  },
  {
    name: 'a key by way of DynamoDB opens items',
    work: 'readOrders',
    statements: [read, allow('kms:Decrypt', '*', via('dynamodb'))],
    standing: 'reads',
  },
  {
    name: 'a key that admits nobody of the account by their own policies stays shut',
    work: 'readOrders',
    statements: [read, open],
    resources: keyOf({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:role/keeper` },
      Action: 'kms:*',
      Resource: '*',
    }),
    standing: 'cannot',
  },
  {
    name: 'a key that names the role needs no policy of the role',
    work: 'readOrders',
    statements: [read],
    resources: keyOf({
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::GetAtt': ['Doer', 'Arn'] } },
      Action: 'kms:Decrypt',
      Resource: '*',
    }),
    standing: 'reads',
  },
  {
    name: 'partition keys of orders are read by whoever may read those',
    work: 'readOrders',
    statements: [allow('dynamodb:GetItem', table, leading('ORDER#*', 'NUMBER#*')), open],
    standing: 'reads',
  },
  {
    name: 'partition keys of events are not those of orders',
    work: 'readOrders',
    statements: [allow('dynamodb:GetItem', table, leading('EVENT#*')), open],
    standing: 'cannot',
  },
  {
    name: 'one order alone may be the one that is asked for',
    work: 'readOrders',
    statements: [allow('dynamodb:GetItem', table, leading('ORDER#1')), open],
    standing: 'unknown',
  },
  {
    name: 'attributes by name leave the shopper out',
    work: 'handlePersonalData',
    statements: [allow('dynamodb:GetItem', table, named('order', 'version')), open],
    standing: 'cannot',
  },
  {
    name: 'attributes by name leave the order in',
    work: 'readOrders',
    statements: [allow('dynamodb:GetItem', table, named('order', 'version')), open],
    standing: 'reads',
  },
  {
    name: 'every attribute takes the shopper in',
    work: 'handlePersonalData',
    statements: [read, open],
    standing: 'reads',
  },
  {
    name: 'a denial of the shopper keeps the shopper from whoever reads everything',
    work: 'handlePersonalData',
    statements: [
      allow('dynamodb:*', table),
      open,
      deny('dynamodb:GetItem', table, { 'ForAnyValue:StringEquals': { 'dynamodb:Attributes': 'shopper' } }),
    ],
    standing: 'cannot',
  },
  {
    name: 'everything but writing does not decide',
    work: 'decideOrders',
    statements: [
      { Effect: 'Allow', NotAction: 'dynamodb:Put*', Resource: '*' },
      deny('iam:*', '*'),
      deny('sts:*', '*'),
      deny('lambda:*', '*'),
    ],
    standing: 'cannot',
  },
  {
    name: 'everything but the table does not decide',
    work: 'decideOrders',
    statements: [{ Effect: 'Allow', Action: 'dynamodb:*', NotResource: table }, open],
    standing: 'cannot',
  },
  {
    name: 'a boundary without writes keeps a role from deciding',
    work: 'decideOrders',
    statements: [write, open],
    role: bounded,
    resources: boundary(allow(['dynamodb:Get*', 'kms:*'], '*')),
    standing: 'cannot',
  },
  {
    name: 'a boundary with writes leaves a role as it is',
    work: 'decideOrders',
    statements: [write, open],
    role: bounded,
    resources: boundary(allow(['dynamodb:*', 'kms:*'], '*')),
    standing: 'reads',
  },
  {
    name: 'a boundary that is not among the templates leaves it open',
    work: 'decideOrders',
    statements: [write, open],
    role: { PermissionsBoundary: `arn:aws:iam::${account}:policy/elsewhere` },
    standing: 'unknown',
  },
  {
    name: 'a condition on the network is told',
    work: 'decideOrders',
    statements: [allow('dynamodb:PutItem', table, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }), open],
    standing: 'reads where',
  },
  {
    name: 'whoever writes policies of their own could decide',
    work: 'decideOrders',
    statements: [allow('iam:PutRolePolicy', '*')],
    standing: 'could',
  },
  {
    name: 'a role of another account writes nothing without a policy of the table',
    work: 'decideOrders',
    statements: [write, open],
    elsewhere: true,
    standing: 'cannot',
  },
  {
    name: 'staging needs no reading',
    work: 'stageSecrets',
    statements: [allow('secretsmanager:PutSecretValue', { Ref: 'Secret' }), deny('secretsmanager:Get*', '*')],
    standing: 'reads',
  },
  {
    name: 'reading is no staging',
    work: 'stageSecrets',
    statements: [allow('secretsmanager:Get*', '*')],
    standing: 'cannot',
  },
  {
    name: 'a queue that is called alike is another one',
    work: 'operate',
    statements: [allow('sqs:SendMessage', `${queue}-dlq`)],
    standing: 'cannot',
  },
  {
    name: 'the queue of payment events is sent to by its name',
    work: 'operate',
    statements: [allow('sqs:Send*', queue)],
    standing: 'reads',
  },
  {
    name: 'a change of the edge stack releases the site',
    work: 'releaseSite',
    statements: [allow('cloudformation:*', edge)],
    standing: 'reads',
  },
  {
    name: 'a change of the data stack does not',
    work: 'releaseSite',
    statements: [allow('cloudformation:*', edge.replace('edge', 'data').replace('us-east-1', 'eu-west-1'))],
    standing: 'cannot',
  },
  {
    name: 'whoever takes on the role of the bootstrap deploys',
    work: 'deploy',
    statements: [allow('sts:AssumeRole', deployRole('us-east-1'))],
    standing: 'reads',
  },
  {
    name: 'the role of another bootstrap does not deploy the shop',
    work: 'deploy',
    statements: [allow('sts:AssumeRole', deployRole('us-east-1').replace('hnb659fds', 'other'))],
    standing: 'cannot',
  },
];
