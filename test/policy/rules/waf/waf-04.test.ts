import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { waf04 } from '../../../../lib/policy/rules/waf/waf-04.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { foreignAcl, pathMatch, webAcl } from './web-acl.ts';

const everyone = 'Acl.Properties.Rules[0]';
const sensitive = 'Acl.Properties.Rules[1]';
const rate = 'Statement.RateBasedStatement';
const scope = `${sensitive}.${rate}.ScopeDownStatement`;
const path = `Properties.Rules[1].${rate}`;
const tighter = 'at least 10 and a lower rate than the limit for every request';
const parameter = 'unknown (parameter Open is only known at deployment)';

function answered(CustomResponse: JsonRecord): JsonRecord {
  return { Block: { CustomResponse } };
}

function lacks(paths: string): string {
  return `Properties.Rules lacks a rate-based rule with a lower limit for ${paths}`;
}

testRule(waf04, {
  pass: {
    'a limit for everyone and a lower one for sensitive paths': webAcl(),
    'guessed paths where nobody tells the shop’s own': foreignAcl([
      scope,
      pathMatch('/user/login', 'CONTAINS'),
    ]),
    'a lower rate by a shorter window': webAcl(
      [`${sensitive}.${rate}.Limit`, 100],
      [`${sensitive}.${rate}.EvaluationWindowSec`, 60],
    ),
    'a limit by address and fingerprint': webAcl(
      [`${everyone}.${rate}.AggregateKeyType`, 'CUSTOM_KEYS'],
      [`${everyone}.${rate}.CustomKeys`, [{ IP: {} }, { JA4Fingerprint: { FallbackBehavior: 'MATCH' } }]],
    ),
    'a challenge in place of a block': webAcl([`${sensitive}.Action`, { Challenge: {} }]),
    'a block that says why': webAcl(
      [`${everyone}.Action`, answered({ ResponseCode: 429, CustomResponseBodyKey: 'Slower' })],
      ['Acl.Properties.CustomResponseBodies', { Slower: { ContentType: 'TEXT_PLAIN', Content: 'Slower.' } }],
    ),
    'paths narrowed by method': webAcl([
      scope,
      {
        AndStatement: {
          Statements: [
            { OrStatement: { Statements: [pathMatch('/checkout'), pathMatch('/csp-report')] } },
            { ByteMatchStatement: { FieldToMatch: { Method: {} }, SearchString: 'POST' } },
          ],
        },
      },
    ]),
    'a storefront whose only sensitive path is every path': {
      ...webAcl(),
      storefront: { ...storefront, paths: [{ pattern: '*', serves: 'payment', sensitive: true }] },
    },
  },
  fail: {
    'a match that an encoded letter leads around': {
      ...webAcl([
        `${scope}.OrStatement.Statements[0].ByteMatchStatement.TextTransformations`,
        [{ Priority: 0, Type: 'NONE' }],
      ]),
      says: [lacks('/checkout/*')],
    },
    'a match in lower case that an encoded letter leads around': {
      ...webAcl([
        `${scope}.OrStatement.Statements[0].ByteMatchStatement.TextTransformations`,
        [{ Priority: 0, Type: 'LOWERCASE' }],
      ]),
      says: [lacks('/checkout/*')],
    },
    'a block that answers as if nothing had happened, in words that nobody wrote': {
      ...webAcl([`${everyone}.Action`, answered({ ResponseCode: 200, CustomResponseBodyKey: 'Slower' })]),
      says: [
        'Properties.Rules[0].Action.Block.CustomResponse.ResponseCode is 200; expected at least 400 and at most 499',
        'Properties.Rules[0].Action.Block.CustomResponse.CustomResponseBodyKey is Slower; expected a key of CustomResponseBodies',
      ],
    },
    'a storefront that says nothing of sensitive paths, and limits none': {
      ...webAcl([scope, pathMatch('/images/')]),
      storefront: { ...storefront, paths: [] },
      says: [lacks('login, checkout, API or webhook paths')],
    },
    'paths narrowed by what may never hold': {
      ...webAcl([
        scope,
        { AndStatement: { Statements: [pathMatch('/c'), { NotStatement: { Statement: pathMatch('/c') } }] } },
      ]),
      says: [lacks('/csp-report'), lacks('/checkout/*')],
    },
    'paths narrowed by a method that nobody uses': {
      ...webAcl([
        scope,
        {
          AndStatement: {
            Statements: [
              pathMatch('/c'),
              { ByteMatchStatement: { FieldToMatch: { Method: {} }, SearchString: 'TRACE' } },
            ],
          },
        },
      ]),
      says: [lacks('/csp-report'), lacks('/checkout/*')],
    },
    'a path that is compared by its hash': {
      ...webAcl([
        `${scope}.OrStatement.Statements[0].ByteMatchStatement.TextTransformations`,
        [{ Priority: 0, Type: 'MD5' }],
      ]),
      says: [lacks('/checkout/*')],
    },
    'a custom key that clients make up': {
      ...webAcl(
        [`${everyone}.${rate}.AggregateKeyType`, 'CUSTOM_KEYS'],
        [`${everyone}.${rate}.CustomKeys`, [{ IP: {} }, { Header: { Name: 'x-request-id' } }]],
      ),
      says: [
        `Properties.Rules[0].${rate}.CustomKeys[1].Header is {"Name":"x-request-id"}; expected no Header, which clients make up`,
      ],
    },
    'custom keys of which there are none': {
      ...webAcl([`${everyone}.${rate}.AggregateKeyType`, 'CUSTOM_KEYS']),
      says: [
        `Properties.Rules[0].${rate}.CustomKeys is not set; expected a list of keys that clients cannot make up`,
      ],
    },
    'no limit for everyone': {
      ...webAcl([everyone, undefined]),
      says: ['Properties.Rules lacks a rate-based rule for every request'],
    },
    'no limit for sensitive paths': {
      ...webAcl([sensitive, undefined]),
      says: [lacks('/csp-report'), lacks('/checkout/*')],
    },
    'no limit for guessed paths': {
      ...foreignAcl([scope, pathMatch('/images/')]),
      says: [lacks('login, checkout, API or webhook paths')],
    },
    'a sensitive path that is not covered': {
      ...webAcl([`${scope}.OrStatement.Statements[0]`, undefined]),
      says: [lacks('/checkout/*')],
    },
    'a search that covers only part of a path': {
      ...webAcl([`${scope}.OrStatement.Statements[0]`, pathMatch('/checkout/pay/')]),
      says: [lacks('/checkout/*')],
    },
    'a scope that turns the paths around': {
      ...webAcl([scope, { NotStatement: { Statement: pathMatch('/checkout/') } }]),
      says: [lacks('/csp-report'), lacks('/checkout/*')],
    },
    'a match of something else than the path': {
      ...webAcl([`${scope}.OrStatement.Statements[0].ByteMatchStatement.FieldToMatch`, { QueryString: {} }]),
      says: [lacks('/checkout/*')],
    },
    'limits that only count': {
      ...webAcl([`${everyone}.Action`, { Count: {} }], [`${sensitive}.Action`, { Count: {} }]),
      says: [
        'Properties.Rules[0].Action is {"Count":{}}; expected Block, Challenge or Captcha',
        'Properties.Rules[1].Action is {"Count":{}}; expected Block, Challenge or Captcha',
      ],
    },
    'a limit below what AWS takes': {
      ...webAcl([`${everyone}.${rate}.Limit`, 0]),
      says: [
        `Properties.Rules[0].${rate}.Limit is 0; expected at least 10 and at most 30000`,
        `${path}.Limit is 200; expected ${tighter}`,
      ],
    },
    'a limit for sensitive paths that is no lower': {
      ...webAcl([`${sensitive}.${rate}.Limit`, 2000]),
      says: [`${path}.Limit is 2000; expected ${tighter}`],
    },
    'a limit that is higher in one case': {
      ...webAcl([`${sensitive}.${rate}.Limit`, maybe(200, 5000)]),
      says: [`${path}.Limit is 200 or 5000; expected ${tighter}`],
    },
    'addresses that clients forward': {
      ...webAcl([`${everyone}.${rate}.AggregateKeyType`, 'FORWARDED_IP']),
      says: [
        `Properties.Rules[0].${rate}.AggregateKeyType is FORWARDED_IP; expected IP or CUSTOM_KEYS`,
        `Properties.Rules[0].${rate}.AggregateKeyType is FORWARDED_IP; expected IP, CUSTOM_KEYS or CONSTANT, since clients write FORWARDED_IP themselves`,
      ],
    },
    'a custom key that clients forward': {
      ...webAcl(
        [`${everyone}.${rate}.AggregateKeyType`, 'CUSTOM_KEYS'],
        [`${everyone}.${rate}.CustomKeys`, [{ ForwardedIP: {} }]],
      ),
      says: [
        `Properties.Rules[0].${rate}.CustomKeys[0].ForwardedIP is {}; expected no ForwardedIP, which clients write themselves`,
      ],
    },
    'a window that AWS does not know': {
      ...webAcl([`${everyone}.${rate}.EvaluationWindowSec`, 5]),
      says: [`Properties.Rules[0].${rate}.EvaluationWindowSec is 5; expected 60 or 120 or 300 or 600`],
    },
  },
  unknown: {
    'a limit that is a parameter': {
      ...webAcl([`${sensitive}.${rate}.Limit`, open]),
      says: [`${path}.Limit is ${parameter}; expected ${tighter}`],
    },
    'a window that is a parameter': {
      ...webAcl([`${sensitive}.${rate}.EvaluationWindowSec`, open]),
      says: [
        `${path}.EvaluationWindowSec is ${parameter}; expected 60 or 120 or 300 or 600`,
        `${path}.Limit is 200; only the deployment tells whether that is ${tighter}`,
      ],
    },
    'a rule that is a parameter': {
      ...webAcl([sensitive, open]),
      says: ['/csp-report', '/checkout/*'].map(
        (paths) =>
          `Properties.Rules[1] is ${parameter}; expected a rate-based rule with a lower limit for ${paths}`,
      ),
    },
    'rules that are a parameter': {
      ...webAcl(['Acl.Properties.Rules', open]),
      says: [`Properties.Rules is ${parameter}; expected a list with rate-based rules`],
    },
  },
});
