import { identityDocuments, identityPolicyTypes } from '../../../cloudformation/identity-policies.ts';
import { not } from '../../../cloudformation/model/truth.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectOnly, seenInAllowed } from '../../statements/allowed.ts';
import { isAction } from '../../statements/resources.ts';
import administration from './log-administration.json' with { type: 'json' };

/** Logs are evidence as long as those whom they are about cannot end, redirect or unmask them. */
export const iam05: Rule = {
  id: 'IAM-05',
  title: 'No policy of the shop allows to unmask logs, to shorten them or to end them',
  severity: 'medium',
  types: identityPolicyTypes,
  why: 'Whoever took over a function with such a permission reads what the masks hide, and takes away the traces.',
  fix: 'Take the action away; an operator uses a role of the account for emergencies, which is logged and alarms.',
  controls: ['IAM-05'],
  since: '0.1.0',
  stage: 'enforced',
  check: (identity) => {
    const seen = identityDocuments(identity).flatMap((document) => seenInAllowed(document, leavesLogs));
    return seen.length > 0 ? seen : [notApplicable(identity, 'it gives no permissions of its own')];
  },
};

function leavesLogs(statement: Statement): readonly Observation[] {
  return [
    expectOnly(
      statement,
      {
        part: 'Action',
        listed: statement.actions,
        expected: 'no action that unmasks, shortens or ends logs',
      },
      (action) =>
        isAction(action) === false
          ? false
          : not(takesInOneOf({ negated: false, values: [action], isDecided: true }, administration.actions)),
    ),
  ];
}
