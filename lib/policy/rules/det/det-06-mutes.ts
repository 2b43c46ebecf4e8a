import { hasContract } from '../../data-classes.ts';
import { missing, notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** What is mute for an hour each night is mute when somebody breaks in. */
export const det06Mutes: Rule = {
  id: 'DET-06-mutes',
  title: 'No alarm of a storefront or its account is muted by a template',
  severity: 'high',
  types: ['AWS::CloudWatch::AlarmMuteRule'],
  why: 'A rule that mutes alarms on a schedule switches all of them off without changing one, and whoever knows the hours comes then.',
  fix: 'Take the rule away, and mute an alarm by hand while somebody works on it.',
  controls: ['DET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (rule) =>
    hasContract(rule)
      ? [missing(rule, 'Properties.Rule', 'somebody who answers for what is not heard')]
      : [notApplicable(rule, 'no contract says whose alarms it mutes')],
};
