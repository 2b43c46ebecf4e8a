import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { waf03Tokens } from '../../../../lib/policy/rules/waf/waf-03-tokens.ts';
import { open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from '../data/bucket.ts';

const acl = (properties: JsonRecord): Case => ({
  resources: { Acl: { Type: 'AWS::WAFv2::WebACL', Properties: properties } },
  sections: undecided,
});
const ofShop = (properties: JsonRecord): Case => ({ ...acl(properties), storefront });
const immune = (ImmunityTime: JsonRecord[string]) => ({ ImmunityTimeProperty: { ImmunityTime } });
const time = 'ImmunityTimeProperty.ImmunityTime';

testRule(waf03Tokens, {
  pass: {
    'times of an hour at most': acl({ CaptchaConfig: immune(300), ChallengeConfig: immune('3600') }),
    'the name of the shop': ofShop({ TokenDomains: ['shop.boutique.example'] }),
  },
  fail: {
    'days without a test, by the web ACL and by a rule': {
      ...acl({ ChallengeConfig: immune(259_200), Rules: [{ CaptchaConfig: immune(3601) }] }),
      says: [
        `Properties.Rules[0].CaptchaConfig.${time} is 3601; expected at most 3600`,
        `Properties.ChallengeConfig.${time} is 259200; expected at most 3600`,
      ],
    },
    'tokens of a stranger': {
      ...ofShop({ TokenDomains: ['shop.boutique.example', 'stranger.example'] }),
      says: ['Properties.TokenDomains[1] is stranger.example; expected a name of the shop'],
    },
  },
  unknown: {
    'a time that is a parameter': {
      ...acl({ CaptchaConfig: immune(open) }),
      says: [`Properties.CaptchaConfig.${time} is ${parameter}; expected at most 3600`],
    },
    'a name that is a parameter': {
      ...ofShop({ TokenDomains: [open] }),
      says: [`Properties.TokenDomains[0] is ${parameter}; expected a name of the shop`],
    },
  },
  notApplicable: {
    'a web ACL that says nothing of it': ofShop({}),
    'names in a template of somebody else': acl({ TokenDomains: ['other.example'] }),
  },
});
