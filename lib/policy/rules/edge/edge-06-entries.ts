import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { origins } from '../../../cloudformation/origins.ts';
import { mentionedBy } from '../../../cloudformation/references.ts';
import { memoized } from '../../../memoized.ts';
import { hasContract } from '../../data-classes.ts';
import { notApplicable } from '../../observation.ts';
import { expectNoEndpoint, otherEndpointTypes } from '../../reachability/endpoints.ts';
import type { Rule } from '../../rule.ts';

/** Whatever AWS gives an address of its own answers around the firewall, whether or not anybody meant it to. */
export const edge06Entries: Rule = {
  id: 'EDGE-06-entries',
  title: 'A storefront is entered through its distribution and in no other way',
  severity: 'high',
  types: otherEndpointTypes,
  why: 'An API, an app or a network that leads in beside the distribution is a way around its firewall, its headers and its logs.',
  fix: 'Take the resource away, keep it private, or put it behind the distribution as an origin that answers nobody else.',
  controls: ['EDGE-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (!hasContract(resource)) {
      return [notApplicable(resource, 'it is no part of a storefront, whose entry is CloudFront')];
    }
    if (isOrigin(resource, model)) {
      return [notApplicable(resource, 'it is an origin of the distribution, and judged as one')];
    }
    const seen = expectNoEndpoint(resource).map((one) =>
      one.path === 'Type' ? one.with({ says: `is ${one.actual}, a way in beside the distribution` }) : one,
    );
    return seen.length > 0 ? seen : [notApplicable(resource, 'nothing gives it an address of the internet')];
  },
};

function isOrigin(resource: Resource, model: Model): boolean {
  return originsOf(model.beside(resource, 'AWS::CloudFront::Distribution')).has(resource);
}

/** What is an origin of one of the distributions: asked once, since everything beside them asks. */
const originsOf = memoized(
  (distributions: readonly Resource[]) =>
    new Set(distributions.flatMap(origins).flatMap(({ domain }) => mentionedBy(domain))),
);
