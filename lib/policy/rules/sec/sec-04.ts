import { identityDocuments, identityPolicyTypes } from '../../../cloudformation/identity-policies.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import type { Statement } from '../../../cloudformation/policy-documents.ts';
import { mayAllow, statements } from '../../../cloudformation/policy-documents.ts';
import { takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { expectTrue } from '../../expect.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectOnly, whereApplies } from '../../statements/allowed.ts';
import { namesResources } from '../../statements/resources.ts';
import reads from './secret-reads.json' with { type: 'json' };

const resourcePolicy = 'AWS::SecretsManager::ResourcePolicy';

/** Who may read a secret is what a secret is worth. */
export const sec04: Rule = {
  id: 'SEC-04',
  title: 'Who may read secrets may read those that the policy names, and no resource policy opens one',
  severity: 'high',
  types: [...identityPolicyTypes, resourcePolicy],
  why: 'A role that may read every secret hands all keys of the shop to whoever finds one flaw in one function.',
  fix: 'Name each secret by its ARN with -?????? for the end that Secrets Manager adds, and set BlockPublicPolicy.',
  controls: ['SEC-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) =>
    resource.type === resourcePolicy ? [expectTrue(resource.property('BlockPublicPolicy'))] : named(resource),
};

function named(identity: Resource): readonly Observation[] {
  const seen = identityDocuments(identity).flatMap((document) =>
    statements(document).filter(mayAllow).flatMap(readsNamed),
  );
  return seen.length > 0 ? seen : [notApplicable(identity, 'it reads no secret')];
}

function readsNamed(statement: Statement): readonly Observation[] {
  return whereApplies(takesInOneOf(statement.actions, reads.actions), () => [
    expectOnly(
      statement,
      { part: 'Resource', listed: statement.resources, expected: 'the ARNs of single secrets' },
      isOneSecret,
    ),
  ]);
}

/** The six letters that Secrets Manager adds to a name may stay open, and nothing else. */
function isOneSecret(resource: Value): Truth {
  const isPattern = resource.alternatives.some((resolved) => {
    const parts =
      resolved.kind === 'text' ? resolved.parts : resolved.kind === 'literal' ? [String(resolved.value)] : [];
    return parts.some((part) => typeof part === 'string' && /[*?]/.test(part.replace(/-(\?{6}|\*)$/, '')));
  });
  return isPattern ? false : namesResources(resource, false);
}
