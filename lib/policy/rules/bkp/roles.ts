import type { Resolved, Value } from '../../../cloudformation/model/types.ts';
import { observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

/** Requires a role of the templates, or the ARN of one: without a role AWS Backup does nothing. */
export function expectRole(value: Value): Observation {
  return observe(value, { expected: 'the ARN of a role' }, isRole);
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
