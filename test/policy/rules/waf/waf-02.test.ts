import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { waf02 } from '../../../../lib/policy/rules/waf/waf-02.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const rules = 'Acl.Properties.Rules';
const common = `${rules}[3].Statement.ManagedRuleGroupStatement`;
const lacksCommon = 'Properties.Rules lacks the managed rule group AWSManagedRulesCommonRuleSet of AWS';

const everyGroup = [
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesSQLiRuleSet',
  'AWSManagedRulesAmazonIpReputationList',
];

function managed(name: string): Json {
  return { Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: name } } };
}

testRule(waf02, {
  pass: {
    'the four baseline groups': webAcl(),
    'the four groups in somebody else’s template': foreignAcl(),
    'a group that stands in both branches of a condition': webAcl([
      `${rules}[3]`,
      maybe(managed('AWSManagedRulesCommonRuleSet'), managed('AWSManagedRulesCommonRuleSet')),
    ]),
    'an own rule group within the capacity': webAcl(
      ['Group', { Type: 'AWS::WAFv2::RuleGroup', Properties: { Capacity: 3875 } }],
      [
        `${rules}[6]`,
        { Statement: { RuleGroupReferenceStatement: { Arn: { 'Fn::GetAtt': ['Group', 'Arn'] } } } },
      ],
    ),
  },
  fail: {
    'a missing group': { ...webAcl([`${rules}[3]`, undefined]), says: [lacksCommon] },
    'a group of the same name from somebody else': {
      ...webAcl([`${common}.VendorName`, 'Somebody']),
      says: [lacksCommon],
    },
    'no rules at all': {
      ...webAcl([rules, undefined]),
      says: everyGroup.map((name) => `Properties.Rules lacks the managed rule group ${name} of AWS`),
    },
    'a group that a condition may leave out': {
      ...webAcl([`${rules}[3]`, maybe(managed('AWSManagedRulesCommonRuleSet'))]),
      says: [`${lacksCommon} in every case`],
    },
    'a group that one branch of a condition replaces': {
      ...webAcl([`${common}.Name`, maybe('AWSManagedRulesCommonRuleSet', 'AWSManagedRulesLinuxRuleSet')]),
      says: [lacksCommon],
    },
    'a list of rules that is empty in one case': {
      ...webAcl([rules, maybe(everyGroup.map(managed), [])]),
      says: everyGroup.map((name) => `Properties.Rules lacks the managed rule group ${name} of AWS`),
    },
    'a pinned version': {
      ...webAcl([`${common}.Version`, 'Version_1.3']),
      says: [
        'Properties.Rules[3].Statement.ManagedRuleGroupStatement.Version is Version_1.3; expected no value, so that AWS applies its current version',
      ],
    },
    'more capacity than a web ACL has': {
      ...webAcl(
        ['Group', { Type: 'AWS::WAFv2::RuleGroup', Properties: { Capacity: 3876 } }],
        [
          `${rules}[6]`,
          { Statement: { RuleGroupReferenceStatement: { Arn: { 'Fn::GetAtt': ['Group', 'Arn'] } } } },
        ],
      ),
      says: ['Properties.Rules takes 5001 capacity units; expected at most 5000 capacity units'],
    },
    'an unprotected twin': {
      ...webAcl(['Twin', { Type: 'AWS::WAFv2::WebACL' }]),
      says: everyGroup.map((name) => `Properties.Rules lacks the managed rule group ${name} of AWS`),
    },
  },
  unknown: {
    'a group whose name is a parameter': {
      ...webAcl([`${common}.Name`, open]),
      says: [
        'Properties.Rules[3].Statement.ManagedRuleGroupStatement.Name is unknown (parameter Open is only known at deployment); expected AWSManagedRulesCommonRuleSet',
      ],
    },
    'rules that a macro writes': {
      ...webAcl([rules, { 'Fn::Transform': { Name: 'Rules' } }]),
      says: everyGroup.map(
        (name) =>
          `Properties.Rules is unknown (Fn::Transform is only known at deployment); expected a list with the managed rule group ${name} of AWS`,
      ),
    },
  },
});
