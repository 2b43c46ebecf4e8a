import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { waf05 } from '../../../../lib/policy/rules/waf/waf-05.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const common = 'Acl.Properties.Rules[3]';
const group = 'Statement.ManagedRuleGroupStatement';
const seen = `Properties.Rules[3].${group}`;

const counted: Change = [
  `${common}.${group}.RuleActionOverrides`,
  [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
];

function constraintOf(size: number, oversize = 'MATCH') {
  const constraint = {
    FieldToMatch: { Body: { OversizeHandling: oversize } },
    ComparisonOperator: 'GT',
    Size: size,
    TextTransformations: [{ Priority: 0, Type: 'NONE' }],
  };
  return { SizeConstraintStatement: constraint };
}

function ruleWith(Statement: JsonRecord): Change {
  return ['Acl.Properties.Rules[6]', { Priority: 20, Action: { Block: {} }, Statement }];
}

function sizeRule(size: number, oversize?: string): Change {
  return ruleWith(constraintOf(size, oversize));
}

testRule(waf05, {
  pass: {
    'a common rule set whose size rule blocks': webAcl(),
    'the same in somebody else’s template': foreignAcl(),
    'another rule of the set that only counts': webAcl([
      `${common}.${group}.RuleActionOverrides`,
      [{ Name: 'NoUserAgent_HEADER', ActionToUse: { Count: {} } }],
    ]),
    'an own size rule at the inspection limit': webAcl(counted, sizeRule(16384)),
    'an own rule of which one alternative is about the size alone': webAcl(
      counted,
      ruleWith({ OrStatement: { Statements: [{ GeoMatchStatement: {} }, constraintOf(16384)] } }),
    ),
    'an own size rule at a raised inspection limit': webAcl(counted, sizeRule(65536), [
      'Acl.Properties.AssociationConfig',
      { RequestBody: { CLOUDFRONT: { DefaultSizeInspectionLimit: 'KB_64' } } },
    ]),
  },
  fail: {
    'no rule about bodies': {
      ...webAcl([common, undefined]),
      says: ['Properties.Rules lacks a rule that blocks bodies above the inspection limit'],
    },
    'a set that only counts': {
      ...webAcl([`${common}.OverrideAction`, { Count: {} }]),
      says: ['Properties.Rules[3].OverrideAction is {"Count":{}}; expected {"None":{}}'],
    },
    'a size rule that only counts': {
      ...webAcl(counted),
      says: [
        `${seen}.RuleActionOverrides[0].Name is SizeRestrictions_BODY; expected no SizeRestrictions_BODY that only counts or allows`,
      ],
    },
    'an own size rule that something else has to hold for': {
      ...webAcl(
        counted,
        ruleWith({ AndStatement: { Statements: [{ GeoMatchStatement: {} }, constraintOf(16384)] } }),
      ),
      says: [
        `${seen}.RuleActionOverrides[0].Name is SizeRestrictions_BODY; expected no SizeRestrictions_BODY that only counts or allows`,
      ],
    },
    'a size rule that is excluded': {
      ...webAcl([`${common}.${group}.ExcludedRules`, [{ Name: 'SizeRestrictions_BODY' }]]),
      says: [
        `${seen}.ExcludedRules[0].Name is SizeRestrictions_BODY; expected no SizeRestrictions_BODY that only counts or allows`,
      ],
    },
    'a set that only sees some requests': {
      ...webAcl([`${common}.${group}.ScopeDownStatement`, { GeoMatchStatement: {} }]),
      says: [
        `${seen}.ScopeDownStatement is {"GeoMatchStatement":{}}; expected no value, so that SizeRestrictions_BODY sees every request`,
      ],
    },
    'an own size rule above the inspection limit': {
      ...webAcl([common, { Statement: { GeoMatchStatement: {} } }], sizeRule(20000)),
      says: ['Properties.Rules[6].Statement.SizeConstraintStatement.Size is 20000; expected at most 16384'],
    },
    'an own size rule above what a load balancer inspects': {
      ...webAcl(
        ['Acl.Properties.Scope', 'REGIONAL'],
        [common, { Statement: { GeoMatchStatement: {} } }],
        sizeRule(16384),
      ),
      says: ['Properties.Rules[6].Statement.SizeConstraintStatement.Size is 16384; expected at most 8192'],
    },
    'an own size rule that lets long bodies pass': {
      ...webAcl([common, { Statement: { GeoMatchStatement: {} } }], sizeRule(16384, 'CONTINUE')),
      says: [
        'Properties.Rules[6].Statement.SizeConstraintStatement.FieldToMatch is {"Body":{"OversizeHandling":"CONTINUE"}}; expected Body with OversizeHandling MATCH',
      ],
    },
    'an own size rule for parts of a JSON body': {
      ...webAcl([common, { Statement: { GeoMatchStatement: {} } }], sizeRule(8192), [
        'Acl.Properties.Rules[6].Statement.SizeConstraintStatement.FieldToMatch',
        { JsonBody: { MatchPattern: { IncludedPaths: ['/a'] }, OversizeHandling: 'MATCH' } },
      ]),
      says: [
        'Properties.Rules[6].Statement.SizeConstraintStatement.FieldToMatch is {"JsonBody":{"MatchPattern":{"IncludedPaths":["/a"]},"OversizeHandling":"MATCH"}}; expected Body with OversizeHandling MATCH',
      ],
    },
    'an own size rule that measures a hash': {
      ...webAcl([common, { Statement: { GeoMatchStatement: {} } }], sizeRule(8192), [
        'Acl.Properties.Rules[6].Statement.SizeConstraintStatement.TextTransformations[0].Type',
        'MD5',
      ]),
      says: [
        'Properties.Rules[6].Statement.SizeConstraintStatement.TextTransformations[0].Type is MD5; expected NONE',
      ],
    },
    'a set that is there in one case only': {
      ...webAcl([common, maybe({ Statement: { GeoMatchStatement: {} } })]),
      says: ['Properties.Rules lacks a rule that blocks bodies above the inspection limit'],
    },
    'an unprotected twin': {
      ...webAcl(['Twin', { Type: 'AWS::WAFv2::WebACL' }]),
      says: ['Properties.Rules lacks a rule that blocks bodies above the inspection limit'],
    },
  },
  unknown: {
    'overrides that are a parameter': {
      ...webAcl([`${common}.${group}.RuleActionOverrides`, open]),
      says: [
        `${seen}.RuleActionOverrides is unknown (parameter Open is only known at deployment); expected no entry about SizeRestrictions_BODY`,
      ],
    },
    'rules that are a parameter': {
      ...webAcl(['Acl.Properties.Rules', open]),
      says: [
        'Properties.Rules is unknown (parameter Open is only known at deployment); expected a rule that blocks bodies above the inspection limit',
      ],
    },
  },
});
