import type { Resource } from '../../../cloudformation/model/types.ts';
import { groupBy } from '../../../group-by.ts';
import { memoized } from '../../../memoized.ts';
import { hasContract } from '../../data-classes.ts';
import { expectOneOf } from '../../expect.ts';
import { notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const roleType = 'AWS::IAM::Role';

/** Who owns an account may bound every role in it; the one that is left out is the way around. */
export const iam01Boundary: Rule = {
  id: 'IAM-01-boundary',
  title: 'Where roles of a shop or an account have a boundary, each of them has it',
  severity: 'high',
  types: [roleType],
  why: 'What the boundary keeps from every other role, whoever takes over the one without it may do.',
  fix: 'Set permissionsBoundary in the storefront file and in the account file, which gives it to each role that the kit makes.',
  controls: ['IAM-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (role, model) => {
    if (!hasContract(role)) return [notApplicable(role, 'its template does not say whose it is')];
    const boundary = usualBoundary(model.beside(role, roleType));
    if (boundary === undefined) return [notApplicable(role, 'no role beside it has a boundary')];
    return [expectOneOf(role.property('PermissionsBoundary'), [boundary])];
  },
};

/** The boundary that most of the roles have that have one. */
const usualBoundary = memoized((roles: readonly Resource[]): string | undefined => {
  const written = roles
    .filter(hasContract)
    .map((role) => role.property('PermissionsBoundary').literal)
    .filter((literal) => typeof literal === 'string');
  const [most] = [...groupBy(written, (boundary) => boundary)].sort(
    ([, some], [, others]) => others.length - some.length,
  );
  return most?.[0];
});
