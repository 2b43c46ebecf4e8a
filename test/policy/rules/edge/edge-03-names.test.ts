import { edge03Names } from '../../../../lib/policy/rules/edge/edge-03-names.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { config, foreign, shop } from './shop.ts';

const aliases = `${config}.Aliases`;
const path = 'Properties.DistributionConfig.Aliases';
const at = (launch: string, names: readonly string[] = []) => ({
  storefront: { ...storefront, launch, aliases: [...names] },
});
const www = 'www.boutique.example';

testRule(edge03Names, {
  pass: {
    'a live shop with its one name': shop(),
    'a shop at the cutover, to which no record leads yet': {
      ...shop(['Address', undefined], ['AddressV6', undefined]),
      ...at('cutover'),
    },
    'a shop in the shadow whose certificate is there already': {
      ...shop([aliases, undefined], ['Address', undefined], ['AddressV6', undefined]),
      ...at('shadow'),
    },
    'a shop at the cutover with two names': {
      ...shop(
        [aliases, ['shop.boutique.example', www]],
        ['Certificate.Properties.SubjectAlternativeNames', [www]],
      ),
      ...at('cutover', [www]),
    },
  },
  fail: {
    'a live shop without its name': {
      ...shop([aliases, undefined]),
      says: [`${path} is not set; expected shop.boutique.example`],
    },
    'a name that nobody declared': {
      ...shop([aliases, ['shop.boutique.example', '*.boutique.example']]),
      says: [`${path} is ["shop.boutique.example","*.boutique.example"]; expected shop.boutique.example`],
    },
    'a name in the shadow': {
      ...shop(),
      ...at('shadow'),
      says: [`${path} is ["shop.boutique.example"]; expected no alias while the shop is in the shadow`],
    },
    'an alias that the certificate does not bear and to which no record leads': {
      ...shop([aliases, ['shop.boutique.example', www]]),
      ...at('live', [www]),
      says: [
        `Properties.SubjectAlternativeNames is not set; expected ${www} among the names`,
        `Properties lacks a record A for ${www}`,
        `Properties lacks a record AAAA for ${www}`,
      ],
    },
    'a live shop to which no record of IPv6 leads': {
      ...shop(['AddressV6', undefined]),
      says: ['Properties lacks a record AAAA for shop.boutique.example'],
    },
  },
  unknown: {
    'names that are a parameter': {
      ...shop([aliases, open]),
      says: [
        `${path} is unknown (parameter Open is only known at deployment); expected shop.boutique.example`,
      ],
    },
    'a record that leads somewhere else': {
      ...shop(['Address.Properties.AliasTarget.DNSName', 'd111111abcdef8.cloudfront.net']),
      says: [
        'Properties.AliasTarget.DNSName is d111111abcdef8.cloudfront.net; only the deployment tells whether that is a reference to Shop',
      ],
    },
  },
  notApplicable: {
    'a distribution of no storefront': foreign(),
  },
});
