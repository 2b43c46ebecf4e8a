import { hdr08Edge } from '../../../../lib/policy/rules/hdr/hdr-08-edge.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { custom, distribution, foreign, shop, shown } from './shop.ts';

const cors = 'Payment.Properties.ResponseHeadersPolicyConfig.CorsConfig';
const origins = 'Properties.ResponseHeadersPolicyConfig.CorsConfig.AccessControlAllowOrigins.Items';
const open = (credentials: boolean) => ({
  AccessControlAllowCredentials: credentials,
  AccessControlAllowOrigins: { Items: ['*'] },
});
const header = `${custom.replace('Pages', 'Payment')}[3]`;
const wider = { PathPattern: '/check*', ResponseHeadersPolicyId: { Ref: 'Pages' } };
const report = { PathPattern: '/csp-report', ResponseHeadersPolicyId: { Ref: 'Report' } };
const checkout = { PathPattern: '/checkout/*', ResponseHeadersPolicyId: { Ref: 'Payment' } };
const managed = '60669652-455b-4ae9-85a4-c4c02393f86c';

testRule(hdr08Edge, {
  pass: {
    'exact origins, or none at all where a condition does not hold': shop([
      cors,
      maybe({
        AccessControlAllowCredentials: true,
        AccessControlAllowOrigins: { Items: ['https://shop.boutique.example'] },
      }),
    ]),
    'exact origins': shop([
      cors,
      {
        AccessControlAllowCredentials: true,
        AccessControlAllowOrigins: { Items: ['https://shop.boutique.example'] },
      },
    ]),
  },
  fail: {
    'any origin by a header that is written out': {
      ...shop([header, { Header: 'access-control-allow-origin', Value: '*', Override: true }]),
      says: [`${shown(header)}.Value is *; expected an exact https origin`],
    },
    'any origin on a wider path that takes the checkout from its own behaviour': {
      ...shop(
        [cors.replace('Payment', 'Pages'), open(false)],
        [`${distribution}.CacheBehaviors`, [wider, report, checkout]],
        ['Report', { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties: {} }],
      ),
      says: [`${origins} is ["*"]; expected exact https origins`],
    },
    'any origin on a path that belongs to one shopper': {
      ...shop([cors, open(false)]),
      says: [`${origins} is ["*"]; expected exact https origins`],
    },
    'any origin with credentials': {
      ...foreign([cors, open(true)]),
      says: [`${origins} is ["*"]; expected exact https origins`],
    },
    'any origin on a behaviour that takes writes': {
      ...foreign([cors, open(false)], [`${distribution}.CacheBehaviors[1].AllowedMethods`, ['GET', 'POST']]),
      says: [`${origins} is ["*"]; expected exact https origins`],
    },
    'the managed policy of AWS on a path that belongs to one shopper': {
      ...shop([`${distribution}.CacheBehaviors[1].ResponseHeadersPolicyId`, managed]),
      says: [
        `Properties.DistributionConfig.CacheBehaviors[1].ResponseHeadersPolicyId is ${managed}; expected a headers policy that names the origins; SimpleCORS of AWS lets every origin read`,
      ],
    },
  },
  unknown: {
    'origins that are a parameter': {
      ...shop([`${cors}.AccessControlAllowOrigins.Items`, { Ref: 'Open' }]),
      says: [
        `${origins} is unknown (parameter Open is only known at deployment); expected exact https origins`,
      ],
    },
  },
  notApplicable: {
    'a shop without CORS': shop(),
    'public files that any origin may read by a header that is written out': foreign([
      header,
      { Header: 'Access-Control-Allow-Origin', Value: '*', Override: true },
    ]),
    'public files that any origin may read': foreign([cors, open(false)]),
    'public files under the managed policy of AWS': foreign([
      `${distribution}.CacheBehaviors[1].ResponseHeadersPolicyId`,
      managed,
    ]),
  },
});
