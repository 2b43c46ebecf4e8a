import { identityDocuments, managedPolicies } from '../cloudformation/identity-policies.ts';
import { type Json, own } from '../cloudformation/model/json.ts';
import type { Model } from '../cloudformation/model/model.ts';
import { some, type Truth } from '../cloudformation/model/truth.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { valueAt } from '../cloudformation/model/value.ts';
import awsPolicies from './managed-policies.json' with { type: 'json' };
import {
  accountNameOf,
  arnOf,
  type Name,
  nameOf,
  namesIn,
  nameWith,
  ownName,
  valueTakesIn,
} from './names.ts';

/** Somebody who may ask AWS for something. */
export interface Identity {
  readonly resource: Resource;
  readonly kind: 'role' | 'user' | 'permission set';
  readonly arn: Name;
  /** The account that it belongs to; nothing where the templates do not tell. */
  readonly account: string | undefined;
  /** The same as policies write it. */
  readonly accountName: Name;
  /** What its policies say. */
  readonly policies: readonly Policy[];
  /** What limits it whatever its policies say; nothing where it has no boundary. */
  readonly boundary: Policy | undefined;
}

/** One policy of an identity. */
export interface Policy {
  /** Its document; nothing where the policy is not among the templates, so that it might say anything. */
  readonly document: Value | undefined;
  /** Whose policy it is or what it is called, for people. */
  readonly name: string;
  /** Whether the identity has it in every case; undefined where the deployment decides. */
  readonly isAttached: Truth;
}

const kinds: Readonly<Record<string, Identity['kind']>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::User': 'user',
  'AWS::SSO::PermissionSet': 'permission set',
};

/** Types of policies that name the identities that they are attached to, and where. */
const attachments: readonly { readonly type: string; readonly paths: Readonly<Record<string, string>> }[] = [
  { type: 'AWS::IAM::Policy', paths: { role: 'Roles', user: 'Users', group: 'Groups' } },
  { type: 'AWS::IAM::ManagedPolicy', paths: { role: 'Roles', user: 'Users', group: 'Groups' } },
  { type: 'AWS::IAM::RolePolicy', paths: { role: 'RoleName' } },
  { type: 'AWS::IAM::UserPolicy', paths: { user: 'UserName' } },
  { type: 'AWS::IAM::GroupPolicy', paths: { group: 'GroupName' } },
];

/** Every identity of the templates, in their order. */
export function identitiesOf(model: Model): readonly Identity[] {
  return Object.entries(kinds).flatMap(([type, kind]) =>
    model
      .ofType(type)
      .filter((resource) => resource.isMade() !== false)
      .map((resource) => identity(resource, kind, model)),
  );
}

function identity(resource: Resource, kind: Identity['kind'], model: Model): Identity {
  const isSet = kind === 'permission set';
  const account = isSet ? assignedAccount(resource, model) : resource.template.account;
  const boundary = boundaryOf(resource, isSet);
  return {
    resource,
    kind,
    arn: isSet ? permissionSetRole(resource, account) : arnOf(resource),
    account,
    accountName: isSet ? nameWith([account]) : accountNameOf(resource),
    policies: [...policiesOf(resource, kind, model), ...groupsOf(resource, kind, model)],
    boundary: boundary.isAbsent ? undefined : managedPolicy(boundary, model),
  };
}

/** A permission set names AWS's policies by ARN, and those of the account by their names. */
function boundaryOf(resource: Resource, isSet: boolean): Value {
  const boundary = resource.property('PermissionsBoundary');
  const ofAws = boundary.at('ManagedPolicyArn');
  return isSet && !ofAws.isAbsent ? ofAws : boundary;
}

/** IAM Identity Center makes a role of each permission set in each account, whose name ends with its own characters. */
function permissionSetRole(resource: Resource, account: string | undefined): Name {
  const name = resource.property('Name').literal;
  return nameWith([
    'arn:aws:iam::',
    account,
    ':role/aws-reserved/sso.amazonaws.com/',
    undefined,
    'AWSReservedSSO_',
    typeof name === 'string' ? name : undefined,
    '_',
    undefined,
  ]);
}

