import type { Resource } from '../../../cloudformation/model/types.ts';
import { attached, referenced } from '../../../cloudformation/references.ts';
import { expectOneOf, expectSeen } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectWebAcl } from './web-acl-reference.ts';

const distributionType = 'AWS::CloudFront::Distribution';

/** CloudFront names its web ACL itself; an association, the way of regional resources, is refused there. */
export const waf01: Rule = {
  id: 'WAF-01',
  title: 'A web ACL fronts every distribution and each of its tenants',
  severity: 'high',
  types: [distributionType, 'AWS::CloudFront::DistributionTenant'],
  required: { type: 'AWS::WAFv2::WebACL', stack: 'edge' },
  why: 'Without a web ACL, injection, known exploits and floods of requests meet the application itself.',
  fix: 'Set DistributionConfig.WebACLId to the ARN of a WAFv2 web ACL with scope CLOUDFRONT, declared in us-east-1; let no tenant disable it.',
  controls: ['WAF-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === distributionType
      ? [
          ...expectWebAcl(resource.property('DistributionConfig.WebACLId'), 'CLOUDFRONT'),
          ...attached(model, resource, association).map(misplaced),
        ]
      : ofTenant(resource),
};

/** A tenant has the web ACL of its distribution, unless it disables that one or names another. */
function ofTenant(tenant: Resource): readonly Observation[] {
  const own = tenant.property('Customizations.WebAcl');
  const distribution = tenant.property('DistributionId');
  if (!own.isAbsent) {
    return [expectOneOf(own.at('Action'), ['override']), ...expectWebAcl(own.at('Arn'), 'CLOUDFRONT')];
  }
  return referenced(distribution)?.type === distributionType
    ? [notApplicable(tenant, 'it has the web ACL of its distribution')]
    : [expectSeen(distribution, 'a distribution among the templates')];
}

const association = { type: 'AWS::WAFv2::WebACLAssociation', path: 'ResourceArn' };

function misplaced(found: Resource): Observation {
  return observation('fail', found.property('ResourceArn'), {
    expected: 'a regional resource, since a distribution names its web ACL itself',
  });
}
