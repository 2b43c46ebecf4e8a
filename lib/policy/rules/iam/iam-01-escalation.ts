import { identityDocuments, identityPolicyTypes } from '../../../cloudformation/identity-policies.ts';
import { not, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { matchesAction, takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectOnly, seenInAllowed, verdictAt, whereApplies } from '../../statements/allowed.ts';
import { isServiceName } from '../../statements/named-principals.ts';
import { expectLimit, isLimit, type Limits } from '../../statements/own-limits.ts';
import { hasWildcard, isAction, namesResources } from '../../statements/resources.ts';
import { grantsForServices } from '../../statements/service-grants.ts';
import escalations from './escalations.json' with { type: 'json' };

/** Permissions by which whoever has them gets others: each may look small by itself. */
export const iam01Escalation: Rule = {
  id: 'IAM-01-escalation',
  title: 'No policy lets an identity give itself or others more than it has',
  severity: 'high',
  types: identityPolicyTypes,
  why: 'Who may pass any role, attach policies or assume any role has every permission of the account, whatever else the policy says.',
  fix: 'Take the action away, name the role that is passed with iam:PassedToService, or bind the action by iam:PermissionsBoundary.',
  controls: ['IAM-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (identity) => {
    const seen = identityDocuments(identity).flatMap((document) => seenInAllowed(document, harmless));
    return seen.length > 0 ? seen : [notApplicable(identity, 'it gives no permissions of its own')];
  },
};

function harmless(statement: Statement): readonly Observation[] {
  const grants = grantsForServices(statement);
  if (grants) return grants;
  if (isWithoutActions(statement)) return [verdictAt(false, statement.value.at('Action'), actionsByName)];
  return [
    expectOnly(
      statement,
      { part: 'Action', listed: statement.actions, expected: 'no action that gives further permissions' },
      (action) => (isAction(action) === false ? false : not(isEscalation(action, statement))),
    ),
    ...escalations.conditioned.flatMap((one) => bound(statement, one)),
    ...onNamedResources(statement),
  ];
}

/** It gives nothing further, yet what was meant to stand there is missing, so it is no pass either. */
function isWithoutActions({ actions: { negated, values, isDecided } }: Statement): boolean {
  return !negated && isDecided && values.length === 0;
}

const actionsByName = { expected: 'actions by name, without which IAM refuses the statement' };

function isEscalation(action: Value, { conditions }: Statement): Truth {
  const isBounded = some(conditions.values.map((condition) => isLimit(condition, boundary)));
  if (isBounded && conditions.isDecided) return false;
  return takesInOneOf({ negated: false, values: [action], isDecided: true }, escalations.never);
}

const boundary: Limits = {
  [escalations.boundary]: (value) => namesResources(value, false),
};

/** Some are harmless where a condition says for which service. */
function bound(
  statement: Statement,
  { action, key }: { readonly action: string; readonly key: string },
): readonly Observation[] {
  const limits: Limits = { [key]: isServiceName };
  return whereApplies(listsAction(statement, action), () => [
    ...expectLimit(statement, limits, `a condition on ${key} that names services`),
    ...(action === 'iam:PassRole' ? [expectNames(statement, isOneRole)] : []),
  ]);
}

function listsAction({ actions }: Statement, action: string): Truth {
  if (actions.negated) return true;
  const found = some(actions.values.map((pattern) => matchesAction(pattern, action)));
  return found === false && !actions.isDecided ? undefined : found;
}

/** Others are harmless where they name what they concern. */
function onNamedResources(statement: Statement): readonly Observation[] {
  return whereApplies(takesInOneOf(statement.actions, escalations.onNamedResources), () => [
    expectNames(statement, (resource) => namesResources(resource, false)),
  ]);
}

function expectNames(statement: Statement, isRight: (resource: Value) => Truth): Observation {
  return expectOnly(
    statement,
    { part: 'Resource', listed: statement.resources, expected: 'the ARNs of those that are meant' },
    isRight,
  );
}

function isOneRole(resource: Value): Truth {
  return hasWildcard(resource) ? false : namesResources(resource, false);
}
