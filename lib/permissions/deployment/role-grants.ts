import { asParts } from '../../cloudformation/model/resolved.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { mayAllow, statements } from '../../cloudformation/policy-documents.ts';
import { groupBy } from '../../group-by.ts';
import { type Deployment, distinct } from './deployment.ts';
import { arnsOf } from './name-patterns.ts';
import { kindOf, rightsOf } from './rights.ts';
import type { Condition, Grant } from './statements.ts';

/** What says what a role may do: whoever may use these freely has every right that a role can have. */
const bounded = ['iam:CreateRole', 'iam:DeleteRolePolicy', 'iam:PutRolePolicy'];
const attaching = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'];
const bounding = 'iam:PutRolePermissionsBoundary';

/** The actions on roles that `roleGrants` allows in its own way. */
export const roleActions: readonly string[] = [...bounded, ...attaching, bounding];

/** Makes and changes roles of the deployment within the boundary that each has in its template, and passes them on. */
export function roleGrants(deployment: Deployment): readonly Grant[] {
  const roles = deployment.resources.filter(({ type }) => type === 'AWS::IAM::Role');
  const byBoundary = groupBy(roles, (role) => textOf(role.property('PermissionsBoundary')));
  return [
    ...[...byBoundary].flatMap(([boundary, bound]) => changing(bound, boundary, deployment)),
    ...passing(roles, deployment),
  ];
}

function changing(roles: readonly Resource[], boundary: string, deployment: Deployment): readonly Grant[] {
  const resources = arnsOfRoles(roles, deployment);
  const policies = distinct(roles.flatMap((role) => attachedTo(role, deployment)));
  const within: Condition = boundary === '' ? {} : { StringEquals: { 'iam:PermissionsBoundary': boundary } };
  const condition = boundary === '' ? {} : { condition: within };
  const making = boundary === '' ? bounded : [...bounded, bounding];
  return [
    ...making.map((action) => ({ action, resources, ...condition })),
    ...(policies.length === 0 ? [] : attaching).map((action) => ({
      action,
      resources,
      condition: { ...within, ArnLike: { 'iam:PolicyARN': policies } },
    })),
  ];
}

function arnsOfRoles(resources: readonly Resource[], deployment: Deployment): readonly string[] {
  return arnsOf(kindOf('iam role'), { ...deployment, resources });
}

/** The managed policies that a role has in its template. */
function attachedTo(role: Resource, deployment: Deployment): readonly string[] {
  return role
    .property('ManagedPolicyArns')
    .items()
    .flatMap(({ alternatives }) =>
      alternatives.flatMap((alternative) =>
        alternative.kind === 'reference'
          ? arnsOf(kindOf('iam policy'), { ...deployment, resources: [alternative.resource] })
          : [asParts(alternative).join('')],
      ),
    );
}

/** Services are given roles: those of the templates to the services that they trust, and the account's own where a type says so. */
function passing(roles: readonly Resource[], deployment: Deployment): readonly Grant[] {
  const action = 'iam:PassRole';
  const byArn = groupBy(roles, (role) => arnsOfRoles([role], deployment).join(' '));
  const own = [...byArn].flatMap(([arns, called]) => {
    const services = distinct(called.flatMap(trustedServices));
    const condition = { StringEquals: { 'iam:PassedToService': services } };
    return services.length === 0 ? [] : [{ action, resources: arns.split(' '), condition }];
  });
  const given = deployment.resources.flatMap((resource) => {
    const path = rightsOf(resource.type)?.passes;
    const arn = path === undefined ? '' : textOf(resource.property(path));
    return arn.startsWith('arn:') ? [{ action, resources: [arn] }] : [];
  });
  return [...own, ...given];
}

function trustedServices(role: Resource): readonly string[] {
  const trusting = statements(role.property('AssumeRolePolicyDocument')).filter(mayAllow);
  const services = trusting.flatMap(({ principals }) =>
    principals.values.flatMap(({ kind, value }) => (kind === 'Service' ? [textOf(value)] : [])),
  );
  return distinct(services);
}

/** The text that a value is; empty where nothing is written. */
function textOf(value: Value): string {
  const { literal } = value;
  if (typeof literal === 'string') return literal;
  return value.isAbsent ? '' : value.toString();
}
