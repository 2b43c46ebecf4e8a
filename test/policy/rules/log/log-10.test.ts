import { log10 } from '../../../../lib/policy/rules/log/log-10.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignLogs, logs, onCondition, parameter } from './logs.ts';

const association = 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation';
const config = 'an AWS::Route53Resolver::ResolverQueryLoggingConfig among the templates';
const id = 'Association.Properties.ResolverQueryLogConfigId';

testRule(log10, {
  pass: {
    'a VPC whose queries are logged': logs(),
    'the same in a foreign template': foreignLogs(),
  },
  fail: {
    'a VPC that nobody listens to': {
      ...logs(['Association', undefined]),
      says: [`Properties lacks an ${association} that refers to it`],
    },
    'an association of another VPC': {
      ...logs(['Other', { Type: 'AWS::EC2::VPC' }]),
      says: [`Properties lacks an ${association} that refers to it`],
    },
  },
  unknown: {
    'a configuration that is a parameter': {
      ...logs([id, open]),
      says: [`Properties.ResolverQueryLogConfigId is ${parameter}; expected ${config}`],
    },
    'an association that a condition may leave out': {
      ...logs(onCondition('Association')),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Vpc exists',
      ],
    },
  },
});
