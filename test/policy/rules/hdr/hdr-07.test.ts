import { hdr07 } from '../../../../lib/policy/rules/hdr/hdr-07.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { csp, custom, distribution, foreign, pageCsp, shop, shown } from './shop.ts';

const at = shown(csp);
const endpoint = `${custom}[0]`;
const payment = (path: string) => path.replace('Pages', 'Payment');
const but = (part: string, other: string) => pageCsp.replace(part, other);

testRule(hdr07, {
  pass: {
    'reports to a path, and to the same address by name': shop(),
    'reports to a path alone': shop([csp, but('; report-to csp', '')], [endpoint, undefined]),
    'reports to a name alone': shop([csp, but('; report-uri /csp-report', '')]),
    'the whole address of the shop': shop([
      csp,
      but('/csp-report', 'https://Shop.Boutique.example/csp-report'),
    ]),
    'an endpoint by its path': shop([`${endpoint}.Value`, 'other="https://x.example/", csp="/csp-report"']),
    'a distribution of nobody’s shop that reports to its own name': foreign([
      csp,
      but('/csp-report', 'https://shop.boutique.example/csp-report'),
    ]),
  },
  fail: {
    'reports to a third party behind a backslash, which browsers read as a slash': {
      ...shop([csp, but('/csp-report', '/csp-report /\\collector.example/r')]),
      says: [`${at} has report-uri /\\collector.example/r; reports must go to a path of the shop`],
    },
    'an endpoint that is a list, which browsers drop': {
      ...shop([`${endpoint}.Value`, 'csp=("https://shop.boutique.example/csp-report")']),
      says: [
        `${shown(endpoint)}.Value is csp=("https://shop.boutique.example/csp-report"); expected an endpoint csp on a host of the shop`,
      ],
    },
    'a policy that reports nowhere': {
      ...shop([csp, but('; report-uri /csp-report; report-to csp', '')]),
      says: [`${at} has no directive for reports; expected report-uri or report-to`],
    },
    'reports to a third party': {
      ...shop([csp, but('/csp-report', 'https://collector.example/r')]),
      says: [`${at} has report-uri https://collector.example/r; reports must go to a path of the shop`],
    },
    'reports to a third party that is written without a scheme, or in clear text': {
      ...shop([csp, but('/csp-report', '//collector.example/r http://shop.boutique.example/r')]),
      says: [
        `${at} has report-uri //collector.example/r; reports must go to a path of the shop`,
        `${at} has report-uri http://shop.boutique.example/r; reports must go to a path of the shop`,
      ],
    },
    'a name behind which nothing stands': {
      ...shop([endpoint, undefined]),
      says: [`${shown(custom)} lacks the header Reporting-Endpoints`],
    },
    'a name that the header does not know': {
      ...shop([`${endpoint}.Value`, 'default="/csp-report"']),
      says: [
        `${shown(endpoint)}.Value is default="/csp-report"; expected an endpoint csp on a host of the shop`,
      ],
    },
    'a name that means a third party in one of two cases': {
      ...shop([`${endpoint}.Value`, maybe('csp="/csp-report"', 'csp="https://collector.example/"')]),
      says: [
        `${shown(endpoint)}.Value is csp="/csp-report" or csp="https://collector.example/"; expected an endpoint csp on a host of the shop`,
      ],
    },
    'a header that the origin can replace': {
      ...shop([`${endpoint}.Override`, false]),
      says: [`${shown(endpoint)}.Override is false; expected true`],
    },
    'a shop without a content security policy': {
      ...shop([csp, undefined]),
      says: [`${at} is not set; expected a content security policy`],
    },
    'a distribution of nobody’s shop that reports to another name': {
      ...foreign([csp, but('/csp-report', 'https://collector.example/r')], [payment(endpoint), undefined]),
      says: [
        `${at} has report-uri https://collector.example/r; reports must go to a path of the shop`,
        `${shown(custom)} lacks the header Reporting-Endpoints`,
      ],
    },
  },
  unknown: {
    'text of which a part is a parameter': {
      ...shop([csp, { 'Fn::Sub': "default-src 'none'; report-uri ${Open}" }]),
      says: [
        `${at} is default-src 'none'; report-uri \${?}; only the deployment tells whether that is a content security policy`,
      ],
    },
    'an endpoint that is a parameter': {
      ...shop([`${endpoint}.Value`, { 'Fn::Sub': 'csp="https://${Open}/"' }]),
      says: [
        `${shown(endpoint)}.Value is csp="https://\${?}/"; only the deployment tells whether that is an endpoint csp on a host of the shop`,
      ],
    },
    'a distribution of nobody’s shop whose names are not known': {
      ...foreign([`${distribution}.Aliases`, { Ref: 'Open' }]),
      says: [
        `${shown(endpoint)}.Value is csp="https://shop.boutique.example/csp-report"; only the deployment tells whether that is an endpoint csp on a host of the shop`,
        `${shown(endpoint)}.Value is csp="https://shop.boutique.example/csp-report"; only the deployment tells whether that is an endpoint csp on a host of the shop`,
      ],
    },
  },
  notApplicable: {
    'a distribution of nobody’s shop that uses no headers policy': {
      resources: { Shop: { Type: 'AWS::CloudFront::Distribution', Properties: {} } },
    },
    'a headers policy of nobody’s shop without a content security policy': {
      resources: { Cors: { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties: {} } },
    },
  },
});
