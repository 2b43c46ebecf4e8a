import { hdr05 } from '../../../../lib/policy/rules/hdr/hdr-05.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { distribution, security, shop, shown } from './shop.ts';

const removed = `${security.replace('SecurityHeadersConfig', 'RemoveHeadersConfig')}.Items`;
const referrer = `${security}.ReferrerPolicy`;
const allowed = 'no-referrer or strict-origin-when-cross-origin or same-origin or strict-origin';

testRule(hdr05, {
  pass: {
    'a shop that gives nothing away': shop(),
    'names of headers in another case': shop([
      removed,
      named('x-powered-by', 'SERVER', 'x-aspnet-version', 'X-GENERATOR'),
    ]),
    'the old auditor switched off': shop([
      `${security}.XSSProtection`,
      { Protection: false, Override: true },
    ]),
    'a list of which each case takes all headers out': shop([
      removed,
      maybe(
        named('Server', 'X-Powered-By', 'X-AspNet-Version', 'X-Generator'),
        named('X-Generator', 'X-AspNet-Version', 'X-Powered-By', 'Server'),
      ),
    ]),
  },
  fail: {
    'guessed content types': {
      ...shop([`${security}.ContentTypeOptions`, undefined]),
      says: [`${shown(security)}.ContentTypeOptions is not set; expected a value`],
    },
    'a referrer that tells everything, and that the origin decides': {
      ...shop([`${referrer}.ReferrerPolicy`, 'unsafe-url'], [`${referrer}.Override`, 'false']),
      says: [
        `${shown(referrer)}.ReferrerPolicy is unsafe-url; expected ${allowed}`,
        `${shown(referrer)}.Override is false; expected true`,
      ],
    },
    'no word about referrers': {
      ...shop([referrer, undefined]),
      says: [`${shown(referrer)} is not set; expected a value`],
    },
    'software that names itself': {
      ...shop([removed, named('Server', 'X-AspNet-Version', 'X-Generator')]),
      says: [`${shown(removed)} lacks the header X-Powered-By`],
    },
    'a header that is taken out in one of two cases only': {
      ...shop([
        removed,
        [maybe({ Header: 'Server' }), ...named('X-Powered-By', 'X-AspNet-Version', 'X-Generator')],
      ]),
      says: [`${shown(removed)} lacks the header Server in every case`],
    },
    'a behaviour without a policy': {
      ...shop([`${distribution}.DefaultCacheBehavior.ResponseHeadersPolicyId`, undefined]),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId is not set; expected a headers policy of these templates that sends X-Content-Type-Options and Referrer-Policy',
      ],
    },
  },
  unknown: {
    'a referrer policy that is a parameter': {
      ...shop([`${referrer}.ReferrerPolicy`, { Ref: 'Open' }]),
      says: [
        `${shown(referrer)}.ReferrerPolicy is unknown (parameter Open is only known at deployment); expected ${allowed}`,
      ],
    },
    'a list of headers that a macro writes': {
      ...shop([removed, { 'Fn::Transform': { Name: 'Headers' } }]),
      says: ['X-Powered-By', 'Server', 'X-AspNet-Version', 'X-Generator'].map(
        (name) =>
          `${shown(removed)} is unknown (Fn::Transform is only known at deployment); expected a list with the header ${name}`,
      ),
    },
  },
});

function named(...names: readonly string[]) {
  return names.map((Header) => ({ Header }));
}
