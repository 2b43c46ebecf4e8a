import { logGroupType, logStore } from '../../../cloudformation/log-stores.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { doubtAbout, expectOneOf, observe } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const expected = 'a log group among the templates';
/** Drivers that hand lines on to somebody whom no template of the task shows. */
const forwarding = ['awsfirelens', 'fluentd', 'gelf', 'splunk', 'syslog'];

/** What a container writes is gone with the container, unless a driver keeps it. */
export const log06Tasks: Rule = {
  id: 'LOG-06-tasks',
  title: 'Every container writes to a log group of its templates',
  severity: 'medium',
  types: ['AWS::ECS::TaskDefinition'],
  why: 'The lines of a container without a driver end with it, and nobody can tell afterwards what it did.',
  fix: 'Set LogConfiguration of each container to the driver awslogs, with awslogs-group naming an AWS::Logs::LogGroup of the templates.',
  controls: ['LOG-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (task, model) => {
    const containers = task.property('ContainerDefinitions');
    if (!containers.isDecidedList) {
      return [observation('unknown', containers, { expected: 'a list of containers' })];
    }
    const items = containers.items();
    return items.length === 0
      ? [missing(task, containers, 'a container')]
      : items.flatMap((container) => logged(container, task, model));
  },
};

function logged(container: Value, task: Resource, model: Model): readonly Observation[] {
  const driver = container.at('LogConfiguration.LogDriver');
  const isForwarded = typeof driver.literal === 'string' && forwarding.includes(driver.literal);
  if (isForwarded) return [observation('unknown', driver, { expected: `awslogs, with ${expected}` })];
  const seen = expectOneOf(driver, ['awslogs']);
  return seen.status === 'pass' ? [seen, ...stored(container, task, model)] : [seen];
}

function stored(container: Value, task: Resource, model: Model): readonly Observation[] {
  const named = container.at('LogConfiguration.Options.awslogs-group');
  const group = logStore(named, model);
  return group?.type === logGroupType
    ? [observation('pass', named, { expected }), ...doubtAbout(group, task)]
    : [
        observe(named, { expected }, ({ kind }) =>
          kind === 'absent' || kind === 'reference' ? false : undefined,
        ),
      ];
}
