import { hdr06 } from '../../../../lib/policy/rules/hdr/hdr-06.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { custom, distribution, foreign, shop, shopOf, shown } from './shop.ts';

const item = `${custom}[1]`;
const value = `${item}.Value`;
const at = shown(value);
const off = 'camera=(), microphone=(), geolocation=(), usb=()';
const payment = 'payment for self and the hosts of declared gateways alone';

const framed = {
  payments: {
    gateways: [{ ...storefront.payments.gateways[0], integration: 'iframe' }],
    scripts: [],
  },
};

testRule(hdr06, {
  pass: {
    'a shop that keeps payment and switches the rest off': shop(),
    'payment that is left to its default, which is self': shop([value, off]),
    'payment switched off': shop([value, `${off}, payment=()`]),
    'payment for the frames of a declared gateway': shopOf(framed, [
      value,
      `${off}, payment=(self "https://js.stripe.com" "https://b.js.stripe.com")`,
    ]),
    'payment for a named host in a template that is no shop’s': foreign([
      value,
      `${off}, payment=(self "https://pay.example");report-to=csp`,
    ]),
  },
  fail: {
    'another powerful feature for everybody': {
      ...shop([value, `${off}, serial=*, gyroscope=(self), fullscreen=*`]),
      says: [`${at} has serial=*; expected serial=()`],
    },
    'a second header of that name that opens the camera': {
      ...shop([`${custom}[3]`, { Header: 'permissions-policy', Value: `${off}, camera=*`, Override: true }]),
      says: [`${shown(custom)}[3].Value has camera=*; expected camera=()`],
    },
    'no such header': {
      ...shop([item, undefined]),
      says: [`${shown(custom)} lacks the header Permissions-Policy`],
    },
    'payment for everybody, and a camera for the shop': {
      ...shop([value, 'camera=self, microphone=(), geolocation=*, usb=(), payment=*']),
      says: [
        `${at} has camera=self; expected camera=()`,
        `${at} has geolocation=*; expected geolocation=()`,
        `${at} has payment=*; expected ${payment}`,
      ],
    },
    'payment for a host that no declared gateway has': {
      ...shopOf(framed, [value, `${off}, payment=(self "https://evil.example")`]),
      says: [`${at} has payment=(self "https://evil.example"); expected ${payment}`],
    },
    'a feature that is switched off first and on again, of which the last counts': {
      ...shop([value, `${off}, usb=(self)`]),
      says: [`${at} has usb=(self); expected usb=()`],
    },
    'a value that browsers drop': {
      ...shop([value, "camera 'none'; microphone 'none'"]),
      says: [...['camera=()', 'microphone=()', 'geolocation=()', 'usb=()'], payment].map(
        (expected) => `${at} has a value that browsers drop as malformed; expected ${expected}`,
      ),
    },
    'a header that the origin can replace': {
      ...shop([`${item}.Override`, undefined]),
      says: [`${shown(item)}.Override is not set; expected true`],
    },
    'a header that one of two cases leaves out': {
      ...shop([item, maybe({ Header: 'Permissions-Policy', Value: off, Override: true })]),
      says: [`${shown(custom)} lacks the header Permissions-Policy in every case`],
    },
    'a behaviour without a policy': {
      ...shop([`${distribution}.DefaultCacheBehavior.ResponseHeadersPolicyId`, undefined]),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId is not set; expected a headers policy of these templates that sends Permissions-Policy',
      ],
    },
  },
  unknown: {
    'a value that is a parameter': {
      ...shop([value, { Ref: 'Open' }]),
      says: [...['camera=()', 'microphone=()', 'geolocation=()', 'usb=()'], payment].map(
        (expected) => `${at} is unknown (parameter Open is only known at deployment); expected ${expected}`,
      ),
    },
  },
});
