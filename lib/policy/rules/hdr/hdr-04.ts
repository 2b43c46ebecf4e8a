import { securityHeader } from '../../../cloudformation/headers-policies.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { sourcesOf } from '../../csp/content-security-policy.ts';
import { expectAbsent, expectOneOf, expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, onEveryBehaviour } from './attached-policies.ts';
import { type CspHeader, type CspVerdict, cspHeaders, judgeCsp } from './csp-verdicts.ts';
import { framedAsDeclared, framingDirective, isHost, isRestricted } from './framing.ts';
import { rivals } from './response-headers.ts';

/** Framing: a page in somebody else's frame can be made to look like another one. */
export const hdr04: Rule = {
  ...aboutHeaders,
  id: 'HDR-04',
  title: 'No other site than those that the shop names can put it into a frame, and none a payment page',
  severity: 'medium',
  why: 'A framed checkout can be overlaid, so that shoppers press and type what somebody else wants.',
  fix: "Set frame-ancestors 'none' in the content security policy, and FrameOptions DENY with Override true; where exact hosts may frame pages of the shop, name them in frame-ancestors and in embedding of the shop file, and leave FrameOptions out.",
  controls: ['HDR-04'],
  check: onEveryBehaviour(
    'frame-ancestors and X-Frame-Options',
    (policy) => [
      ...judgeCsp(policy, (csp) => [frameAncestors(csp)]),
      ...frameOptions(policy),
      ...rivals(policy, 'FrameOptions'),
    ],
    framedAsDeclared,
  ),
};

function frameAncestors({ policies }: CspHeader): CspVerdict {
  const found = policies.find(isRestricted) ?? policies.find((policy) => policy.has(framingDirective));
  const actual = found
    ? [framingDirective, ...(found.get(framingDirective) ?? [])].join(' ')
    : `no ${framingDirective}`;
  const expected = `${framingDirective} 'none' or exact hosts`;
  return found && isRestricted(found)
    ? { status: 'pass', about: framingDirective, says: `has ${actual}`, actual, expected }
    : {
        status: 'fail',
        about: framingDirective,
        says: `has ${actual}; expected ${expected}`,
        actual,
        expected,
      };
}

/** X-Frame-Options cannot name hosts, so it is left out where frame-ancestors does; else it agrees. */
function frameOptions(policy: Resource): readonly Observation[] {
  const options = securityHeader(policy, 'FrameOptions');
  const option = options.at('FrameOption');
  const headers = cspHeaders(policy);
  if (headers.length > 0 && headers.every(namesHosts)) {
    return flawsOf([expectAbsent(option, 'no value, because it cannot name the hosts of frame-ancestors')]);
  }
  return [expectOneOf(option, ['DENY']), ...(option.isAbsent ? [] : [expectTrue(options.at('Override'))])];
}

function namesHosts({ policies }: CspHeader): boolean {
  return policies.some((policy) => isRestricted(policy) && sourcesOf(policy, framingDirective)?.some(isHost));
}
