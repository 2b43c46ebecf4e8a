import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { waf01Strangers } from '../../../../lib/policy/rules/waf/waf-01-strangers.ts';
import { type Change, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const rules = 'Acl.Properties.Rules';
const match = (search: string, type = 'NONE') => ({
  ByteMatchStatement: {
    FieldToMatch: { UriPath: {} },
    PositionalConstraint: 'STARTS_WITH',
    SearchString: search,
    TextTransformations: [{ Priority: 0, Type: type }],
  },
});
const listed = { IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': ['List', 'Arn'] } } };
const callbacks = {
  AndStatement: { Statements: [match('/callbacks/'), match('/callbacks/', 'NORMALIZE_PATH')] },
};
const but = (...spared: readonly JsonRecord[]) => ({
  Name: 'strangers',
  Priority: 0,
  Action: { Block: {} },
  Statement: { AndStatement: { Statements: spared.map((Statement) => ({ NotStatement: { Statement } })) } },
});
const list = { Type: 'AWS::WAFv2::IPSet', Properties: { Scope: 'CLOUDFRONT', Addresses: [] } };
const paths = [...storefront.paths, { pattern: '/callbacks/*', serves: 'callback', sensitive: true }];
const refusal = (ResponseCode: number, Value: string) => ({
  Block: { CustomResponse: { ResponseCode, ResponseHeaders: [{ Name: 'x-robots-tag', Value }] } },
});
const nonProduction = { storefront: { ...storefront, paths, purpose: 'non-production' } };
const closed = (rule: JsonRecord, ...changes: readonly Change[]) => ({
  ...webAcl(['List', list], [`${rules}[6]`, rule], ...changes),
  ...nonProduction,
});
const statements = 'Properties.Rules[6].Statement.AndStatement.Statements';
const begins = 'expected text that begins with /callbacks/';

testRule(waf01Strangers, {
  pass: {
    'a non-production shop that admits a list, and callbacks as they are sent': closed(
      but(listed, callbacks),
    ),
    'a refusal in words that search engines do not show': closed({
      ...but(listed),
      Action: refusal(403, 'noindex, nofollow'),
    }),
    'a shop in the shadow that admits a list alone': {
      ...closed(but(listed)),
      storefront: { ...nonProduction.storefront, purpose: 'production', launch: 'shadow' },
    },
  },
  fail: {
    'a non-production shop that is open to everybody': {
      ...webAcl(),
      ...nonProduction,
      says: ['Properties.Rules lacks a rule that blocks all but admitted addresses'],
    },
    'a rule that only counts strangers': {
      ...closed({ ...but(listed), Action: { Count: {} } }),
      says: ['Properties.Rules[6].Action is {"Count":{}}; expected Block, Challenge or Captcha'],
    },
    'a refusal that looks like a page, and is shown by search engines': {
      ...closed({ ...but(listed), Action: refusal(200, 'all') }),
      says: [
        'Properties.Rules[6].Action.Block.CustomResponse.ResponseCode is 200; expected at least 400 and at most 499',
        'Properties.Rules[6].Action.Block.CustomResponse.ResponseHeaders lacks the header X-Robots-Tag with noindex',
      ],
    },
    'a rule that spares more than callbacks': {
      ...closed(but(listed, match('/'))),
      says: [`${statements}[1].NotStatement.Statement.ByteMatchStatement.SearchString is /; ${begins}`],
    },
    'a rule that spares what becomes a callback once it is decoded': {
      ...closed(but(listed, match('/callbacks/', 'URL_DECODE'))),
      says: [
        `${statements}[1].NotStatement.Statement.ByteMatchStatement.TextTransformations is [{"Priority":0,"Type":"URL_DECODE"}]; expected NONE alone, so that nothing is made of the path`,
      ],
    },
    'a rule that asks for more than being a stranger': {
      ...closed(but(listed), [`${rules}[6].Statement.AndStatement.Statements[1]`, match('/checkout/')]),
      says: [
        `${statements}[1] is {"ByteMatchStatement":${JSON.stringify(match('/checkout/').ByteMatchStatement)}}; expected exceptions alone`,
      ],
    },
    'a template that admits half of the internet': {
      ...closed(but(listed), ['List.Properties.Addresses', ['0.0.0.0/1']]),
      says: ['Properties.Addresses is ["0.0.0.0/1"]; expected no address; palisade access admits them'],
    },
  },
  unknown: {
    'a list that is a parameter': {
      ...closed(but({ IPSetReferenceStatement: { Arn: open } })),
      says: [
        `${statements}[0].NotStatement.Statement.IPSetReferenceStatement.Arn is unknown (parameter Open is only known at deployment); expected an address list of these templates`,
      ],
    },
  },
  notApplicable: {
    'a shop to which shoppers come': webAcl(),
    'a web ACL of no storefront': foreignAcl(),
  },
});
