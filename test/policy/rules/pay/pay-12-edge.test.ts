import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { pay12Edge } from '../../../../lib/policy/rules/pay/pay-12-edge.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const config = 'Shop.Properties.DistributionConfig';
const answers = `${config}.CustomErrorResponses`;

const good = {
  Shop: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ErrorCachingMinTTL: 10 }],
        DefaultCacheBehavior: {},
        CacheBehaviors: [
          {
            PathPattern: '/csp-report',
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
          },
        ],
      },
    },
  },
} satisfies Record<string, JsonRecord>;

function shopAt(launch: string, ...changes: readonly Change[]): Case {
  return {
    resources: changed(good, changes),
    sections: undecided,
    storefront: { ...storefront, launch },
  };
}

const asGood: Change = [`${answers}[0].ResponseCode`, 200];
const saysAsGood =
  'Properties.DistributionConfig.CustomErrorResponses[0].ResponseCode is 200; expected at least 400 and at most 599';

testRule(pay12Edge, {
  pass: {
    'a distribution that takes payments': shopAt('live'),
    'one that takes the names of the shop over': shopAt('cutover'),
  },
  fail: {
    'errors that are answered as a success': { ...shopAt('live', asGood), says: [saysAsGood] },
    'the same while the names are taken over': { ...shopAt('cutover', asGood), says: [saysAsGood] },
    'a distribution that is off': {
      ...shopAt('live', [`${config}.Enabled`, false]),
      says: ['Properties.DistributionConfig.Enabled is false; expected true'],
    },
    'a path of functions that takes no forms': {
      ...shopAt('live', [`${config}.CacheBehaviors[0].AllowedMethods`, ['GET', 'HEAD']]),
      says: [
        'Properties.DistributionConfig.CacheBehaviors[0].AllowedMethods is ["GET","HEAD"]; expected a list with POST',
      ],
    },
  },
  unknown: {
    'an answer that a parameter gives': {
      ...shopAt('live', [`${answers}[0].ResponseCode`, open]),
      says: [
        'Properties.DistributionConfig.CustomErrorResponses[0].ResponseCode is unknown (parameter Open is only known at deployment); expected at least 400 and at most 599',
      ],
    },
  },
  notApplicable: {
    'a shop in the shadow, which nobody is led to': shopAt('shadow', asGood),
    "somebody else's distribution": { resources: changed(good, [asGood]) },
  },
});
