import { all, type Truth } from '../cloudformation/model/truth.ts';
import { isService, mayAllow, statements } from '../cloudformation/policy-documents.ts';
import type { Identity } from './identities.ts';

/** Whether an identity is a role that only AWS services take on, such as a function's. */
export function isOfService({ kind, resource }: Identity): boolean {
  if (kind !== 'role') return false;
  const trusting = statements(resource.property('AssumeRolePolicyDocument')).filter(mayAllow);
  const judged = trusting.map(
    ({ principals }): Truth =>
      principals.negated || principals.values.length === 0
        ? undefined
        : principals.values.every((principal) => principal.kind === 'Service'),
  );
  return judged.length > 0 && all(judged) === true;
}

/** Whether a role may be taken on by an AWS service, and so be passed to it. */
export function admitsService({ resource }: Identity, service: string): boolean {
  return statements(resource.property('AssumeRolePolicyDocument'))
    .filter(mayAllow)
    .some(({ principals }) => principals.values.some((principal) => isService(principal, service) !== false));
}

/** Whom a role's trust policy names, for people. */
export function trustedBy({ kind, resource }: Identity): readonly string[] {
  if (kind !== 'role') return [];
  const trusting = statements(resource.property('AssumeRolePolicyDocument')).filter(mayAllow);
  return trusting.flatMap(({ principals }) =>
    principals.values.map(({ value }) => `${principals.negated ? 'everyone but ' : ''}${value}`),
  );
}
