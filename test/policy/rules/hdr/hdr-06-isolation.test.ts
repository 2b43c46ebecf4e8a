import { hdr06Isolation } from '../../../../lib/policy/rules/hdr/hdr-06-isolation.ts';
import { maybe } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { custom, distribution, shop, shopOf, shown } from './shop.ts';

const item = `${custom}[2]`;
const embedder = (value: string | object) => ({
  Header: 'Cross-Origin-Embedder-Policy',
  Value: value as string,
  Override: true,
});
const framed = {
  payments: {
    gateways: [{ ...storefront.payments.gateways[0], integration: 'fields' }],
    scripts: [],
  },
};

testRule(hdr06Isolation, {
  pass: {
    'a shop that lets its payment windows answer': shop(),
    'a shop that lets no window answer': shop([`${item}.Value`, 'same-origin']),
    'strict frames where the shop frames nobody': shop([`${custom}[3]`, embedder('require-corp')]),
    'a gateway in a frame': shopOf(framed),
    'a gateway in a frame that loads without credentials': shopOf(framed, [
      `${custom}[3]`,
      embedder('credentialless'),
    ]),
  },
  fail: {
    'no such header': {
      ...shop([item, undefined]),
      says: [`${shown(custom)} lacks the header Cross-Origin-Opener-Policy`],
    },
    'a header that isolates nothing, in one of two cases': {
      ...shop([`${item}.Value`, maybe('same-origin', 'unsafe-none')]),
      says: [
        `${shown(item)}.Value is same-origin or unsafe-none; expected same-origin-allow-popups or same-origin`,
      ],
    },
    'a header that the origin can replace': {
      ...shop([`${item}.Override`, false]),
      says: [`${shown(item)}.Override is false; expected true`],
    },
    'frames so strict that the gateway’s does not load': {
      ...shopOf(framed, [`${custom}[3]`, embedder('require-corp; report-to="csp"')]),
      says: [
        `${shown(custom)}[3].Value is require-corp; report-to="csp"; expected no Cross-Origin-Embedder-Policy require-corp while a gateway is framed`,
      ],
    },
    'a behaviour without a policy': {
      ...shop([`${distribution}.DefaultCacheBehavior.ResponseHeadersPolicyId`, undefined]),
      says: [
        'Properties.DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId is not set; expected a headers policy of these templates that sends Cross-Origin-Opener-Policy',
      ],
    },
  },
  unknown: {
    'a value that is a parameter': {
      ...shop([`${item}.Value`, { Ref: 'Open' }]),
      says: [
        `${shown(item)}.Value is unknown (parameter Open is only known at deployment); expected same-origin-allow-popups or same-origin`,
      ],
    },
    'strictness of frames that is a parameter': {
      ...shopOf(framed, [`${custom}[3]`, embedder({ Ref: 'Open' })]),
      says: [
        `${shown(custom)}[3].Value is unknown (parameter Open is only known at deployment); expected no Cross-Origin-Embedder-Policy require-corp while a gateway is framed`,
      ],
    },
  },
});
