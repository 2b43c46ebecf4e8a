import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { log06Tasks } from '../../../../lib/policy/rules/log/log-06-tasks.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';

const container = 'Task.Properties.ContainerDefinitions[0]';
const place = 'Properties.ContainerDefinitions[0].LogConfiguration';
const group = 'a log group among the templates';
const unknown = 'unknown (parameter Open is only known at deployment)';

const good: Record<string, JsonRecord> = {
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/shop/tasks' } },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      ContainerDefinitions: [
        {
          Name: 'shop',
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'Logs' } } },
        },
      ],
    },
  },
};

function task(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided };
}

testRule(log06Tasks, {
  pass: {
    'a container with a log group of its templates': task(),
    'a log group by its name': task([
      `${container}.LogConfiguration.Options`,
      { 'awslogs-group': '/shop/tasks' },
    ]),
  },
  fail: {
    'a container without a driver': {
      ...task([`${container}.LogConfiguration`, undefined]),
      says: [`${place}.LogDriver is not set; expected awslogs`],
    },
    'lines that stay on the host': {
      ...task([`${container}.LogConfiguration.LogDriver`, 'json-file']),
      says: [`${place}.LogDriver is json-file; expected awslogs`],
    },
    'a driver without a group': {
      ...task([`${container}.LogConfiguration.Options`, undefined]),
      says: [`${place}.Options.awslogs-group is not set; expected ${group}`],
    },
    'a task without containers': {
      ...task(['Task.Properties.ContainerDefinitions', undefined]),
      says: ['Properties.ContainerDefinitions lacks a container'],
    },
  },
  unknown: {
    'a group that only the deployment knows': {
      ...task([`${container}.LogConfiguration.Options`, { 'awslogs-group': open }]),
      says: [`${place}.Options.awslogs-group is ${unknown}; expected ${group}`],
    },
    'a group that is elsewhere': {
      ...task([`${container}.LogConfiguration.Options`, { 'awslogs-group': '/elsewhere' }]),
      says: [
        `${place}.Options.awslogs-group is /elsewhere; only the deployment tells whether that is ${group}`,
      ],
    },
    'lines that are forwarded': {
      ...task([`${container}.LogConfiguration.LogDriver`, 'splunk']),
      says: [
        `${place}.LogDriver is splunk; only the deployment tells whether that is awslogs, with ${group}`,
      ],
    },
    'containers that only the deployment knows': {
      ...task(['Task.Properties.ContainerDefinitions', open]),
      says: [`Properties.ContainerDefinitions is ${unknown}; expected a list of containers`],
    },
  },
});
