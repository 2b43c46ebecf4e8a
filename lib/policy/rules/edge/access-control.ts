import type { Resolved, Value } from '../../../cloudformation/model/types.ts';
import { isWebsiteEndpoint, type Origin } from '../../../cloudformation/origins.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { expectOneOf, expectReference, observe, type Verdict } from '../../expect.ts';
import type { Observation } from '../../observation.ts';

const type = 'AWS::CloudFront::OriginAccessControl';

/** Judges the origin access control of an origin: that there is one, and that it signs every request. */
export function accessControl(origin: Value, kind: 's3' | 'lambda'): readonly Observation[] {
  const id = origin.at('OriginAccessControlId');
  const control = referenced(id);
  if (control?.type !== type) {
    return [observe(id, { expected: 'an origin access control among the templates' }, mayBeControl)];
  }
  const config = control.property('OriginAccessControlConfig');
  return [
    expectReference(id, control),
    expectOneOf(config.at('OriginAccessControlOriginType'), [kind]),
    expectOneOf(config.at('SigningBehavior'), ['always']),
    expectOneOf(config.at('SigningProtocol'), ['sigv4']),
  ];
}

/** An id alone may be that of an access control made elsewhere, which nobody has seen. */
function mayBeControl(resolved: Resolved): Verdict {
  if (resolved.kind === 'absent' || (resolved.kind === 'literal' && resolved.value === '')) return false;
  return resolved.kind === 'reference' && resolved.resource.type !== type ? false : undefined;
}

/** Finds fault with the website endpoint of a bucket. */
export function expectNoWebsite({ domain }: Origin): readonly Observation[] {
  const expected = 'the endpoint of the bucket itself, not of its public website';
  const seen = observe(domain, { expected }, (resolved) => !isWebsiteEndpoint(resolved));
  return seen.status === 'fail' ? [seen] : [];
}
