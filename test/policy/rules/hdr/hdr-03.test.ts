import { hdr03 } from '../../../../lib/policy/rules/hdr/hdr-03.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { csp, distribution, foreign, pageCsp, paymentCsp, shop, shopOf, shown } from './shop.ts';

const at = shown(csp);
const paying = csp.replace('Pages', 'Payment');
const stripe = 'form-action https://checkout.stripe.com';
const others = `${distribution}.CacheBehaviors`;
const wanted = 'a headers policy of these templates that sends the content security policy of its path';

const square = {
  payments: {
    gateways: [
      { name: 'square', mode: 'live', integration: 'fields', threeDSecure: 'redirect', settings: {} },
    ],
    scripts: [],
  },
};

/** What Square's fields need, but for one thing that a test is about. */
const squareCsp = [
  "default-src 'none'; script-src 'self' https://web.squarecdn.com; frame-src https://web.squarecdn.com;",
  "style-src 'self' https://web.squarecdn.com 'unsafe-inline';",
  'font-src https://square-fonts-production-f.squarecdn.com https://d1g145x70srn7h.cloudfront.net;',
  "connect-src 'self' https://web.squarecdn.com https://pci-connect.squareup.com",
  "https://o160250.ingest.sentry.io; form-action 'self'",
].join(' ');

const chat = {
  payments: {
    ...storefront.payments,
    scripts: [
      {
        host: 'https://chat.example',
        owner: 'support@boutique.example',
        reason: 'help',
        pages: ['/checkout/*'],
        onPaymentPages: { justification: 'answers while shoppers pay' },
      },
    ],
  },
};

function policyWith(text: string) {
  return {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy: text } },
      },
    },
  };
}

