import { edge08 } from '../../../../lib/policy/rules/edge/edge-08.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const checkout = `${config}.CacheBehaviors[1]`;
const path = 'Properties.DistributionConfig.CacheBehaviors';
const kept = 'Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items';
const disabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const optimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';

testRule(edge08, {
  pass: {
    'sensitive paths with a policy that keeps nothing': shop(),
    'the other paths cached': shop([`${config}.DefaultCacheBehavior.CachePolicyId`, optimized]),
    'an earlier pattern that cannot match the same paths': shop(
      [`${config}.CacheBehaviors[2]`, shopBehaviour('/checkout/*', disabled)],
      [checkout, shopBehaviour('/static/*.js', optimized)],
    ),
  },
  fail: {
    'a list of behaviours that lacks the sensitive one in one case': {
      ...shop([
        `${config}.CacheBehaviors`,
        maybe(
          [shopBehaviour('/csp-report', disabled), shopBehaviour('/checkout/*', disabled)],
          [shopBehaviour('/csp-report', disabled)],
        ),
      ]),
      says: [`${path} lacks a behaviour for /checkout/*`],
    },
    'a sensitive path that the default behaviour serves': {
      ...shop([checkout, undefined]),
      says: [`${path} lacks a behaviour for /checkout/*`],
    },
    'a wider pattern in place of the sensitive one': {
      ...shop([`${checkout}.PathPattern`, '/check*']),
      says: [`${path} lacks a behaviour for /checkout/*`],
    },
    'a managed policy that caches': {
      ...shop([`${checkout}.CachePolicyId`, optimized]),
      says: [`${path}[1].CachePolicyId is ${optimized}; expected ${disabled}`],
    },
    'a behaviour without a cache policy': {
      ...shop([`${checkout}.CachePolicyId`, undefined]),
      says: [`${path}[1].CachePolicyId is not set; expected ${disabled}`],
    },
    'a policy of its own that keeps answers for a second': {
      ...shop(['NoCache.Properties.CachePolicyConfig.MaxTTL', '1']),
      says: ['Properties.CachePolicyConfig.MaxTTL is 1; expected at most 0'],
    },
    'a policy of its own that says nothing': {
      ...shop(['NoCache.Properties.CachePolicyConfig.MaxTTL', undefined]),
      says: ['Properties.CachePolicyConfig.MaxTTL is not set; expected at most 0'],
    },
    'answers that browsers keep': {
      ...shop([
        'NoStore.Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items[0].Value',
        'private',
      ]),
      says: [`${kept}[0].Value is private; expected a value by which no cache keeps the answer`],
    },
    'no word about what browsers keep': {
      ...shop(['NoStore.Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items', []]),
      says: [`${kept} lacks the header Cache-Control`],
    },
    'a behaviour that says nothing to browsers': {
      ...shop([`${checkout}.ResponseHeadersPolicyId`, undefined]),
      says: [
        `${path}[1].ResponseHeadersPolicyId is not set; expected a headers policy of these templates that sets Cache-Control to no-store`,
      ],
    },
    'an earlier pattern that takes sensitive paths away': {
      ...shop(
        [`${config}.CacheBehaviors[2]`, shopBehaviour('/checkout/*', disabled)],
        [checkout, shopBehaviour('*.html', optimized)],
      ),
      says: [`${path}[1].CachePolicyId is ${optimized}; expected ${disabled}`],
    },
    'a condition of which one branch caches': {
      ...shop([`${checkout}.CachePolicyId`, maybe(disabled, optimized)]),
      says: [`${path}[1].CachePolicyId is ${disabled} or ${optimized}; expected ${disabled}`],
    },
    'a second distribution that caches': {
      ...shop([
        'Twin',
        {
          Type: 'AWS::CloudFront::Distribution',
          Properties: { DistributionConfig: { DefaultCacheBehavior: {} } },
        },
      ]),
      says: [`${path} lacks a behaviour for /csp-report`, `${path} lacks a behaviour for /checkout/*`],
    },
  },
  unknown: {
    'a policy that is a parameter': {
      ...shop([`${checkout}.CachePolicyId`, open]),
      says: [
        `${path}[1].CachePolicyId is unknown (parameter Open is only known at deployment); expected ${disabled}`,
      ],
    },
    'a policy that is not among the templates': {
      ...shop(['NoCache', undefined]),
      says: [
        `${path}[1].CachePolicyId is unknown ('NoCache' is not defined in the template); expected ${disabled}`,
      ],
    },
    'a behaviour that a condition may leave out': {
      ...shop([checkout, maybe(shopBehaviour('/checkout/*', disabled))]),
      says: [`${path}[1].PathPattern is /checkout/*, but a condition may leave it out`],
    },
    'a pattern that is joined from an open part': {
      ...shop([`${checkout}.PathPattern`, { 'Fn::Sub': '/${Open}/*' }]),
      says: [`${path}[1].PathPattern is /$\{?}/*; only the deployment tells whether that is /checkout/*`],
    },
  },
  notApplicable: {
    "somebody else's template": foreign(),
    'a shop that declares no sensitive path': {
      ...shop(),
      storefront: { ...shop().storefront, paths: [{ pattern: '*', serves: 'pages', sensitive: false }] },
    },
  },
});

function shopBehaviour(PathPattern: string, CachePolicyId: string) {
  const noStore = { ResponseHeadersPolicyId: { Ref: 'NoStore' } };
  return { PathPattern, CachePolicyId, ViewerProtocolPolicy: 'https-only', ...noStore };
}
