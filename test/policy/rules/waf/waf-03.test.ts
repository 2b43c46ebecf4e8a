import { waf03 } from '../../../../lib/policy/rules/waf/waf-03.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignAcl, webAcl } from './web-acl.ts';

const rules = 'Acl.Properties.Rules';
const group = 'Statement.ManagedRuleGroupStatement';
const reference = { RuleGroupReferenceStatement: { Arn: { 'Fn::GetAtt': ['Group', 'Arn'] } } };

function allow(priority: number) {
  return { Name: 'office', Priority: priority, Action: { Allow: {} }, Statement: {} };
}

testRule(waf03, {
  pass: {
    'groups whose actions stand': webAcl(),
    'groups in somebody else’s template': foreignAcl(),
    'an own rule that counts reports': webAcl([`${rules}[6]`, { Priority: 0, Action: { Count: {} } }]),
    'an Allow after every group': webAcl([`${rules}[6]`, allow(20)]),
    'an override that blocks more': webAcl([
      `${rules}[2].${group}.RuleActionOverrides`,
      [{ Name: 'AWSManagedIPDDoSList', ActionToUse: { Block: {} } }],
    ]),
    'an own rule group without Allow': webAcl(
      ['Group', { Type: 'AWS::WAFv2::RuleGroup', Properties: { Rules: [{ Action: { Block: {} } }] } }],
      [`${rules}[6]`, { Priority: 0, OverrideAction: { None: {} }, Statement: reference }],
    ),
  },
  fail: {
    'a group that only counts': {
      ...webAcl([`${rules}[3].OverrideAction`, { Count: {} }]),
      says: ['Properties.Rules[3].OverrideAction is {"Count":{}}; expected {"None":{}}'],
    },
    'a group without an override action': {
      ...webAcl([`${rules}[3].OverrideAction`, undefined]),
      says: ['Properties.Rules[3].OverrideAction is not set; expected {"None":{}}'],
    },
    'a condition of which one branch counts': {
      ...webAcl([`${rules}[3].OverrideAction`, maybe({ Count: {} }, { None: {} })]),
      says: ['Properties.Rules[3].OverrideAction is {"Count":{}} or {"None":{}}; expected {"None":{}}'],
    },
    'a rule of a group that only counts': {
      ...webAcl([
        `${rules}[3].${group}.RuleActionOverrides`,
        [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
      ]),
      says: [
        'Properties.Rules[3].Statement.ManagedRuleGroupStatement.RuleActionOverrides[0].ActionToUse is {"Count":{}}; expected Block',
      ],
    },
    'an own rule group that only counts': {
      ...webAcl(
        ['Group', { Type: 'AWS::WAFv2::RuleGroup', Properties: { Rules: [{ Action: { Block: {} } }] } }],
        [`${rules}[6]`, { Priority: 0, OverrideAction: { Count: {} }, Statement: reference }],
      ),
      says: ['Properties.Rules[6].OverrideAction is {"Count":{}}; expected {"None":{}}'],
    },
    'an own rule group that allows by an override': {
      ...webAcl(
        ['Group', { Type: 'AWS::WAFv2::RuleGroup', Properties: { Rules: [{ Action: { Block: {} } }] } }],
        [`${rules}[6]`, { Priority: 0, OverrideAction: { None: {} }, Statement: reference }],
        [
          `${rules}[6].Statement.RuleGroupReferenceStatement.RuleActionOverrides`,
          [{ Name: 'office', ActionToUse: { Allow: {} } }],
        ],
      ),
      says: [
        'Properties.Rules[6].Statement.RuleGroupReferenceStatement.RuleActionOverrides[0].ActionToUse is {"Allow":{}}; expected Block, Captcha or Challenge',
      ],
    },
    'an excluded rule': {
      ...webAcl([`${rules}[3].${group}.ExcludedRules`, [{ Name: 'NoUserAgent_HEADER' }]]),
      says: [
        'Properties.Rules[3].Statement.ManagedRuleGroupStatement.ExcludedRules is [{"Name":"NoUserAgent_HEADER"}]; expected no entry, since an excluded rule only counts',
      ],
    },
    'a group that only sees some requests': {
      ...webAcl([`${rules}[3].${group}.ScopeDownStatement`, { GeoMatchStatement: {} }]),
      says: [
        'Properties.Rules[3].Statement.ManagedRuleGroupStatement.ScopeDownStatement is {"GeoMatchStatement":{}}; expected no value, so that the group sees every request',
      ],
    },
    'an Allow before a group': {
      ...webAcl([`${rules}[6]`, allow(12)]),
      says: [
        'Properties.Rules[6].Action is {"Allow":{}}; expected no Allow, since managed rule groups come later',
      ],
    },
    'an Allow in an own rule group that comes first': {
      ...webAcl(
        ['Group', { Type: 'AWS::WAFv2::RuleGroup', Properties: { Rules: [{ Action: { Allow: {} } }] } }],
        [`${rules}[6]`, { Priority: 0, OverrideAction: { None: {} }, Statement: reference }],
      ),
      says: [
        'Properties.Rules[0].Action is {"Allow":{}}; expected no Allow, since managed rule groups come later',
      ],
    },
  },
  unknown: {
    'an override action that is a parameter': {
      ...webAcl([`${rules}[3].OverrideAction`, open]),
      says: [
        'Properties.Rules[3].OverrideAction is unknown (parameter Open is only known at deployment); expected {"None":{}}',
      ],
    },
    'overrides that are a parameter': {
      ...webAcl([`${rules}[3].${group}.RuleActionOverrides`, open]),
      says: [
        'Properties.Rules[3].Statement.ManagedRuleGroupStatement.RuleActionOverrides is unknown (parameter Open is only known at deployment); expected no entry that only counts or allows',
      ],
    },
    'an Allow of unknown priority': {
      ...webAcl([`${rules}[6]`, { ...allow(0), Priority: open }]),
      says: [
        'Properties.Rules[6].Priority is unknown (parameter Open is only known at deployment); expected a priority after the managed rule groups',
      ],
    },
    'a rule group that nobody sees': {
      ...webAcl([
        `${rules}[6]`,
        { Priority: 0, Statement: { RuleGroupReferenceStatement: { Arn: 'arn:aws:wafv2:shared' } } },
      ]),
      says: [
        'Properties.Rules[6].Statement.RuleGroupReferenceStatement.Arn is arn:aws:wafv2:shared; only the deployment tells whether that is a rule group without Allow, since managed rule groups come later',
      ],
    },
  },
  notApplicable: {
    'a web ACL without managed groups': webAcl([rules, []]),
  },
});
