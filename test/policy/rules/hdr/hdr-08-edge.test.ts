import { hdr08Edge } from '../../../../lib/policy/rules/hdr/hdr-08-edge.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { distribution, foreign, shop } from './shop.ts';

const cors = 'Payment.Properties.ResponseHeadersPolicyConfig.CorsConfig';
const origins = 'Properties.ResponseHeadersPolicyConfig.CorsConfig.AccessControlAllowOrigins.Items';
const open = (credentials: boolean) => ({
  AccessControlAllowCredentials: credentials,
  AccessControlAllowOrigins: { Items: ['*'] },
});
const managed = '60669652-455b-4ae9-85a4-c4c02393f86c';

testRule(hdr08Edge, {
  pass: {
    'exact origins': shop([
      cors,
      {
        AccessControlAllowCredentials: true,
        AccessControlAllowOrigins: { Items: ['https://www.boutique.example'] },
      },
    ]),
  },
  fail: {
    'any origin on a path that belongs to one shopper': {
      ...shop([cors, open(false)]),
      says: [`${origins} is ["*"]; it must be exact https origins`],
    },
    'any origin with credentials': {
      ...foreign([cors, open(true)]),
      says: [`${origins} is ["*"]; it must be exact https origins`],
    },
    'any origin on a behaviour that takes writes': {
      ...foreign([cors, open(false)], [`${distribution}.CacheBehaviors[1].AllowedMethods`, ['GET', 'POST']]),
      says: [`${origins} is ["*"]; it must be exact https origins`],
    },
    'the managed policy of AWS on a path that belongs to one shopper': {
      ...shop([`${distribution}.CacheBehaviors[1].ResponseHeadersPolicyId`, managed]),
      says: [
        `Properties.DistributionConfig.CacheBehaviors[1].ResponseHeadersPolicyId is ${managed}; it must be a headers policy that names the origins; SimpleCORS of AWS lets every origin read`,
      ],
    },
  },
  unknown: {
    'origins that are a parameter': {
      ...shop([`${cors}.AccessControlAllowOrigins.Items`, { Ref: 'Open' }]),
      says: [
        `${origins} is only known at deployment: unknown (parameter Open is only known at deployment); it must be exact https origins`,
      ],
    },
  },
  notApplicable: {
    'a shop without CORS': shop(),
    'public files that any origin may read': foreign([cors, open(false)]),
    'public files under the managed policy of AWS': foreign([
      `${distribution}.CacheBehaviors[1].ResponseHeadersPolicyId`,
      managed,
    ]),
  },
});
