import { hdr05Robots } from '../../../../lib/policy/rules/hdr/hdr-05-robots.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { foreign, custom as headers, shop, shown } from './shop.ts';

const robots = (value: string, override = true) => ({
  Header: 'x-robots-tag',
  Value: value,
  Override: override,
});
const hidden = [headers.replace('Pages', 'Payment'), [robots('noindex')]] as const;
const nonProduction = { storefront: { ...storefront, purpose: 'non-production' } };
const shadow = { storefront: { ...storefront, launch: 'shadow' } };

testRule(hdr05Robots, {
  pass: {
    'a non-production shop that no search engine shows': {
      ...shop(hidden, [headers, [robots('noindex, nofollow')]]),
      ...nonProduction,
    },
    'production in the shadow': { ...shop(hidden, [headers, [robots('nofollow,NOINDEX')]]), ...shadow },
  },
  fail: {
    'a non-production shop that says nothing to search engines': {
      ...shop(hidden, [headers, []]),
      ...nonProduction,
      says: [`${shown(headers)} lacks the header X-Robots-Tag`],
    },
    'a non-production shop that asks for less, and leaves the last word to the origin': {
      ...shop(hidden, [headers, [robots('nofollow', false)]]),
      ...nonProduction,
      says: [
        `${shown(headers)}[0].Value is nofollow; expected noindex`,
        `${shown(headers)}[0].Override is false; expected true`,
      ],
    },
    'a shop that hides itself from those who look for it': {
      ...shop([headers, [robots('noindex')]]),
      says: [
        `${shown(headers)}[0].Value is noindex; expected no X-Robots-Tag, since shoppers come to this shop`,
      ],
    },
  },
  unknown: {
    'a value that is a parameter': {
      ...shop(hidden, [headers, [{ ...robots(''), Value: open }]]),
      ...nonProduction,
      says: [
        `${shown(headers)}[0].Value is unknown (parameter Open is only known at deployment); expected noindex`,
      ],
    },
  },
  notApplicable: {
    'a shop that is open': shop([headers, []]),
    'a distribution of no storefront': foreign(),
  },
});
