import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies } from '../../../cloudformation/headers-policies.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { asksBucket } from '../../../cloudformation/origins.ts';
import { distinct } from '../../choices.ts';
import { notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, expectPolicyThat } from './attached-policies.ts';
import hygiene from './hygiene.json' with { type: 'json' };
import { expectRemoved } from './response-headers.ts';

/** S3 describes each object in headers of its own, and CloudFront hands them on. */
export const hdr05Storage: Rule = {
  ...aboutHeaders,
  id: 'HDR-05-storage',
  title: 'Responses from a bucket name neither the account nor its key, nor an object\u2019s version',
  severity: 'low',
  types: ['AWS::CloudFront::Distribution'],
  why: 'The ARN of the key that S3 adds to each response holds the number of the account, which is where an attack on its roles and buckets begins.',
  fix: `On each behaviour that asks an S3 origin, remove ${hygiene.storage.join(', ')} by a headers policy.`,
  controls: ['HDR-05'],
  check: (distribution) => {
    const asking = behaviours(distribution).filter((behaviour) => asksBucket(behaviour) !== false);
    return asking.length === 0
      ? [notApplicable(distribution, 'no behaviour asks an S3 origin')]
      : distinct(asking.flatMap(silence));
  },
};

function silence(behaviour: Value): readonly Observation[] {
  const seen = [
    ...expectPolicyThat('removes the headers of S3', behaviour),
    ...attachedPolicies(behaviour).flatMap(removals),
  ];
  // Where nobody knows what is asked, nothing is proven either way.
  return asksBucket(behaviour) ? seen : seen.map(doubted);
}

function removals(policy: Resource): readonly Observation[] {
  return hygiene.storage.flatMap((name) => expectRemoved(policy, name));
}

function doubted(seen: Observation): Observation {
  return seen.status === 'fail' ? seen.with({ status: 'unknown' }) : seen;
}
