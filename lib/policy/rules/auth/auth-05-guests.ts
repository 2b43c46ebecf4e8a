import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectAbsent, expectFalse } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const identityPoolType = 'AWS::Cognito::IdentityPool';

/** An identity pool gives whoever it lets in the keys of a role. */
export const auth05Guests: Rule = {
  id: 'AUTH-05-guests',
  title: 'Identity pools give no role to guests, and let nobody choose one',
  severity: 'critical',
  types: [identityPoolType, 'AWS::Cognito::IdentityPoolRoleAttachment'],
  why: 'Everybody on the internet gets keys of the account for the price of one request, without signing in.',
  fix: 'Set AllowUnauthenticatedIdentities to false, leave AllowClassicFlow off, and take Roles.unauthenticated away.',
  controls: ['AUTH-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => (resource.type === identityPoolType ? pool(resource) : roles(resource)),
};

function pool(identities: Resource): readonly Observation[] {
  return [
    expectFalse(identities.property('AllowUnauthenticatedIdentities')),
    // In the classic flow the program that signs in says which role it wants.
    ...flawsOf([expectFalse(identities.property('AllowClassicFlow'))]),
  ];
}

function roles(attachment: Resource): readonly Observation[] {
  const given = attachment.property('Roles');
  if (given.isAbsent) return [notApplicable(attachment, 'it gives no role by itself')];
  return [expectAbsent(given.at('unauthenticated'), 'no role for guests')];
}
