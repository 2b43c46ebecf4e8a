import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { hdr05Custom } from '../../../../lib/policy/rules/hdr/hdr-05-custom.ts';
import { open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function foreign(Header: Json, Value: Json) {
  return {
    resources: {
      Policy: {
        Type: 'AWS::CloudFront::ResponseHeadersPolicy',
        Properties: {
          ResponseHeadersPolicyConfig: {
            CustomHeadersConfig: { Items: [{ Header, Value, Override: true }] },
          },
        },
      },
    },
    sections: undecided,
  };
}

function sending(header: Json, value: Json) {
  return { ...foreign(header, value), storefront };
}

const item = 'Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items[0]';

function never(header: string, value: string) {
  return { ...sending(header, value), says: [`${item}.Header is ${header}; expected no such header`] };
}

function wrong(header: string, value: string, expected: string) {
  return { ...sending(header, value), says: [`${item}.Value is ${value}; expected ${expected}`] };
}

const opens = 'a value that opens nothing to everybody';
const ownHosts = 'no other host than those of the shop';

testRule(hdr05Custom, {
  pass: {
    'a page that is preloaded from the shop itself': sending(
      'Link',
      '<https://shop.boutique.example/a.css>; rel=preload',
    ),
    'a policy that reports sources to the shop': sending(
      'Content-Security-Policy-Report-Only',
      'script-src https://js.stripe.com; report-uri /csp-report',
    ),
  },
  fail: {
    'a header that sends shoppers elsewhere': never('Refresh', '0;url=https://stranger.example'),
    'a cookie for everybody': never('Set-Cookie', 'session=1'),
    'the sources of scripts': never('SourceMap', '/app.js.map'),
    'answers that any page may read': wrong('Access-Control-Expose-Headers', '*', opens),
    'answers for signed-in shoppers of other pages': wrong(
      'Access-Control-Allow-Credentials',
      'true',
      'false',
    ),
    'resources for other pages': wrong('Cross-Origin-Resource-Policy', 'cross-origin', opens),
    'the version of a server': wrong('Server', 'Apache/2.4.1', opens),
    'reports for another host': wrong(
      'Report-To',
      '{"endpoints":[{"url":"https://stranger.example/r"}]}',
      ownHosts,
    ),
    'reports of a policy that only reports': wrong(
      'Content-Security-Policy-Report-Only',
      'script-src https://js.stripe.com; report-uri https://stranger.example/r',
      ownHosts,
    ),
    'a script of another host, before the page asks': wrong(
      'Link',
      '<https://stranger.example/a.js>; rel=preload',
      ownHosts,
    ),
    'the same in a foreign template': {
      ...foreign('Refresh', '0;url=https://stranger.example'),
      says: [`${item}.Header is Refresh; expected no such header`],
    },
  },
  unknown: {
    'a name that is a parameter': {
      ...sending(open, 'yes'),
      says: [
        `${item}.Header is unknown (parameter Open is only known at deployment); expected a header whose effect is known`,
      ],
    },
    'a value that is a parameter': {
      ...sending('Timing-Allow-Origin', open),
      says: [opens, ownHosts].map(
        (expected) =>
          `${item}.Value is unknown (parameter Open is only known at deployment); expected ${expected}`,
      ),
    },
  },
  notApplicable: {
    'a header that another rule judges': sending('Permissions-Policy', 'camera=()'),
    'a header that no browser knows': sending('X-Shop', 'yes'),
    "somebody else's header with an open name": foreign(open, 'yes'),
  },
});
