import { log06 } from '../../../../lib/policy/rules/log/log-06.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignLogs, logs, onCondition, parameter } from './logs.ts';

const named = 'Function.Properties.LoggingConfig.LogGroup';
const group = 'a log group among the templates';

testRule(log06, {
  pass: {
    'a function with a log group of its own': logs(),
    'a foreign function whose group bears its name': foreignLogs(
      [named, undefined],
      ['Group.Properties.LogGroupName', '/aws/lambda/shop-callback'],
    ),
    'a foreign function whose group is named after it': foreignLogs(
      [named, undefined],
      ['Group.Properties.LogGroupName', { 'Fn::Sub': '/aws/lambda/${Function}' }],
    ),
  },
  fail: {
    'a function that leaves its group to Lambda': {
      ...logs([named, undefined]),
      says: [`Properties.LoggingConfig lacks ${group}`],
    },
    'a function of the shop whose group only bears its name': {
      ...logs([named, undefined], ['Group.Properties.LogGroupName', '/aws/lambda/shop-callback']),
      says: [`Properties.LoggingConfig lacks ${group}`],
    },
    'a function that names what is no log group': {
      ...logs([named, { Ref: 'Key' }]),
      says: [`Properties.LoggingConfig.LogGroup is \${Key}; expected ${group}`],
    },
  },
  unknown: {
    'a group that was not given': {
      ...logs([named, '/shop/elsewhere']),
      says: [
        `Properties.LoggingConfig.LogGroup is /shop/elsewhere; only the deployment tells whether that is ${group}`,
      ],
    },
    'a group that is a parameter': {
      ...logs([named, open]),
      says: [`Properties.LoggingConfig.LogGroup is ${parameter}; expected ${group}`],
    },
    'a group that a condition may leave out': {
      ...logs(onCondition('Group')),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Function exists',
      ],
    },
  },
});
