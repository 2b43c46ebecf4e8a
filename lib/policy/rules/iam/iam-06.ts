import { resourcePolicies, resourcePolicyTypes } from '../../../cloudformation/resource-policies.ts';
import { notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectNamedPrincipals } from '../../statements/named-principals.ts';

/** A resource policy lets in whom it names, whatever the policies of identities say. */
export const iam06: Rule = {
  id: 'IAM-06',
  title: 'Each resource policy names principals of the account, and services on its behalf',
  severity: 'high',
  types: resourcePolicyTypes,
  why: 'One statement for everyone, another account or a service on anybody’s behalf opens a queue, a table or a secret around every role.',
  fix: 'Name roles of the account, or bind the statement by aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.',
  controls: ['IAM-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => {
    const seen = resourcePolicies(resource).flatMap((document) => expectNamedPrincipals(document));
    return seen.length > 0 ? seen : [notApplicable(resource, 'no resource policy is written for it')];
  },
};
