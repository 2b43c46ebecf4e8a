import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { hdr02 } from '../../../../lib/policy/rules/hdr/hdr-02.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { csp, custom, distribution, pageCsp, paymentCsp, security, shop, shopOf, shown } from './shop.ts';

const at = shown(csp);
const header = `${security}.ContentSecurityPolicy`;

/** The good policy with one part of it written differently. */
const but = (part: string, other: string) => pageCsp.replace(part, other);

const paying = csp.replace('Pages', 'Payment');
const chatting = paymentCsp.replace("script-src 'self'", "script-src 'self' https://chat.example");
const onPaymentPages = { justification: 'answers while shoppers pay' };

/** What a shop declares that has authorized a script of a third party. */
function authorized(changes: JsonRecord): JsonRecord {
  const chat = { host: 'https://chat.example', owner: 'support', reason: 'help', ...changes };
  return { payments: { ...storefront.payments, scripts: [chat] } };
}

testRule(hdr02, {
  pass: {
    'a script of a third party where shoppers pay, with its justification': shopOf(
      authorized({ pages: ['/*'], onPaymentPages }),
      [paying, chatting],
    ),
    'a policy that is complete': shop(),
    'a hash, names in capitals, and an image that is written into the page': shop([
      csp,
      but(
        "script-src 'self'; style-src 'self'; img-src 'self'",
        "SCRIPT-SRC 'self' 'sha256-AbC='; img-src data:",
      ),
    ]),
    'a wildcard that comes second and so does not count': shop([csp, `${pageCsp}; script-src *`]),
    'two policies of which one is strict': shop([csp, `${pageCsp}, script-src *`]),
    'text that functions put together': shop([
      csp,
      {
        'Fn::Join': [
          '; ',
          ["default-src 'none'", { 'Fn::Sub': pageCsp.replace("default-src 'none'; ", '') }],
        ],
      },
    ]),
    'two good policies, one for each case': shop([
      csp,
      maybe(pageCsp, but("default-src 'none'", "default-src 'self'")),
    ]),
  },
  fail: {
    'a policy of headers without this one': {
      ...shop([header, undefined]),
      says: [`${shown(header)} is not set; expected a value`],
    },
    'a policy that only reports': {
      ...shop(
        [header, undefined],
        [`${custom}[3]`, { Header: 'content-security-policy-report-only', Value: pageCsp, Override: true }],
      ),
      says: [
        `${shown(header)} is not set; expected a value; Content-Security-Policy-Report-Only blocks nothing`,
      ],
    },
    'a header that the origin can replace': {
      ...shop([`${header}.Override`, false]),
      says: [`${shown(header)}.Override is false; expected true`],
    },
    'inline code, wildcards and clear text, each by itself': {
      ...shop([
        csp,
        but(
          "script-src 'self'",
          "script-src 'self' 'UNSAFE-INLINE' 'unsafe-eval' *.cdn.example data: http://cdn.example",
        ),
      ]),
      says: [
        `${at} allows script-src 'unsafe-inline'; it must not, because code that somebody injects would run`,
        `${at} allows script-src 'unsafe-eval'; it must not, because text that somebody injects would run as code`,
        `${at} allows script-src *.cdn.example; it must not, because it stands for any number of hosts`,
        `${at} allows script-src data:; it must not, because it stands for whatever anybody serves or writes there`,
        `${at} allows script-src http://cdn.example; it must not, because what comes in clear text can be changed on its way`,
      ],
    },
    'a style, a nonce that everybody gets, and a misspelt keyword': {
      ...shop([
        csp,
        but("style-src 'self'", "style-src 'unsafe-inline'; font-src 'nonce-AbC'; media-src 'selff'"),
      ]),
      says: [
        `${at} allows style-src 'unsafe-inline'; it must not, because code that somebody injects would run`,
        `${at} allows font-src 'nonce-AbC'; it must not, because a headers policy sends everybody the same nonce`,
        `${at} allows media-src 'selff'; it must not, because no browser understands it`,
      ],
    },
    'inline code behind a hash, which old browsers run': {
      ...shop([csp, but("script-src 'self'", "script-src 'strict-dynamic' 'sha256-AbC=' 'unsafe-inline'")]),
      says: [
        `${at} allows script-src 'unsafe-inline'; it must not, because code that somebody injects would run`,
      ],
    },
    'required directives that are missing or too wide': {
      ...shop([
        csp,
        "default-src 'self' https://cdn.example; script-src 'self'; base-uri 'self'; form-action 'self'; object-src 'self'",
      ]),
      says: [
        `${at} has default-src 'self' https://cdn.example; expected default-src with 'self' or 'none' alone`,
        `${at} has object-src 'self'; expected object-src with 'none' alone`,
        `${at} has no frame-ancestors; expected frame-ancestors`,
        `${at} has no upgrade-insecure-requests; expected upgrade-insecure-requests`,
      ],
    },
    'a wildcard that comes first and so counts': {
      ...shop([csp, `script-src *; ${pageCsp}`]),
      says: [`${at} allows script-src *; it must not, because it stands for any number of hosts`],
    },
    'words inside another directive, which are no directives': {
      ...shop([csp, but("object-src 'none'; ", "report-to object-src 'none'; ")]),
      says: [`${at} has no object-src; expected object-src with 'none' alone`],
    },
    'one of two cases without a directive': {
      ...shop([csp, maybe(pageCsp, but("object-src 'none'; ", ''))]),
      says: [`${at} has no object-src; expected object-src with 'none' alone`],
    },
    'more text than CloudFront takes': {
      ...shop([csp, but("img-src 'self'", `img-src 'self'${' https://img.example'.repeat(90)}`)]),
      says: [`${at} has 2037 characters; expected at most 1783 characters, or CloudFront refuses it`],
    },
    'a script of a third party where shoppers pay, whatever its pages are, without a justification for it': {
      ...shopOf(authorized({ pages: ['/*', '/checkout/*'] }), [paying, chatting]),
      says: [
        `${at} lets scripts of https://chat.example run on /checkout/*, where shoppers pay; no gateway of the shop and no script that is justified for payment pages needs it`,
      ],
    },
    'a script that is justified for payment pages, and left out on this one': {
      ...shopOf(authorized({ pages: ['/*'], except: ['/checkout/*'], onPaymentPages }), [paying, chatting]),
      says: [
        `${at} lets scripts of https://chat.example run on /checkout/*, where shoppers pay; no gateway of the shop and no script that is justified for payment pages needs it`,
      ],
    },
    'a behaviour that takes a payment page from its own, for which scripts are allowed': {
      ...shopOf(
        authorized({ pages: ['/*'] }),
        [csp, but("script-src 'self'", "script-src 'self' https://chat.example")],
        [
          `${distribution}.CacheBehaviors`,
          [
            { PathPattern: '*/index.html', ResponseHeadersPolicyId: { Ref: 'Pages' } },
            { PathPattern: '/checkout/*', ResponseHeadersPolicyId: { Ref: 'Payment' } },
          ],
        ],
      ),
      says: [
        `${at} lets scripts of https://chat.example run on /checkout/*, where shoppers pay; no gateway of the shop and no script that is justified for payment pages needs it`,
      ],
    },
    'a behaviour without a policy': {
      ...shop([`${distribution}.CacheBehaviors[0].ResponseHeadersPolicyId`, undefined]),
      says: [
        'Properties.DistributionConfig.CacheBehaviors[0].ResponseHeadersPolicyId is not set; expected a headers policy of these templates that sends Content-Security-Policy',
      ],
    },
  },
  unknown: {
    'text of which a part is a parameter': {
      ...shop([csp, { 'Fn::Sub': "default-src 'none'; script-src ${Open}" }]),
      says: [
        `${at} is default-src 'none'; script-src \${?}; only the deployment tells whether that is a content security policy`,
      ],
    },
    'a policy that is a parameter in one of two cases': {
      ...shop([csp, maybe(pageCsp, { Ref: 'Open' })]),
      says: [
        `${at} is ${pageCsp} or unknown (parameter Open is only known at deployment); expected a content security policy`,
      ],
    },
    'behaviours that a macro writes': {
      ...shop([`${distribution}.CacheBehaviors`, { 'Fn::Transform': { Name: 'Behaviours' } }]),
      says: [
        'Properties.DistributionConfig.CacheBehaviors.ResponseHeadersPolicyId is unknown (Properties.DistributionConfig.CacheBehaviors is unknown (Fn::Transform is only known at deployment)); expected a headers policy of these templates that sends Content-Security-Policy',
      ],
    },
  },
});
