import { identityDocuments, identityPolicyTypes } from '../../../cloudformation/identity-policies.ts';
import { not } from '../../../cloudformation/model/truth.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { flawsOf } from '../../choices.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import { isForPeople } from '../../people-roles.ts';
import type { Rule } from '../../rule.ts';
import { expectOnly, seenInAllowed } from '../../statements/allowed.ts';
import destructive from './destructive-actions.json' with { type: 'json' };

/** Whoever gets into a function takes what it may do, and the worst of it cannot be taken back. */
export const iam01Destruction: Rule = {
  id: 'IAM-01-destruction',
  title:
    'Nothing that runs in a storefront may delete its stores, keys, backups and records, or switch their protection off',
  severity: 'high',
  types: identityPolicyTypes,
  why: 'One function that may delete the table, the key or the alarms turns a break-in into the loss of every order, with nobody told.',
  fix: 'Take the action away: CloudFormation makes, changes and deletes resources with a role of its own.',
  controls: ['IAM-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (identity) => {
    if (!identity.template.storefront)
      return [notApplicable(identity, 'no storefront is among the templates with it')];
    if (isForPeople(identity))
      return [notApplicable(identity, 'it is for people, whose work the contract names')];
    const flaws = flawsOf(
      identityDocuments(identity).flatMap((document) => seenInAllowed(document, harmless)),
    );
    return flaws.length > 0 ? flaws : [notApplicable(identity, 'it allows nobody to end what is kept')];
  },
};

function harmless(statement: Statement): readonly Observation[] {
  return [
    expectOnly(
      statement,
      { part: 'Action', listed: statement.actions, expected: 'no action that ends what is kept' },
      (action) =>
        not(takesInOneOf({ negated: false, values: [action], isDecided: true }, destructive.actions)),
    ),
  ];
}
