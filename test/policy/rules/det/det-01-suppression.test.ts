import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { det01Suppression } from '../../../../lib/policy/rules/det/det-01-suppression.ts';
import { open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from './watched.ts';

const one = (Type: string, Properties: JsonRecord) => ({
  resources: { One: { Type, Properties } },
  sections: undecided,
});

testRule(det01Suppression, {
  pass: {
    'a filter that only sorts': one('AWS::GuardDuty::Filter', { Action: 'NOOP' }),
    'a list of trusted addresses that is not in use': one('AWS::GuardDuty::IPSet', { Activate: false }),
    'a filter of Amazon Inspector that hides nothing': one('AWS::InspectorV2::Filter', {
      FilterAction: 'NONE',
    }),
  },
  fail: {
    'a filter that archives': {
      ...one('AWS::GuardDuty::Filter', { Action: 'ARCHIVE' }),
      says: ['Properties.Action is ARCHIVE; expected NOOP'],
    },
    'a list of trusted addresses': {
      ...one('AWS::GuardDuty::IPSet', { Activate: true }),
      says: ['Properties.Activate is true; expected false'],
    },
    'a list of trusted domains': {
      ...one('AWS::GuardDuty::TrustedEntitySet', { Activate: true }),
      says: ['Properties.Activate is true; expected false'],
    },
    'a filter of Amazon Inspector that hides findings': {
      ...one('AWS::InspectorV2::Filter', { FilterAction: 'SUPPRESS' }),
      says: ['Properties.FilterAction is SUPPRESS; expected NONE'],
    },
    'an automation of Security Hub': {
      ...one('AWS::SecurityHub::AutomationRule', { RuleStatus: 'ENABLED' }),
      says: ['Properties.Actions lacks somebody who answers for what it does to findings'],
    },
  },
  unknown: {
    'a filter about which a parameter decides': {
      ...one('AWS::GuardDuty::Filter', { Action: open }),
      says: [`Properties.Action is ${parameter}; expected NOOP`],
    },
    'a control whose parameters only the deployment tells': {
      ...one('AWS::SecurityHub::SecurityControl', { Parameters: open }),
      says: [`Properties.Parameters is ${parameter}; expected the parameters as AWS sets them`],
    },
  },
  notApplicable: {
    'a control of which no parameter is changed': one('AWS::SecurityHub::SecurityControl', {
      SecurityControlId: 'S3.1',
      Parameters: {},
    }),
    'a control without parameters': one('AWS::SecurityHub::SecurityControl', { SecurityControlId: 'S3.1' }),
    'an automation that is switched off': one('AWS::SecurityHub::AutomationRuleV2', {
      RuleStatus: 'DISABLED',
    }),
  },
});
