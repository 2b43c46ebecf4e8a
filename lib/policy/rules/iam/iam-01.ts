import {
  identityDocuments,
  identityPolicyTypes,
  managedPolicies,
} from '../../../cloudformation/identity-policies.ts';
import { all } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Value } from '../../../cloudformation/model/types.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { isLike, isWithin } from '../../../cloudformation/wildcards.ts';
import { flawsOf } from '../../choices.ts';
import { observe, type Verdict } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectOnly, seenInAllowed } from '../../statements/allowed.ts';
import { isAction, namesResources } from '../../statements/resources.ts';
import managed from './managed-policies.json' with { type: 'json' };
import { tooWideForStorefront } from './named-resources.ts';
import unscoped from './unscoped-actions.json' with { type: 'json' };

/** What any identity may do, however the policy comes to it: inline, attached, or managed by AWS. */
export const iam01: Rule = {
  id: 'IAM-01',
  title: 'No policy allows every action, or actions on every resource that could be limited',
  severity: 'high',
  types: identityPolicyTypes,
  why: 'One role that may do everything turns a small mistake in a function into the loss of the account.',
  fix: 'List the actions that the code calls and the ARNs that it calls them on; replace NotAction, NotResource and managed policies such as AdministratorAccess.',
  controls: ['IAM-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (identity) => {
    const seen = [
      ...identityDocuments(identity).flatMap((document) => seenInAllowed(document, limited)),
      // Nobody needs one, so a narrow one is no evidence.
      ...flawsOf(managedPolicies(identity).map(expectNarrow)),
    ];
    return seen.length > 0 ? seen : [notApplicable(identity, 'it gives no permissions of its own')];
  },
};

const allowedAnywhere = [...unscoped.actions, ...unscoped.networkInterfaces.actions];

function limited(statement: Statement): readonly Observation[] {
  const { actions, resources } = statement;
  return [
    expectOnly(statement, { part: 'Action', listed: actions, expected: 'actions by name' }, isAction),
    expectOnly(
      statement,
      {
        part: 'Resource',
        listed: resources,
        expected: 'ARNs that say what is meant, or * for actions that AWS cannot limit',
      },
      (resource) => namesResources(resource, areAllowedAnywhere(statement)),
    ),
    ...tooWideForStorefront(statement),
  ];
}

function areAllowedAnywhere({ actions }: Statement): Verdict {
  if (actions.negated) return false;
  const verdict = all(actions.values.map((action) => isWithin(action, allowedAnywhere)));
  return verdict && !actions.isDecided ? undefined : verdict;
}

/** A policy among the templates is judged by itself; of AWS's own a list tells, and of any other nobody knows what it allows. */
function expectNarrow(policy: Value): Observation {
  const seen = observe(policy, { expected: 'a managed policy that allows little' }, (resolved): Verdict => {
    if (resolved.kind === 'reference') return resolved.resource.type === 'AWS::IAM::ManagedPolicy';
    const name = nameOf(resolved);
    if (name === undefined || managed.broad.some((pattern) => isLike(name, pattern))) {
      return name === undefined ? undefined : false;
    }
    return managed.narrow.includes(name) ? true : undefined;
  });
  const isWritten = policy.alternatives.every(({ kind }) => kind !== 'unknown');
  if (seen.status !== 'unknown' || !isWritten) return seen;
  return seen.with({
    says: `is ${seen.actual}, whose statements are not among the templates; read them, and write those that are needed into a policy of the templates`,
  });
}

/** The path and name of a policy of AWS; nothing for any other. */
function nameOf(resolved: Resolved): string | undefined {
  const written =
    resolved.kind === 'literal'
      ? String(resolved.value)
      : resolved.kind === 'text'
        ? resolved.parts.map((part) => (typeof part === 'string' ? part : 'open')).join('')
        : '';
  return /:iam::aws:policy\/(.+)$/.exec(written)?.[1];
}
