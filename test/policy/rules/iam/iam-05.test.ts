import { iam05 } from '../../../../lib/policy/rules/iam/iam-05.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { allowing, foreignRole, role } from './role.ts';

const place = 'Properties.PolicyDocument.Statement[0].Action';
const wanted = 'no action that unmasks, shortens or ends logs';
const group = 'arn:aws:logs:eu-west-1:111111111111:log-group:orders:*';

testRule(iam05, {
  pass: {
    'a policy that has nothing to do with logs': role(),
    "the same in somebody else's template": foreignRole(),
    'a policy that writes logs': allowing({
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: group,
    }),
  },
  fail: {
    unmasking: {
      ...allowing({ Action: ['logs:GetLogEvents', 'logs:Unmask'], Resource: group }),
      says: [`${place} is ["logs:GetLogEvents","logs:Unmask"]; expected ${wanted}`],
    },
    'every action on logs': {
      ...allowing({ Action: 'logs:*', Resource: group }),
      says: [`${place} is logs:*; expected ${wanted}`],
    },
    'the end of a trail': {
      ...allowing({ Action: 'cloudtrail:Stop*', Resource: '*' }),
      says: [`${place} is cloudtrail:Stop*; expected ${wanted}`],
    },
  },
  unknown: {
    'an action that only the deployment knows': {
      ...allowing({ Action: open, Resource: group }),
      says: [`${place} is unknown (parameter Open is only known at deployment); expected ${wanted}`],
    },
  },
});
