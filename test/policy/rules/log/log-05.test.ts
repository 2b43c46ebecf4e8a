import { log05 } from '../../../../lib/policy/rules/log/log-05.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignLogs, logs, logsOf, parameter } from './logs.ts';

const retention = 'Group.Properties.RetentionInDays';
const rules = 'Bucket.Properties.LifecycleConfiguration.Rules';
const days = 'Properties.RetentionInDays';
const period = 'a number of days that CloudWatch Logs takes';
const first = 'Properties.LifecycleConfiguration.Rules[0]';

testRule(log05, {
  pass: {
    'a log group and a bucket that keep logs for thirteen months': logs(),
    'a log group that keeps them for twelve': logs([retention, 365]),
    'a log group of no evidence that keeps its logs for three months': logsOf(
      [
        { resource: 'Group', class: 'public' },
        { resource: 'Bucket', class: 'audit' },
      ],
      [retention, 90],
    ),
    'a foreign log group that keeps its logs for three months': foreignLogs([retention, 90]),
    'a bucket that archives logs after a quarter': logs([
      `${rules}[0].Transitions`,
      [{ StorageClass: 'GLACIER', TransitionInDays: 90 }],
    ]),
    'a bucket that moves logs early to a class that is read at once': logs([
      `${rules}[0].Transitions`,
      [{ StorageClass: 'GLACIER_IR', TransitionInDays: 1 }],
    ]),
    'a bucket with an early end that is switched off': logs([
      `${rules}[1]`,
      { Status: 'Disabled', ExpirationInDays: 1 },
    ]),
    'a bucket whose logs are kept without end, as the storefront states': logsOf([
      { resource: 'Group', class: 'audit' },
      { resource: 'Bucket', class: 'audit', retention: 'The auditor asks for all of them.' },
    ]),
  },
  fail: {
    'a log group that never ends its logs': {
      ...logs([retention, undefined]),
      says: [`${days} is not set; expected at least 365, ${period}`],
    },
    'evidence that is kept for half a year': {
      ...logs([retention, 180]),
      says: [`${days} is 180; expected at least 365, ${period}`],
    },
    'a number that CloudWatch Logs does not take': {
      ...logs([retention, 8675309]),
      says: [`${days} is 8675309; expected at least 365, ${period}`],
    },
    'a log group that nobody classified': {
      ...logsOf([{ resource: 'Bucket', class: 'audit' }], [retention, 90]),
      says: [`${days} is 90; expected at least 365, ${period}`],
    },
    'a foreign log group that keeps its logs for a day': {
      ...foreignLogs([retention, 1]),
      says: [`${days} is 1; expected at least 90, ${period}`],
    },
    'a class of log groups that keeps two days, whatever is asked': {
      ...logs(['Group.Properties.LogGroupClass', 'DELIVERY']),
      says: ['Properties.LogGroupClass is DELIVERY; expected STANDARD or INFREQUENT_ACCESS'],
    },
    'a bucket that never ends its logs': {
      ...logs(['Bucket.Properties.LifecycleConfiguration', undefined]),
      says: ['Properties.LifecycleConfiguration.Rules lacks the expiration of logs after at least 365 days'],
    },
    'a bucket that ends some logs early': {
      ...logs([`${rules}[1]`, { Status: 'Enabled', ExpirationInDays: 1, Prefix: 'edge/' }]),
      says: ['Properties.LifecycleConfiguration.Rules[1].ExpirationInDays is 1; expected at least 365'],
    },
    'a bucket that ends all logs on a day': {
      ...logs([`${rules}[1]`, { Status: 'Enabled', ExpirationDate: '2027-01-01' }]),
      says: [
        'Properties.LifecycleConfiguration.Rules[1].ExpirationDate is 2027-01-01; expected no value, since it ends logs of every age',
      ],
    },
    'a bucket that archives logs after a month': {
      ...logs([`${rules}[0].Transitions`, [{ StorageClass: 'DEEP_ARCHIVE', TransitionInDays: 30 }]]),
      says: [`${first}.Transitions[0].TransitionInDays is 30; expected at least 90`],
    },
    'a bucket that archives logs in the older way of writing it': {
      ...logs([`${rules}[0].Transition`, { StorageClass: 'GLACIER', TransitionInDays: 0 }]),
      says: [`${first}.Transition.TransitionInDays is 0; expected at least 90`],
    },
    'a foreign bucket that takes access logs and ends them within a week': {
      ...foreignLogs([`${rules}[0].ExpirationInDays`, 7]),
      says: [`${first}.ExpirationInDays is 7; expected at least 365`],
    },
  },
  unknown: {
    'a period that is a parameter': {
      ...logs([retention, open]),
      says: [`${days} is ${parameter}; expected at least 365, ${period}`],
    },
    'lifecycle rules that are a parameter': {
      ...logs([rules, open]),
      says: [
        `Properties.LifecycleConfiguration.Rules is ${parameter}; expected a list with the expiration of logs after at least 365 days`,
      ],
    },
  },
});
