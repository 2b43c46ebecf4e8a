import { log05 } from '../../../../lib/policy/rules/log/log-05.ts';
import { log06 } from '../../../../lib/policy/rules/log/log-06.ts';
import warnCases from '../../../../lib/policy/rules/log/warn-cases.json' with { type: 'json' };
import { testWarnCases, type WarnExample } from '../../../support/warn-cases.ts';
import { foreignLogs, logs } from './logs.ts';

const examples: Readonly<Record<string, WarnExample>> = {
  'a log group or a storefront’s bucket of logs never ends its logs': {
    rule: log05,
    template: logs(['Group.Properties.RetentionInDays', undefined]),
    says: 'expected at least 365, a number of days that CloudWatch Logs takes',
  },
  'a foreign function writes to a group that is found by its name alone': {
    rule: log06,
    template: foreignLogs(
      ['Function.Properties.LoggingConfig', undefined],
      ['Group.Properties.LogGroupName', '/aws/lambda/shop-callback'],
    ),
    says: 'the group is found by its name alone',
  },
};

testWarnCases(warnCases.cases, examples);
