import { attachmentsOf } from './attachments.ts';
import { own } from './model/json.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';

/** Where a type holds the permissions of identities. */
interface Place {
  /** One policy document. */
  readonly document?: string;
  /** A list of policies, each with a `PolicyDocument`. */
  readonly list?: string;
  /** A list of the ARNs of managed policies. */
  readonly managed?: string;
}

const places: Readonly<Record<string, Place>> = {
  'AWS::IAM::Role': { list: 'Policies', managed: 'ManagedPolicyArns' },
  'AWS::IAM::User': { list: 'Policies', managed: 'ManagedPolicyArns' },
  'AWS::IAM::Group': { list: 'Policies', managed: 'ManagedPolicyArns' },
  'AWS::IAM::Policy': { document: 'PolicyDocument' },
  'AWS::IAM::ManagedPolicy': { document: 'PolicyDocument' },
  'AWS::IAM::RolePolicy': { document: 'PolicyDocument' },
  'AWS::IAM::UserPolicy': { document: 'PolicyDocument' },
  'AWS::IAM::GroupPolicy': { document: 'PolicyDocument' },
  'AWS::SSO::PermissionSet': { document: 'InlinePolicy', managed: 'ManagedPolicies' },
};

/** Every type that gives an identity permissions: by itself, or attached to another. */
export const identityPolicyTypes: readonly string[] = Object.keys(places);

/** Every policy document by which a resource gives an identity permissions. */
export function identityDocuments(resource: Resource): readonly Value[] {
  const { document, list } = own(places, resource.type) ?? {};
  const single = document === undefined ? [] : [resource.property(document)];
  return [...single, ...(list === undefined ? [] : documentsIn(resource.property(list)))].filter(
    ({ isAbsent }) => !isAbsent,
  );
}

/** Every policy document that the templates give a role: its own, and those that are attached to it. */
export function documentsOf(role: Resource, model: Model): readonly Value[] {
  const name = 'RoleName';
  const attached = [
    ...attachmentsOf(model, role, { type: 'AWS::IAM::Policy', path: 'Roles', name }),
    ...attachmentsOf(model, role, { type: 'AWS::IAM::ManagedPolicy', path: 'Roles', name }),
    ...attachmentsOf(model, role, { type: 'AWS::IAM::RolePolicy', path: 'RoleName', name }),
  ];
  return [role, ...attached].flatMap(identityDocuments);
}

/** The ARNs of the managed policies that a resource attaches; a list that is open stands for itself. */
export function managedPolicies(resource: Resource): readonly Value[] {
  const { managed } = own(places, resource.type) ?? {};
  if (managed === undefined) return [];
  const list = resource.property(managed);
  if (list.isAbsent) return [];
  return list.isDecidedList ? list.items() : [list];
}

/** A list that only the deployment knows stands for itself, and no rule can read it as a document. */
function documentsIn(list: Value): readonly Value[] {
  if (list.isAbsent) return [];
  return list.isDecidedList ? list.items().map((policy) => policy.at('PolicyDocument')) : [list];
}
