import { not, some, type Truth } from '../cloudformation/model/truth.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import type { Condition, Principal } from '../cloudformation/policy-documents.ts';
import { referenced } from '../cloudformation/references.ts';
import { writtenTextIs } from '../cloudformation/texts.ts';
import type { StorefrontContract } from '../contract/schema.ts';
import { isOfOwnAccount } from './statements/named-principals.ts';
import { meansPermissionSet } from './statements/second-factor.ts';

type PeopleRole = NonNullable<StorefrontContract['peopleRoles']>[number];

/** The work for which people take a role on, as its contract says; nothing for any other role. */
export function workOf({ template, logicalId }: Resource): PeopleRole['work'] | undefined {
  const contract = template.storefront ?? template.accountStack;
  return contract?.peopleRoles?.find(({ resource }) => resource === logicalId)?.work;
}

/** Whether what gives permissions gives them to people alone, whose rights are asked for by their work. */
export function isForPeople(identity: Resource): boolean {
  if (workOf(identity)) return true;
  const roles = identity.property('Roles').items().map(referenced);
  return roles.length > 0 && roles.every((role) => role !== undefined && workOf(role) !== undefined);
}

/**
 * Whether a principal is a person, or may be one: an IAM user, somebody of a permission set, or a whole account, which lets its own
 * policies decide. What the contract says of a role settles it.
 */
export function isPerson({ kind, value }: Principal): Truth {
  if (kind === undefined) return undefined;
  if (kind !== 'AWS') return false;
  if (referenced(value)?.type === 'AWS::IAM::User' || meansPermissionSet(value)) return true;
  return some([writtenTextIs(value, (text) => /:user\//.test(text)), isOwnAccountAsWhole(value)]);
}

/** Whoever the account lets assume roles may be a person, a pipeline or a function: nobody can tell. */
function isOwnAccountAsWhole(value: Value): Truth {
  const isWhole = writtenTextIs(value, (text) => /^(\d{12}|arn:[^:]+:iam::(\d{12}|open):root)$/.test(text));
  if (isWhole === false || isOfOwnAccount(value) === false) return false;
  return undefined;
}

const operators = ['ArnEquals', 'ArnLike', 'StringEquals', 'StringLike'];

/** Whether a condition leaves nobody but people of named permission sets, whom Identity Center asks for a second factor. */
export function leavesPermissionSets({ operator, key, values, isDecided }: Condition): Truth {
  if (operator === undefined || key === undefined) return undefined;
  if (key !== 'aws:principalarn' || !operators.includes(operator) || values.length === 0) return false;
  const others = some(values.map((value) => not(meansPermissionSet(value))));
  return others === false && !isDecided ? undefined : not(others);
}
