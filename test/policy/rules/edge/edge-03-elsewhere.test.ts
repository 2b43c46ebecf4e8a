import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edge03Elsewhere } from '../../../../lib/policy/rules/edge/edge-03-elsewhere.ts';
import { open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

function foreign(Name: Json, Type: string, target: JsonRecord) {
  return {
    resources: {
      Record: { Type: 'AWS::Route53::RecordSet', Properties: { Name, Type, ...target } },
      Shop: { Type: 'AWS::CloudFront::Distribution', Properties: {} },
    },
    sections: undecided,
  };
}

function record(name: Json, type: string, target: JsonRecord) {
  return { ...foreign(name, type, target), storefront };
}

const address = { ResourceRecords: ['203.0.113.9'] };
const expected = 'a resource of the shop, or one of its names';

testRule(edge03Elsewhere, {
  fail: {
    'the name of the shop at another server': {
      ...record('shop.boutique.example.', 'A', { ...address, Weight: 1, SetIdentifier: 'other' }),
      says: [`Properties.ResourceRecords[0] is 203.0.113.9; expected ${expected}`],
    },
    'a name below it that is an alias of a stranger': {
      ...record('pay.shop.boutique.example', 'CNAME', { ResourceRecords: ['stranger.example'] }),
      says: [`Properties.ResourceRecords[0] is stranger.example; expected ${expected}`],
    },
    'a zone below it that others serve': {
      ...record('x.shop.boutique.example', 'NS', { ResourceRecords: ['ns.stranger.example'] }),
      says: [`Properties.ResourceRecords[0] is ns.stranger.example; expected ${expected}`],
    },
    'a distribution of somebody’s': {
      ...record('shop.boutique.example', 'A', { AliasTarget: { DNSName: 'd111111abcdef8.cloudfront.net' } }),
      says: [`Properties.AliasTarget.DNSName is d111111abcdef8.cloudfront.net; expected ${expected}`],
    },
  },
  unknown: {
    'a target that is a parameter': {
      ...record('shop.boutique.example', 'A', { AliasTarget: { DNSName: open } }),
      says: [
        `Properties.AliasTarget.DNSName is unknown (parameter Open is only known at deployment); expected ${expected}`,
      ],
    },
  },
  notApplicable: {
    'the distribution of the shop': record('shop.boutique.example', 'A', {
      AliasTarget: { DNSName: { 'Fn::GetAtt': ['Shop', 'DomainName'] } },
    }),
    'another name of the shop': record('www.shop.boutique.example', 'CNAME', {
      ResourceRecords: ['shop.boutique.example'],
    }),
    'a record that leads nobody anywhere': record('shop.boutique.example', 'TXT', {
      ResourceRecords: ['"v=spf1 -all"'],
    }),
    'a name that is not the shop’s': record('blog.boutique.example', 'A', address),
    "somebody else's name": foreign('shop.boutique.example', 'A', address),
  },
});
