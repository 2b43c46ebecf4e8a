import { observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** There is no good user of IAM: people sign in through a directory, and software has roles. */
export const iam02: Rule = {
  id: 'IAM-02',
  title: 'No template makes users of IAM or their keys',
  severity: 'high',
  types: ['AWS::IAM::User', 'AWS::IAM::AccessKey', 'AWS::IAM::UserToGroupAddition'],
  why: 'A key of a user is valid until somebody thinks of it, wherever it was copied to, and does not tell who used it.',
  fix: 'Give people access through IAM Identity Center, pipelines through OpenID Connect, and software a role.',
  controls: ['IAM-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (user) => [
    observation('fail', user.attribute('Type'), { expected: 'a role, or no identity at all' }),
  ],
};