testRule(hdr03, {
  pass: {
    'a shop whose pages reach the declared gateway': shop(),
    'a pattern without its slash, which CloudFront reads as one with it': shop([
      `${others}[1].PathPattern`,
      'checkout/*',
    ]),
    'hosts in capitals, and hashes of the page’s own code': shop([
      paying,
      paymentCsp
        .replace('https://checkout.stripe.com', 'HTTPS://Checkout.Stripe.com')
        .replace("script-src 'self'", "script-src 'self' 'sha256-AbC='"),
    ]),
    'a declared script on the pages that it is declared for': shopOf(chat, [
      paying,
      paymentCsp.replace("script-src 'self'", "script-src 'self' https://chat.example"),
    ]),
    'an undeclared path that reaches less than the path around it': shop([
      `${others}[2]`,
      { PathPattern: '/checkout/terms', ResponseHeadersPolicyId: { Ref: 'Pages' } },
    ]),
    'two good policies, one for each case': shop([
      `${others}[1].ResponseHeadersPolicyId`,
      maybe({ Ref: 'Payment' }, { 'Fn::GetAtt': ['Payment', 'Id'] }),
    ]),
  },
  fail: {
    'a second behaviour for the checkout that reaches more': {
      ...shop(
        [`${others}[2]`, { PathPattern: 'checkout/*', ResponseHeadersPolicyId: { Ref: 'Twin' } }],
        ['Twin', policyWith(`${paymentCsp}; media-src https://evil.example`)],
      ),
      says: [
        `${at} allows media-src https://evil.example on /checkout/*; no declared gateway and no authorized script needs it`,
      ],
    },
    'a wider behaviour that takes the checkout from its own': {
      ...shop(
        [`${others}[0]`, { PathPattern: '/c*', ResponseHeadersPolicyId: { Ref: 'Pages' } }],
        [`${others}[2]`, { PathPattern: '/csp-report', ResponseHeadersPolicyId: { Ref: 'Pages' } }],
      ),
      says: [`${at} lacks ${stripe} on /checkout/*; stripe (redirect) needs it`],
    },
    'a host that nobody declared': {
      ...shop([paying, paymentCsp.replace("script-src 'self'", "script-src 'self' https://evil.example")]),
      says: [
        `${at} allows script-src https://evil.example on /checkout/*; no declared gateway and no authorized script needs it`,
      ],
    },
    'a keyword that lets trusted scripts load others': {
      ...shop([csp, pageCsp.replace("script-src 'self'", "script-src 'sha256-AbC=' 'strict-dynamic'")]),
      says: ['/csp-report', '*'].map(
        (path) =>
          `${at} allows script-src 'strict-dynamic' on ${path}; no declared gateway and no authorized script needs it`,
      ),
    },
    'the gateway on pages that take no payment': {
      ...shop([`${distribution}.DefaultCacheBehavior.ResponseHeadersPolicyId`, { Ref: 'Payment' }]),
      says: [`${at} allows ${stripe} on *; no declared gateway and no authorized script needs it`],
    },
    'a payment page whose policy misses the gateway': {
      ...shop([paying, pageCsp]),
      says: [`${at} lacks ${stripe} on /checkout/*; stripe (redirect) needs it`],
    },
    'a host of the declared gateway in another directive': {
      ...shop([
        paying,
        pageCsp.replace("connect-src 'self'", "connect-src 'self' https://checkout.stripe.com"),
      ]),
      says: [
        `${at} allows connect-src https://checkout.stripe.com on /checkout/*; no declared gateway and no authorized script needs it`,
        `${at} lacks ${stripe} on /checkout/*; stripe (redirect) needs it`,
      ],
    },
    'a directive that is left out, so that every host is allowed': {
      ...shop([paying, paymentCsp.replace("default-src 'none'; ", '')]),
      says: [`${at} lets frame-src reach every host on /checkout/*: the directive is missing`],
    },
    'a script under a declaration for other pages': {
      ...shopOf(chat, [csp, pageCsp.replace("script-src 'self'", "script-src 'self' https://chat.example")]),
      says: [
        `${at} allows script-src https://chat.example on /csp-report; no declared gateway and no authorized script needs it`,
        `${at} lacks script-src https://chat.example on /checkout/*; a script of support@boutique.example needs it`,
        `${at} allows script-src https://chat.example on *; no declared gateway and no authorized script needs it`,
      ],
    },
    'inline code that the gateway itself asks for': {
      ...shopOf(square, [paying, squareCsp]),
      says: [
        `${at} allows style-src 'unsafe-inline' on /checkout/*, which square (fields) asks for; it has to be accepted by name, because code that somebody injects would run`,
      ],
    },
    'a second policy behind a comma': {
      ...shop([paying, `${paymentCsp}, script-src 'self'`]),
      says: [`${at} holds 2 policies on /checkout/*; expected one, so that its sources can be compared`],
    },
    'a declared path without a behaviour': {
      ...shop([`${others}[1]`, undefined]),
      says: ['Properties.DistributionConfig.CacheBehaviors lacks a behaviour for /checkout/*'],
    },
    'an undeclared path inside the checkout that reaches more': {
      ...shop(
        [`${others}[2]`, { PathPattern: '/checkout/fast', ResponseHeadersPolicyId: { Ref: 'Twin' } }],
        [
          'Twin',
          {
            Type: 'AWS::CloudFront::ResponseHeadersPolicy',
            Properties: {
              ResponseHeadersPolicyConfig: {
                SecurityHeadersConfig: {
                  ContentSecurityPolicy: {
                    ContentSecurityPolicy: `${paymentCsp}; media-src https://evil.example`,
                  },
                },
              },
            },
          },
        ],
      ),
      says: [
        `${at} allows media-src https://evil.example on /checkout/fast; no declared gateway and no authorized script needs it`,
      ],
    },
    'a payment page without a policy': {
      ...shop([`${others}[1].ResponseHeadersPolicyId`, undefined]),
      says: [
        `Properties.DistributionConfig.CacheBehaviors[1].ResponseHeadersPolicyId is not set; expected ${wanted}`,
      ],
    },
    'a gateway that the gateway registry does not offer': {
      ...shopOf({
        payments: { gateways: [{ ...storefront.payments.gateways[0], name: 'moonpay' }], scripts: [] },
      }),
      says: [
        "Properties.DistributionConfig.CacheBehaviors[1].ResponseHeadersPolicyId cannot be compared on /checkout/*: the gateway registry has no gateway 'moonpay'",
      ],
    },
  },
  unknown: {
    'a policy text of which a part is a parameter': {
      ...shop([paying, { 'Fn::Sub': `${paymentCsp} \${Open}` }]),
      says: [
        `${at} is ${`${paymentCsp} \${?}`.slice(0, 239)}…; only the deployment tells whether that is a content security policy`,
      ],
    },
    'a path pattern that is a parameter': {
      ...shop([`${others}[2]`, { PathPattern: { Ref: 'Open' }, ResponseHeadersPolicyId: { Ref: 'Pages' } }]),
      says: [
        'Properties.DistributionConfig.CacheBehaviors[2].PathPattern is unknown (parameter Open is only known at deployment); expected a path pattern that is written out',
      ],
    },
    'a policy that is a parameter': {
      ...shop([`${others}[1].ResponseHeadersPolicyId`, { Ref: 'Open' }]),
      says: [
        `Properties.DistributionConfig.CacheBehaviors[1].ResponseHeadersPolicyId is unknown (parameter Open is only known at deployment); expected ${wanted}`,
      ],
    },
  },
  notApplicable: {
    'a template that is no shop’s': foreign([paying, 'script-src *']),
  },
});
