import { hdr01 } from '../../../../lib/policy/rules/hdr/hdr-01.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { custom, distribution, foreign, security, shop, shopOf, shown } from './shop.ts';

const hsts = `${security}.StrictTransportSecurity`;
const used = `${distribution}.DefaultCacheBehavior.ResponseHeadersPolicyId`;
const wanted = 'a headers policy of these templates that sends Strict-Transport-Security';

const both = (seconds: number) =>
  [hsts, hsts.replace('Pages', 'Payment')].map(
    (path) => [`${path}.AccessControlMaxAgeSec`, seconds] as const,
  );

testRule(hdr01, {
  pass: {
    'functions that run before the headers are set': shop(
      [
        `${distribution}.DefaultCacheBehavior.FunctionAssociations`,
        [{ EventType: 'viewer-request', FunctionARN: 'arn:aws:cloudfront::1:function/x' }],
      ],
      [
        `${distribution}.DefaultCacheBehavior.LambdaFunctionAssociations`,
        [{ EventType: 'origin-response', LambdaFunctionARN: 'arn:aws:lambda:us-east-1:1:function:x:1' }],
      ],
    ),
    'a shop that sends HSTS with every response': shop(),
    'numbers and truths that are written as text': shop(
      [`${hsts}.AccessControlMaxAgeSec`, '31536000'],
      [`${hsts}.IncludeSubdomains`, 'true'],
    ),
    'a preload that the owner asked for': shopOf(
      { preloadHsts: true },
      [`${hsts}.Preload`, true],
      [`${hsts.replace('Pages', 'Payment')}.Preload`, true],
    ),
    'a shop that shares the zone of its name and leaves the other names of it alone': shopOf(
      { includeSubdomains: false },
      [`${hsts}.IncludeSubdomains`, false],
      [`${hsts.replace('Pages', 'Payment')}.IncludeSubdomains`, undefined],
    ),
    'a ramp that has come to a year': shopOf(
      { hstsRamp: { maxAge: 31536000, ends: '2026-12-29' } },
      ...both(31536000),
    ),
    'a preload in a template that is no shop’s': foreign([`${hsts}.Preload`, true]),
    'a policy under the same condition as its distribution': shop(
      ['Shop.Condition', 'Maybe'],
      ['Pages.Condition', 'Maybe'],
    ),
  },
  fail: {
    'a second header of that name among the custom ones': {
      ...shop([`${custom}[3]`, { Header: 'strict-transport-security', Value: 'max-age=0', Override: true }]),
      says: [
        `${shown(custom)}[3].Header is strict-transport-security; expected another header, since SecurityHeadersConfig.StrictTransportSecurity sets this one`,
      ],
    },
    'a policy without HSTS': {
      ...shop([hsts, undefined]),
      says: [`${shown(hsts)} is not set; expected a value`],
    },
    'a header that lasts half a year and not for subdomains': {
      ...shop([`${hsts}.AccessControlMaxAgeSec`, 15768000], [`${hsts}.IncludeSubdomains`, undefined]),
      says: [
        `${shown(hsts)}.AccessControlMaxAgeSec is 15768000; expected at least 31536000`,
        `${shown(hsts)}.IncludeSubdomains is not set; expected true`,
      ],
    },
    'a header that the origin can replace, in one of two cases': {
      ...shop([`${hsts}.Override`, maybe(true, false)]),
      says: [`${shown(hsts)}.Override is true or false; expected true`],
    },
    'a header that binds other people’s names': {
      ...shopOf({ includeSubdomains: false }, [
        `${hsts.replace('Pages', 'Payment')}.IncludeSubdomains`,
        undefined,
      ]),
      says: [
        `${shown(hsts)}.IncludeSubdomains is true; expected false; the names below shop.boutique.example are not the shop's, and includeSubdomains does not ask for them`,
      ],
    },
    'a header that leaves out names of the shop': {
      ...shop([`${hsts}.IncludeSubdomains`, false]),
      says: [`${shown(hsts)}.IncludeSubdomains is false; expected true`],
    },
    'a ramp, whose end an acceptance knows': {
      ...shopOf({ hstsRamp: { maxAge: 300, ends: '2026-12-29' } }, ...both(300)),
      says: ['Pages', 'Payment'].map(
        () =>
          `${shown(hsts)}.AccessControlMaxAgeSec is 300; expected at least 31536000; the ramp ends on 2026-12-29`,
      ),
    },
    'a header beyond the ramp, to which browsers would be held for longer than was declared': {
      ...shopOf({ hstsRamp: { maxAge: 300, ends: '2026-12-29' } }, ...both(63072000)),
      says: ['Pages', 'Payment'].map(
        () => `${shown(hsts)}.AccessControlMaxAgeSec is 63072000; expected at least 300 and at most 300`,
      ),
    },
    'a preload that nobody asked for': {
      ...shop([`${hsts}.Preload`, true]),
      says: [
        `${shown(hsts)}.Preload is true; expected false; the shop did not ask for the preload list of browsers`,
      ],
    },
    'a preload that was asked for and is not sent': {
      ...shopOf({ preloadHsts: true }, [`${hsts.replace('Pages', 'Payment')}.Preload`, true]),
      says: [`${shown(hsts)}.Preload is false; expected true`],
    },
    'a behaviour without a policy': {
      ...shop([used, undefined]),
      says: [`${shown(used)} is not set; expected ${wanted}`],
    },
    'the managed policy of AWS': {
      ...shop([used, '67f7725c-6f97-4210-82d7-5512b31e9d03']),
      says: [
        `${shown(used)} is 67f7725c-6f97-4210-82d7-5512b31e9d03; expected ${wanted}; SecurityHeadersPolicy of AWS sends no content security policy, HSTS without subdomains, and lets the origin replace all but nosniff`,
      ],
    },
    'a reference to something else': {
      ...shop([used, { Ref: 'Topic' }]),
      says: [`${shown(used)} is \${Topic}; expected ${wanted}`],
    },
    'a weak policy beside good ones, even if nothing uses it': {
      ...shop([
        'Twin',
        {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          Properties: { ResponseHeadersPolicyConfig: { Name: 'twin' } },
        },
      ]),
      says: [`${shown(hsts)} is not set; expected a value`],
    },
  },
  unknown: {
    'a function that runs after the headers are set': {
      ...shop([
        `${distribution}.DefaultCacheBehavior.FunctionAssociations`,
        [{ EventType: 'viewer-response', FunctionARN: 'arn:aws:cloudfront::1:function/x' }],
      ]),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.FunctionAssociations[0].EventType is viewer-response: that function runs after the headers policy, and only its code tells whether it leaves the headers as they are',
      ],
    },
    'an age that is a parameter': {
      ...shop([`${hsts}.AccessControlMaxAgeSec`, { Ref: 'Open' }]),
      says: [
        `${shown(hsts)}.AccessControlMaxAgeSec is unknown (parameter Open is only known at deployment); expected at least 31536000`,
      ],
    },
    'a policy that somebody keeps elsewhere': {
      ...shop([used, '11111111-2222-3333-4444-555555555555']),
      says: [
        `${shown(used)} is 11111111-2222-3333-4444-555555555555; only the deployment tells whether that is ${wanted}`,
      ],
    },
    'a policy that was taken out of the template': {
      ...shop(['Payment', undefined]),
      says: [
        `Properties.DistributionConfig.CacheBehaviors[1].ResponseHeadersPolicyId is unknown ('Payment' is not defined in the template); expected ${wanted}`,
      ],
    },
    'a policy that a condition may leave out': {
      ...shop(['Payment.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Shop exists',
      ],
    },
  },
});
