import { type Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { edgeRegion } from '../../aws/regions.ts';
import { accountStackName } from '../../contract/account-names.ts';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { storingEvidence } from './evidence-access.ts';
import type { WorkPlace } from './work-place.ts';

/** Makes and carries out change sets, as `cdk deploy` does. */
const changing = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DeleteChangeSet',
  'cloudformation:DescribeChangeSet',
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStacks',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:GetTemplate',
  'cloudformation:GetTemplateSummary',
];

/** Deploys with the roles of `cdk bootstrap`, looks afterwards whether the stacks stand, and stores what was deployed as evidence. */
export function deploying(place: WorkPlace): readonly PolicyStatement[] {
  const resources = [...bootstrapRoles(place.stack, place.storefront, ['deploy', 'file-publishing'])];
  return [
    new PolicyStatement({ actions: ['sts:AssumeRole'], resources }),
    ...seeing(place),
    ...storingEvidence(place.stack, place.storefront),
  ];
}

/** Roles of the bootstrap in every region that the shop has stacks in. */
export function bootstrapRoles(
  stack: Stack,
  storefront: Storefront,
  roles: readonly string[],
): readonly string[] {
  return regionsOf(storefront).flatMap((region) => roles.map((role) => bootstrapRole(stack, role, region)));
}

/** Deploys the edge stack alone: its pages go as files to the bucket of the bootstrap, and its template to CloudFormation. */
export function releasingSite({ storefront, stack }: WorkPlace): readonly PolicyStatement[] {
  const version = `parameter/cdk-bootstrap/${qualifierOf(stack)}/version`;
  return [
    new PolicyStatement({
      actions: ['sts:AssumeRole'],
      resources: [bootstrapRole(stack, 'file-publishing', edgeRegion)],
    }),
    new PolicyStatement({
      actions: changing,
      resources: [stackArn(stack, resourceName(storefront, 'edge'), edgeRegion)],
    }),
    passing(stack, [edgeRegion]),
    new PolicyStatement({
      actions: ['ssm:GetParameter'],
      resources: [stack.formatArn({ service: 'ssm', region: edgeRegion, resource: version })],
    }),
  ];
}

/** Sees whether stacks are complete, alarms ring, and the internet is led to the zone. */
function seeing({ storefront, stack }: WorkPlace): readonly PolicyStatement[] {
  const { partition } = stack;
  return [
    new PolicyStatement({
      actions: ['cloudformation:DescribeStacks'],
      resources: [
        stackArn(stack, resourceName(storefront, '*'), '*'),
        stackArn(stack, accountStackName('*'), '*'),
      ],
    }),
    new PolicyStatement({
      actions: ['cloudwatch:DescribeAlarms', 'route53:ListHostedZonesByName'],
      resources: ['*'],
    }),
    new PolicyStatement({
      actions: ['route53:GetDNSSEC', 'route53:ListResourceRecordSets'],
      resources: [`arn:${partition}:route53:::hostedzone/*`],
    }),
  ];
}

/**
 * Deletes what failed first deployments have left, and takes over what destroyed stacks have kept. CloudFormation does it with the
 * role that deploys, so that what bounds deployments bounds this.
 */
export function breakingGlass({ storefront, stack }: WorkPlace): readonly PolicyStatement[] {
  const { account, partition } = stack;
  const names = resourceName(storefront, '*');
  const buckets = `arn:${partition}:s3:::${names}-${account}-*`;
  return [
    new PolicyStatement({
      actions: [...changing, 'cloudformation:DeleteStack', 'cloudformation:UpdateTerminationProtection'],
      resources: [stackArn(stack, names, '*')],
    }),
    new PolicyStatement({
      actions: [
        'cloudformation:DeleteResource',
        'cloudformation:GetResourceRequestStatus',
        'cloudformation:ListStacks',
      ],
      resources: ['*'],
    }),
    // Whose a resource is, is asked before it is known which stack has it.
    new PolicyStatement({
      actions: ['cloudformation:DescribeStackResources'],
      resources: [
        stack.formatArn({ service: 'cloudformation', region: '*', resource: 'stack', resourceName: '*' }),
      ],
    }),
    passing(stack, regionsOf(storefront)),
    ...emptyTables(stack, names),
    ...useOfExistingKey(storefront),
    new PolicyStatement({
      actions: ['s3:GetBucketObjectLockConfiguration', 's3:ListBucketVersions'],
      resources: [buckets],
    }),
    new PolicyStatement({
      actions: ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      resources: [`${buckets}/*`],
    }),
    new PolicyStatement({
      actions: ['secretsmanager:DescribeSecret'],
      resources: [
        stack.formatArn({
          service: 'secretsmanager',
          region: '*',
          resource: `secret:${storefront.shop}-${storefront.name}/*`,
        }),
      ],
    }),
  ];
}

/** Counts the items of tables, reads none, and ends the protection of those that turn out to be empty. */
function emptyTables(stack: Stack, names: string): readonly PolicyStatement[] {
  const tables = stack.formatArn({
    service: 'dynamodb',
    region: '*',
    resource: 'table',
    resourceName: names,
  });
  return [
    new PolicyStatement({
      actions: ['dynamodb:Scan'],
      resources: [tables],
      conditions: { StringEquals: { 'dynamodb:Select': 'COUNT' } },
    }),
    new PolicyStatement({ actions: ['dynamodb:UpdateTable'], resources: [tables] }),
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [stack.formatArn({ service: 'kms', region: '*', resource: 'key', resourceName: '*' })],
      conditions: {
        StringLike: { 'kms:ViaService': 'dynamodb.*.amazonaws.com' },
        'ForAnyValue:StringLike': { 'kms:ResourceAliases': `alias/${names}` },
      },
    }),
  ];
}

/** A key that somebody else administers has no alias of the shop. */
function useOfExistingKey({ environment: { existingKey, region } }: Storefront): readonly PolicyStatement[] {
  if (!existingKey) return [];
  return [
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [existingKey.arn],
      conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } },
    }),
  ];
}

/** Lets CloudFormation, and nobody else, work with the role that deployments have. */
function passing(stack: Stack, regions: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['iam:PassRole'],
    resources: regions.map((region) => bootstrapRole(stack, 'cfn-exec', region)),
    conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
  });
}

function regionsOf({ environment: { region, backup } }: Storefront): readonly string[] {
  return [...new Set([region, edgeRegion, ...(backup.recovery ? [backup.recovery.region] : [])])];
}

/** A role of `cdk bootstrap`, which names it by the account and the region that it serves. */
function bootstrapRole(stack: Stack, role: string, region: string): string {
  const { account, partition } = stack;
  return `arn:${partition}:iam::${account}:role/cdk-${qualifierOf(stack)}-${role}-role-${account}-${region}`;
}

function qualifierOf({ synthesizer: { bootstrapQualifier } }: Stack): string {
  if (bootstrapQualifier === undefined || Token.isUnresolved(bootstrapQualifier)) {
    throw new Error('the stacks are synthesized for a bootstrap without a qualifier');
  }
  return bootstrapQualifier;
}

function stackArn(stack: Stack, name: string, region: string): string {
  return stack.formatArn({ service: 'cloudformation', region, resource: 'stack', resourceName: `${name}/*` });
}
