import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { tellsPeople } from '../../alert-routes.ts';
import { notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** An alarm that does nothing when it is raised is a picture in a console. */
export const det06Alarms: Rule = {
  id: 'DET-06-alarms',
  title: 'Every alarm does something when it is raised, and those of an account publish to its topics',
  severity: 'high',
  types: ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  why: 'Whoever built the alarm believes that somebody is told.',
  fix: 'Name the topic of a way in AlarmActions, and leave ActionsEnabled on.',
  controls: ['DET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (alarm, model) => {
    if (scales(alarm)) return [notApplicable(alarm, 'it scales something and tells nobody')];
    return alarm.template.accountStack ? tellsPeople(alarm) : alarmReaches(alarm, model);
  },
};

/** What adds and removes capacity works alone. */
function scales(alarm: Resource): boolean {
  const actions = alarm.property('AlarmActions');
  return actions.isDecidedList && actions.items().length > 0 && actions.items().every(isScaling);
}

function isScaling({ alternatives }: Value): boolean {
  return alternatives.every(
    (resolved) =>
      resolved.kind === 'reference' && /^AWS::(Application)?AutoScaling::/.test(resolved.resource.type),
  );
}
