import { hdr04 } from '../../../../lib/policy/rules/hdr/hdr-04.ts';
import { type Change, maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { csp, custom, distribution, foreign, pageCsp, security, shop, shopOf, shown } from './shop.ts';

const at = shown(csp);
const options = `${security}.FrameOptions`;
const ancestors = (sources: string) =>
  pageCsp.replace("frame-ancestors 'none'", `frame-ancestors ${sources}`);

/** The default path may be framed, and what is not a page of it may not. */
const framedByMall: readonly Change[] = [
  [csp, ancestors('https://mall.example')],
  [options, undefined],
  [`${distribution}.CacheBehaviors[0].ResponseHeadersPolicyId`, { Ref: 'Payment' }],
];

testRule(hdr04, {
  pass: {
    'a shop that nobody can frame': shop(),
    'exact hosts, which X-Frame-Options cannot name and so is left out': foreign(
      [csp, ancestors('https://mall.example')],
      [options, undefined],
    ),
    'exact hosts and the shop itself': foreign(
      [csp, ancestors("'self' https://mall.example")],
      [options, undefined],
    ),
    'a site that the shop names, on pages and not where shoppers pay': shopOf(
      { embedding: ['https://mall.example'] },
      ...framedByMall,
    ),
    'a list of ancestors that is empty, which means none': shop([csp, ancestors('')]),
  },
  fail: {
    'a site that the shop does not name': {
      ...shop(...framedByMall),
      says: [`${at} lets https://mall.example frame *; the shop names no site that may`],
    },
    'another site than the one that the shop names': {
      ...shopOf({ embedding: ['https://magazine.example'] }, ...framedByMall),
      says: [
        `${at} lets https://mall.example frame *; expected https://magazine.example, which the shop names`,
      ],
    },
    'a site that the shop names and no page lets in': {
      ...shopOf({ embedding: ['https://mall.example'] }),
      says: [`${at} lets nobody frame *; expected https://mall.example, which the shop names`],
    },
    'a site that may frame where shoppers pay': {
      ...shopOf(
        { embedding: ['https://mall.example'] },
        [csp, ancestors('https://mall.example')],
        [options, undefined],
        [`${distribution}.CacheBehaviors[1].ResponseHeadersPolicyId`, { Ref: 'Pages' }],
      ),
      says: [
        `${at} lets https://mall.example frame /csp-report; only pages on which nobody pays may be framed, by sites that the shop names`,
        `${at} lets https://mall.example frame /checkout/*; only pages on which nobody pays may be framed, by sites that the shop names`,
      ],
    },
    'a behaviour for pages that takes a payment page from its own': {
      ...shopOf(
        { embedding: ['https://mall.example'] },
        ...framedByMall,
        [
          `${distribution}.CacheBehaviors[2]`,
          { PathPattern: '*.html', ResponseHeadersPolicyId: { Ref: 'Pages' } },
        ],
        [
          `${distribution}.CacheBehaviors[1]`,
          { PathPattern: '/*/done/*', ResponseHeadersPolicyId: { Ref: 'Pages' } },
        ],
      ),
      says: [
        `${at} lets https://mall.example frame /checkout/*; only pages on which nobody pays may be framed, by sites that the shop names`,
      ],
    },
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
      ...foreign([csp, ancestors("'self'")]),
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
      ...foreign([csp, ancestors('https://mall.example')]),
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
