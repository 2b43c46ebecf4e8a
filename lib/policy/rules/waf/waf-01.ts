import type { Resource } from '../../../cloudformation/model/types.ts';
import { attached } from '../../../cloudformation/references.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectWebAcl } from './web-acl-reference.ts';

/** CloudFront names its web ACL itself; an association, the way of regional resources, is refused there. */
export const waf01: Rule = {
  id: 'WAF-01',
  title: 'A web ACL fronts every distribution',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  required: { type: 'AWS::WAFv2::WebACL', stack: 'edge' },
  why: 'Without a web ACL, injection, known exploits and floods of requests meet the application itself.',
  fix: 'Set DistributionConfig.WebACLId to the ARN of a WAFv2 web ACL with scope CLOUDFRONT, declared in us-east-1.',
  controls: ['WAF-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (distribution, model) => [
    ...expectWebAcl(distribution.property('DistributionConfig.WebACLId'), 'CLOUDFRONT'),
    ...attached(model, distribution, association).map(misplaced),
  ],
};

const association = { type: 'AWS::WAFv2::WebACLAssociation', path: 'ResourceArn' };

function misplaced(found: Resource): Observation {
  return observation('fail', found.property('ResourceArn'), {
    expected: 'a regional resource, since a distribution names its web ACL itself',
  });
}
