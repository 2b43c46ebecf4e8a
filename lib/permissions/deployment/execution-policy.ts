import { InputError } from '../../cloudformation/input/input-error.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { groupBy } from '../../group-by.ts';
import type { Deployment } from './deployment.ts';
import { arnsOf } from './name-patterns.ts';
import { type KeyUse, kindOf, type RightsOfType, rightsOf } from './rights.ts';
import { roleActions, roleGrants } from './role-grants.ts';
import { type AllowStatement, type Condition, type Grant, statementsOf } from './statements.ts';

/**
 * What CloudFormation's role of a bootstrap may do, so that it can create, read, change and delete the resources of a deployment:
 * the actions of their types, held to their names. Throws an `InputError` for a type whose actions nobody has listed.
 */
export function executionStatements(deployment: Deployment): readonly AllowStatement[] {
  const byType = groupBy(deployment.resources, ({ type }) => type);
  const grants = [...byType].flatMap(([type, resources]) => grantsOf(type, resources, deployment));
  return statementsOf([...grants, ...roleGrants(deployment), ...bootstrapGrants(deployment)]);
}

function grantsOf(type: string, resources: readonly Resource[], deployment: Deployment): readonly Grant[] {
  if (/^Custom::|^AWS::CloudFormation::CustomResource$/.test(type))
    return [{ action: 'lambda:InvokeFunction', resources: arnsOf(kindOf('lambda function'), deployment) }];
  const found = rightsOf(type);
  if (!found) {
    const [first] = resources;
    throw new InputError(
      `${first?.template.name}: ${first?.logicalId} is ${type}, whose actions the kit does not know, deploy its stack by another bootstrap`,
    );
  }
  return [
    ...placed(type, found, deployment),
    ...(found.linkedRoles ?? []).map((service) => linkedRole(service, deployment)),
    ...(found.keyUse ? keyGrants(found.keyUse, deployment) : []),
  ];
}

/** Each action with every resource that it may be about; one about a kind that no template has is not needed. */
function placed(type: string, { rights }: RightsOfType, deployment: Deployment): readonly Grant[] {
  const kindsOf = new Map<string, string[]>();
  for (const [kind, actions] of Object.entries(rights)) {
    for (const action of actions) kindsOf.set(action, [...(kindsOf.get(action) ?? []), kind]);
  }
  const grants = [...kindsOf].flatMap(([action, kinds]): readonly Grant[] => {
    const resources = kinds.flatMap((kind) => (kind === '*' ? ['*'] : arnsOf(kindOf(kind), deployment)));
    const isNamed = kinds.every((kind) => kind !== '*' && kindOf(kind).namedBy !== undefined);
    const condition = isNamed ? {} : { condition: inRegions(deployment) };
    return resources.length === 0 ? [] : [{ action, resources: resources.sort(), ...condition }];
  });
  if (grants.length > 0) return grants.filter(({ action }) => !roleActions.includes(action));
  const kinds = Object.keys(rights).join(' or ');
  throw new InputError(
    `${type} is about ${kinds}, of which no template has one, give the cdk.out folder that has it`,
  );
}

/** What has no name of the shop's is held to its regions. */
function inRegions({ regions }: Deployment): Condition {
  return { StringEquals: { 'aws:RequestedRegion': regions } };
}

function linkedRole(service: string, { account }: Deployment): Grant {
  return {
    action: 'iam:CreateServiceLinkedRole',
    resources: [`arn:aws:iam::${account}:role/aws-service-role/${service}/*`],
    condition: { StringEquals: { 'iam:AWSServiceName': service } },
  };
}

function keyGrants({ actions, through, where }: KeyUse, deployment: Deployment): readonly Grant[] {
  const services = deployment.regions.map((region) => `${through}.${region}.amazonaws.com`);
  const condition = { StringEquals: where ?? { 'kms:ViaService': services } };
  const resources = arnsOf(kindOf('kms key'), deployment);
  return actions.map((action) => ({ action, resources, condition }));
}

/** What CloudFormation reads for each stack of the CDK: the version of the bootstrap, code, and outputs of other stacks. */
function bootstrapGrants({ account, qualifier, scopes }: Deployment): readonly Grant[] {
  const reading = (action: string, resources: readonly string[]): Grant => ({ action, resources });
  return [
    reading('ssm:GetParameters', [`arn:aws:ssm:*:${account}:parameter/cdk-bootstrap/${qualifier}/version`]),
    reading('s3:GetObject', [`arn:aws:s3:::cdk-${qualifier}-assets-${account}-*/*`]),
    reading(
      'cloudformation:DescribeStacks',
      scopes.map((scope) => `arn:aws:cloudformation:*:${account}:stack/${scope}-*/*`),
    ),
  ];
}
