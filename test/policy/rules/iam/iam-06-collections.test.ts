import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { iam06Collections } from '../../../../lib/policy/rules/iam/iam-06-collections.ts';
import { open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const account = '111111111111';
const key = `arn:aws:kms:eu-west-1:${account}:key/11111111-2222-3333-4444-555555555555`;

function policy(type: 'Access' | 'Security', kind: string, Policy: Json): Case {
  return {
    resources: {
      Policy: {
        Type: `AWS::OpenSearchServerless::${type}Policy`,
        Properties: { Name: 'orders', Type: kind, Policy },
      },
    },
    sections: undecided,
    account,
  };
}

const access = (...Principal: readonly string[]) => policy('Access', 'data', JSON.stringify([{ Principal }]));
const network = (part: Json) => policy('Security', 'network', JSON.stringify([part]));
const encryption = (part: Json) => policy('Security', 'encryption', JSON.stringify(part));
const somebody = 'expected somebody of the account';

testRule(iam06Collections, {
  pass: {
    'roles and users of the account': access(`arn:aws:iam::${account}:role/a`, `saml/${account}/idp/user/b`),
    'a role of the template within the text': policy('Access', 'data', {
      'Fn::Sub': '[{"Principal":["arn:aws:iam::${AWS::AccountId}:role/shop"]}]',
    }),
    'endpoints of the network alone': network({ AllowFromPublic: false, SourceVPCEs: ['vpce-1'] }),
    'a key of the shop': { ...encryption({ KmsARN: key }), storefront },
  },
  fail: {
    'a stranger': {
      ...access('arn:aws:iam::999999999999:root', 'saml/999999999999/idp/user/b'),
      says: [
        `Properties.Policy[0].Principal[0] is arn:aws:iam::999999999999:root; ${somebody}`,
        `Properties.Policy[0].Principal[1] is saml/999999999999/idp/user/b; ${somebody}`,
      ],
    },
    'the internet': {
      ...network({ AllowFromPublic: true }),
      says: ['Properties.Policy[0].AllowFromPublic is true; expected false'],
    },
    'a key of AWS, of a shop': {
      ...encryption({ AWSOwnedKey: true }),
      storefront,
      says: ['Properties.Policy.KmsARN is not set; expected a customer-managed KMS key'],
    },
  },
  unknown: {
    'a policy that is a parameter': {
      ...policy('Access', 'data', open),
      says: ['Properties.Policy cannot be read as JSON; expected a policy that is written out'],
    },
    'a text that is no JSON': {
      ...policy('Access', 'data', 'everyone'),
      says: ['Properties.Policy cannot be read as JSON; expected a policy that is written out'],
    },
  },
  notApplicable: {
    'a policy without principals': policy('Access', 'data', '[{"Rules":[]}]'),
    'a key of AWS, of somebody else': encryption({ AWSOwnedKey: true }),
  },
});
