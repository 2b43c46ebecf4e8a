import { waf02 } from '../../../../lib/policy/rules/waf/waf-02.ts';
import { waf03 } from '../../../../lib/policy/rules/waf/waf-03.ts';
import warnCases from '../../../../lib/policy/rules/waf/warn-cases.json' with { type: 'json' };
import { testWarnCases, type WarnExample } from '../../../support/warn-cases.ts';
import { webAcl } from './web-acl.ts';

const rules = 'Acl.Properties.Rules';

const examples: Readonly<Record<string, WarnExample>> = {
  'the known rule groups take more than the 1500 units of the basic price': {
    rule: waf02,
    template: webAcl(
      ['Group', { Type: 'AWS::WAFv2::RuleGroup', Properties: { Capacity: 400 } }],
      [
        `${rules}[6]`,
        { Statement: { RuleGroupReferenceStatement: { Arn: { 'Fn::GetAtt': ['Group', 'Arn'] } } } },
      ],
    ),
    says: 'the known rule groups take 1525 capacity units, and the price includes 1500',
  },
  'a baseline group is pinned to a version': {
    rule: waf02,
    template: webAcl([`${rules}[3].Statement.ManagedRuleGroupStatement.Version`, 'Version_1.3']),
    says: 'expected no value, so that AWS applies its current version',
  },
  'a managed group counts during a rollout window': {
    rule: waf03,
    template: webAcl([`${rules}[3].OverrideAction`, { Count: {} }]),
    says: 'expected {"None":{}}',
  },
};

testWarnCases(warnCases.cases, examples);
