import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edgeCodeDigest } from '../../../../lib/contract/digests.ts';
import { edge06Altered } from '../../../../lib/policy/rules/edge/edge-06-altered.ts';
import { changed } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const release = 'c'.repeat(64);
const code = `const release = '${release}';`;
const contract = {
  ...storefront,
  edgeCode: [{ resource: 'Edge', code: edgeCodeDigest(code, release) }],
};

const attached = { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Edge', 'FunctionARN'] } };

/** A distribution that runs a function whose code is as expected, with other code or another release. */
function shop(FunctionCode: Json = code, Release = release, association: JsonRecord = attached): Case {
  return {
    storefront: contract,
    resources: {
      Edge: {
        Type: 'AWS::CloudFront::Function',
        Properties: {
          Name: 'boutique-prod-site-request',
          AutoPublish: true,
          FunctionCode,
          FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
        },
      },
      Pages: { Type: 'Custom::SiteRelease', Properties: { Release } },
      Shop: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            DefaultCacheBehavior: {
              FunctionAssociations: [association],
            },
          },
        },
      },
    },
  };
}

/** The same with a function of another name. */
function renamed(Name: string): Case {
  const made = shop();
  return { ...made, resources: changed(made.resources, [['Edge.Properties.Name', Name]]) };
}

const other = 'd'.repeat(64);
const at = 'Properties.FunctionCode';
const runs = 'Properties.DistributionConfig.DefaultCacheBehavior.FunctionAssociations[0].FunctionARN';
const list = 'Properties.DistributionConfig.DefaultCacheBehavior.FunctionAssociations';
const pages = 'the function boutique-prod-site-request for what viewers request';
const taps = 'arn:aws:cloudfront::111111111111:function/taps';

testRule(edge06Altered, {
  fail: {
    'code that changed alone': {
      ...shop(`${code}// and more`),
      says: [`${at} is not the code that the contract expects`],
    },
    'code that leads to another release than the published one': {
      ...shop(code, other),
      says: [`${at} is not the code that the contract expects`],
    },
    'a function that no contract names': {
      ...shop(code, release, { EventType: 'viewer-request', FunctionARN: taps }),
      says: [
        `${runs} is ${taps}; expected a function that stands under edgeCode of the contract`,
        `${list} lacks ${pages}`,
      ],
    },
    'pages that run nothing': {
      ...shop(code, release, { 'Fn::If': ['Never', attached, { Ref: 'AWS::NoValue' }] }),
      sections: { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
      says: [`${list} lacks ${pages}`],
    },
    'pages that run the function when it is too late': {
      ...shop(code, release, { ...attached, EventType: 'viewer-response' }),
      says: [`${list} lacks ${pages}`],
    },
    'pages that run the function of other paths': {
      ...renamed('boutique-prod-function-request'),
      says: [`${list} lacks ${pages}`],
    },
  },
  unknown: {
    'what an earlier contract does not say': {
      ...shop(),
      storefront,
      says: [
        `${runs} lacks a function that stands under edgeCode of the contract`,
        `${at} lacks code whose SHA-256 stands under edgeCode of the contract`,
      ],
    },
  },
  notApplicable: {
    'code as the contract expects it': shop(),
    'the same code for the pages of another release': shop(code.replace(release, other), other),
  },
});
