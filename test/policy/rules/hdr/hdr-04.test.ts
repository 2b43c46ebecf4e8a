import { hdr04 } from '../../../../lib/policy/rules/hdr/hdr-04.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { csp, custom, distribution, pageCsp, security, shop, shown } from './shop.ts';

const at = shown(csp);
const options = `${security}.FrameOptions`;
const ancestors = (sources: string) =>
  pageCsp.replace("frame-ancestors 'none'", `frame-ancestors ${sources}`);

testRule(hdr04, {
  pass: {
    'a shop that nobody can frame': shop(),
    'exact hosts, which X-Frame-Options cannot name and so is left out': shop(
      [csp, ancestors('https://mall.example')],
      [options, undefined],
    ),
    'exact hosts and the shop itself': shop(
      [csp, ancestors("'self' https://mall.example")],
      [options, undefined],
    ),
    'a list of ancestors that is empty, which means none': shop([csp, ancestors('')]),
  },
  fail: {
    'X-Frame-Options among the custom headers': {
      ...shop([`${custom}[3]`, { Header: 'X-Frame-Options', Value: 'ALLOWALL', Override: true }]),
      says: [
        `${shown(custom)}[3].Header is X-Frame-Options; expected another header, since SecurityHeadersConfig.FrameOptions sets this one`,
      ],
    },
    'a policy without ancestors': {
      ...shop([csp, pageCsp.replace("frame-ancestors 'none'; ", '')]),
      says: [`${at} has no frame-ancestors; expected frame-ancestors 'none' or exact hosts`],
    },
    'ancestors that may be anybody': {
      ...shop([csp, ancestors('*')]),
      says: [`${at} has frame-ancestors *; expected frame-ancestors 'none' or exact hosts`],
    },
    'ancestors that may be anybody, in one of two cases': {
      ...shop([csp, maybe(pageCsp, ancestors('https:'))]),
      says: [`${at} has frame-ancestors https:; expected frame-ancestors 'none' or exact hosts`],
    },
    'framing by the shop’s own pages, which nobody has accepted': {
      ...shop([csp, ancestors("'self'")]),
      says: [`${at} has frame-ancestors 'self'; expected frame-ancestors 'none' or exact hosts`],
    },
    'a header for old browsers that is missing': {
      ...shop([options, undefined]),
      says: [`${shown(options)}.FrameOption is not set; expected DENY`],
    },
    'a header that the origin can replace': {
      ...shop([`${options}.Override`, undefined]),
      says: [`${shown(options)}.Override is not set; expected true`],
    },
    'exact hosts beside a header that refuses them': {
      ...shop([csp, ancestors('https://mall.example')]),
      says: [
        `${shown(options)}.FrameOption is DENY; expected no value, because it cannot name the hosts of frame-ancestors`,
      ],
    },
    'a shop without a content security policy': {
      ...shop([`${security}.ContentSecurityPolicy`, undefined]),
      says: [`${at} is not set; expected a content security policy`],
    },
    'a behaviour without a policy': {
      ...shop([`${distribution}.DefaultCacheBehavior.ResponseHeadersPolicyId`, undefined]),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId is not set; expected a headers policy of these templates that sends frame-ancestors and X-Frame-Options',
      ],
    },
  },
  unknown: {
    'text that is a parameter': {
      ...shop([csp, { Ref: 'Open' }]),
      says: [
        `${at} is unknown (parameter Open is only known at deployment); expected a content security policy`,
      ],
    },
    'an option that is a parameter': {
      ...shop([`${options}.FrameOption`, { Ref: 'Open' }]),
      says: [
        `${shown(options)}.FrameOption is unknown (parameter Open is only known at deployment); expected DENY`,
      ],
    },
  },
});
