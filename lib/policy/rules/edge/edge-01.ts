import { behaviours } from '../../../cloudformation/distributions.ts';
import { isList } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { expectOneOf } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Viewer HTTPS, judged for every cache behaviour: one that is left open leaks what it serves. */
export const edge01: Rule = {
  id: 'EDGE-01',
  title: 'Viewers can only use HTTPS on every cache behaviour',
  severity: 'critical',
  types: ['AWS::CloudFront::Distribution'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'A single behaviour left on allow-all lets a shopper load a page or post a form in clear text.',
  fix: 'Set ViewerProtocolPolicy to redirect-to-https on pages, and to https-only where a behaviour takes POST, PUT, PATCH or DELETE.',
  controls: ['EDGE-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (distribution) => behaviours(distribution).map(viewerProtocol),
};

function viewerProtocol(behaviour: Value): Observation {
  if (behaviour.isAbsent) {
    const expected = 'DefaultCacheBehavior, without which CloudFormation makes no distribution';
    return missing(behaviour.resource, behaviour.resource.property('DistributionConfig'), expected);
  }
  // A redirect answers a form post only after its clear-text body has left the browser.
  const allowed = takesWrites(behaviour) ? ['https-only'] : ['redirect-to-https', 'https-only'];
  return expectOneOf(behaviour.at('ViewerProtocolPolicy').withDefault('allow-all'), allowed);
}

const writes = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Unless it is written out that a behaviour only reads, it counts as one that writes. */
function takesWrites(behaviour: Value): boolean {
  return behaviour
    .at('AllowedMethods')
    .withDefault(['GET', 'HEAD'])
    .alternatives.some(
      (resolved) =>
        resolved.kind !== 'literal' ||
        !isList(resolved.value) ||
        resolved.value.some((method) => typeof method !== 'string' || writes.includes(method)),
    );
}
