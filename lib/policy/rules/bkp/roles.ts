import { isArnOfOwnAccount } from '../../../cloudformation/accounts.ts';
import { documentsOf, managedPolicies } from '../../../cloudformation/identity-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { mayAllow, type Statement, statements, surely } from '../../../cloudformation/policy-documents.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { resourcePolicies } from '../../../cloudformation/resource-policies.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { matchesAction } from '../../../cloudformation/wildcards.ts';
import { memoized } from '../../../memoized.ts';
import { flawsOf } from '../../choices.ts';
import { observe, type Verdict } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import { meansEveryone } from '../../statements/named-principals.ts';
import { admitsService, serviceNamed } from '../../statements/service-access.ts';
import rights from './role-rights.json' with { type: 'json' };

/** What a role of AWS Backup is for. */
type Use = 'backup' | 'restore';

interface Needed {
  readonly use: Use;
  /** Services whose resources it is for, as ARNs name them. */
  readonly services: readonly string[];
  readonly model: Model;
}

/**
 * Requires the ARN of a role that AWS Backup can assume and that has the rights of its work, without which AWS Backup makes nothing. What
 * a role may do that is not among the templates, nobody sees there.
 */
export function expectRole(value: Value, needed: Needed): readonly Observation[] {
  const role = referenced(value);
  return [
    ofAccount(observe(value, { expected: 'the ARN of a role' }, isRole), value),
    ...(role?.type === 'AWS::IAM::Role' ? flawsOf([...trusted(role), ...allowed(role, needed)]) : []),
  ];
}

/** AWS Backup passes on a role of its own account only. */
function ofAccount(seen: Observation, value: Value): Observation {
  return seen.status === 'pass' && isArnOfOwnAccount(value) === false
    ? observation('fail', value, { expected: 'the ARN of a role of the account' })
    : seen;
}

function isRole(resolved: Resolved): Verdict {
  switch (resolved.kind) {
    case 'reference':
      return resolved.resource.type === 'AWS::IAM::Role' && resolved.attribute === 'Arn';
    case 'literal':
      return /^arn:aws[a-z-]*:iam::\d{12}:role\/.+/.test(String(resolved.value));
    case 'absent':
      return false;
    default:
      return undefined;
  }
}

function trusted(role: Resource): readonly Observation[] {
  return admitsService(role.property('AssumeRolePolicyDocument'), {
    ...serviceNamed('backup.amazonaws.com'),
    actions: ['sts:AssumeRole'],
  });
}

/** Each action that the work begins with has to be allowed by one of the policies of the role. */
function allowed(role: Resource, { use, services, model }: Needed): readonly Observation[] {
  const actions = services.flatMap((service) => actionsOf(service, use));
  const written = writtenFor(model)(role);
  const granted = written.filter(mayAllow);
  const refused = written.flatMap((statement) => refusals(statement, actions));
  if (refused.length > 0) return refused;
  if (managedPolicies(role).some((policy) => !isOfOtherUse(policy, use))) return [];
  return [...new Set(actions)]
    .filter((action) => !granted.some((statement) => mayName(statement, action)))
    .map((action) => missing(role, 'Properties', `a policy that allows ${action}`));
}

/** What the policies of a role say: each store that the role backs up asks for it. */
const writtenFor = memoized((model: Model) =>
  memoized((role: Resource): readonly Statement[] => documentsOf(role, model).flatMap(statements)),
);

function mayName({ actions }: Statement, action: string): boolean {
  return actions.values.some((pattern) => (matchesAction(pattern, action) !== false) !== actions.negated);
}

/** A policy of AWS for backups grants no restores, and the other way round; any other may grant what is needed. */
function isOfOtherUse({ literal }: Value, use: Use): boolean {
  return String(literal).endsWith(rights.ofAws[use === 'backup' ? 'restore' : 'backup']);
}

function actionsOf(service: string, use: Use): readonly string[] {
  const known: Readonly<Record<string, Readonly<Record<Use, readonly string[]>>>> = rights.services;
  return known[service]?.[use] ?? [];
}

/** A Deny takes away what any policy grants; one with a condition, or for some resources, does so where nobody can tell. */
function refusals(statement: Statement, actions: readonly string[]): readonly Observation[] {
  if (textIs(statement.effect, (text) => text === 'Allow')) return [];
  const { value, conditions, resources } = statement;
  const refused = [...new Set(actions)].filter((action) => mayName(statement, action));
  const isSure =
    surely(statement, 'Deny') &&
    conditions.values.length === 0 &&
    !resources.negated &&
    resources.values.some(({ literal }) => literal === '*');
  return refused.map((action) =>
    observation(isSure ? 'fail' : 'unknown', value, { expected: `no Deny of ${action}`, about: action }),
  );
}

/** What the policy of a store refuses to every role, and to that of the backups. */
export function refusedBy(store: Resource, services: readonly string[]): readonly Observation[] {
  const actions = services.flatMap((service) => actionsOf(service, 'backup'));
  return resourcePolicies(store)
    .filter(({ isAbsent }) => !isAbsent)
    .flatMap(statements)
    .filter(({ principals }) => !principals.negated && meansEveryone(principals))
    .flatMap((statement) => refusals(statement, actions))
    .filter(({ status }) => status === 'fail');
}