function assignedAccount(set: Resource, model: Model): string | undefined {
  const targets = model
    .referrers(set, 'AWS::SSO::Assignment')
    .map((assignment) => assignment.property('TargetId').literal);
  const [first] = targets;
  return typeof first === 'string' && targets.every((target) => target === first) ? first : undefined;
}

function policiesOf(resource: Resource, kind: string, model: Model): readonly Policy[] {
  const own = identityDocuments(resource).map((document) => ({
    document,
    name: `its own policy (${document.path})`,
    isAttached: true,
  }));
  return [
    ...own,
    ...managedPolicies(resource).map((value) => managedPolicy(value, model)),
    ...unreadable(resource),
    ...attachedTo(resource, kind, model),
  ];
}

/** A permission set may name policies that each account brings. */
function unreadable(resource: Resource): readonly Policy[] {
  if (resource.property('CustomerManagedPolicyReferences').isAbsent) return [];
  return [{ document: undefined, name: 'policies that the account brings', isAttached: true }];
}

function attachedTo(resource: Resource, kind: string, model: Model): readonly Policy[] {
  return attachments.flatMap(({ type, paths }) => {
    const path = own(paths, kind);
    if (path === undefined) return [];
    return model.ofType(type).flatMap((policy) => {
      const isAttached = names(policy.property(path), resource, policy);
      if (isAttached === false) return [];
      const document = policy.property('PolicyDocument');
      return [{ document, name: `policy ${policy.logicalId}`, isAttached }];
    });
  });
}

/** Whether a list of names, or the one name that stands in its place, holds the name of an identity. */
function names(list: Value, resource: Resource, policy: Resource): Truth {
  if (list.isAbsent) return false;
  const mine = ownName(resource);
  const items = list.items();
  const found = some(
    (items.length > 0 ? items : [list]).map((item) =>
      item.isOptional ? undefined : valueTakesIn(item, mine),
    ),
  );
  // Names count within one account.
  const [one, other] = [resource.template.account, policy.template.account];
  if (one !== undefined && other !== undefined && one !== other) return false;
  return found && policy.isMade() !== true ? undefined : found;
}

function groupsOf(user: Resource, kind: string, model: Model): readonly Policy[] {
  if (kind !== 'user') return [];
  return model.ofType('AWS::IAM::Group').flatMap((group) => {
    const additions = model
      .ofType('AWS::IAM::UserToGroupAddition')
      .filter((one) => valueTakesIn(one.property('GroupName'), ownName(group)) !== false);
    const isMember = some([
      names(user.property('Groups'), group, user),
      ...additions.map((one) => names(one.property('Users'), user, one)),
    ]);
    if (isMember === false) return [];
    return policiesOf(group, 'group', model).map((policy) => ({
      ...policy,
      name: `${policy.name} of group ${group.logicalId}`,
      isAttached: policy.isAttached && isMember,
    }));
  });
}

/** The managed policy that a value names: of the templates, or one of AWS that is known. */
function managedPolicy(value: Value, model: Model): Policy {
  const found = model
    .ofType('AWS::IAM::ManagedPolicy')
    .find((policy) => valueTakesIn(value, arnOf(policy)) === true);
  if (found) {
    return {
      document: found.property('PolicyDocument'),
      name: `policy ${found.logicalId}`,
      isAttached: value.isOptional ? undefined : true,
    };
  }
  const [name = nameOf('')] = namesIn(value);
  return {
    document: awsPolicy(name, value.resource),
    name: `managed policy ${name.text}`,
    isAttached: value.isOptional || value.alternatives.length > 1 ? undefined : true,
  };
}

function awsPolicy({ text }: Name, user: Resource): Value | undefined {
  const [, name] = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(text) ?? [];
  const found = name === undefined ? undefined : own(documents, name);
  return found === undefined
    ? undefined
    : valueAt(user, `AWS's policy ${name}`, { Statement: found as Json });
}

const documents: Readonly<Record<string, unknown>> = awsPolicies.policies;
