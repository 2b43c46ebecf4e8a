import { own } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { isOfOwnAccount } from '../../statements/named-principals.ts';
import facts from './grants.json' with { type: 'json' };

const types: Readonly<Record<string, readonly string[]>> = facts.types;

/** A share, a grant or a permission lets somebody in as a policy does, and reads like none. */
export const iam06Grants: Rule = {
  id: 'IAM-06-grants',
  title: 'Shares, grants and permissions that are no policies name principals of the account',
  severity: 'high',
  types: Object.keys(types),
  why: 'A resource that is shared with another account is used there by whoever that account lets, and no policy here tells.',
  fix: 'Name roles of the account or its organization, or take the grant away.',
  controls: ['IAM-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (grant) => {
    const named = (own(types, grant.type) ?? []).flatMap((path) => valuesAt(grant, path));
    const seen = named.filter(({ isAbsent }) => !isAbsent).map(isOurs);
    return seen.length > 0 ? seen : [notApplicable(grant, 'it names nobody')];
  },
};

function isOurs(principal: Value): Observation {
  const organization = textIs(principal, (text) => /(^|\/)o-[a-z0-9]+(\/|$)/.test(text));
  const verdict = organization ? true : isOfOwnAccount(principal);
  const seen = verdictAt(verdict, principal, { expected: 'somebody of the account or of its organization' });
  return verdict === undefined
    ? seen.withNote(
        'write AWS::AccountId where it is the same account, or judge with the values that are deployed (--parameters)',
      )
    : seen;
}
