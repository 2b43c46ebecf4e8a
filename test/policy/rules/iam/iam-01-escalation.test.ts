import { iam01Escalation } from '../../../../lib/policy/rules/iam/iam-01-escalation.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { allowing, foreignRole, role } from './role.ts';

const statement = 'Properties.PolicyDocument.Statement[0]';
const wanted = 'no action that gives further permissions';
const byName = 'actions by name, without which IAM refuses the statement';
const named = 'the ARNs of those that are meant';
const deployer = 'arn:aws:iam::111111111111:role/deployer';

testRule(iam01Escalation, {
  pass: {
    'actions that give no permissions': role(),
    "the same in somebody else's template": foreignRole(),
    'one role passed to one service': allowing({
      Action: 'iam:PassRole',
      Resource: deployer,
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }),
    'a role by its ARN to assume': allowing({ Action: 'sts:AssumeRole', Resource: deployer }),
    'grants of a key that only AWS services can have': allowing({
      Action: 'kms:CreateGrant',
      Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    }),
    'roles that are made with a boundary': allowing({
      Action: ['iam:CreateRole', 'iam:PutRolePolicy'],
      Resource: 'arn:aws:iam::111111111111:role/shop/*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111111111111:policy/boundary' } },
    }),
  },
  fail: {
    'an action that attaches policies, by a pattern': {
      ...allowing({ Action: 'iam:Attach*', Resource: deployer }),
      says: [`${statement}.Action is iam:Attach*; expected ${wanted}`],
    },
    'every action but none': {
      ...allowing({ NotAction: [], Resource: deployer }),
      says: [
        `${statement}.NotAction is []; expected ${wanted}`,
        ...['iam:passedtoservice', 'iam:awsservicename'].map(
          (key) => `${statement}.Condition is not set; expected a condition on ${key} that names services`,
        ),
      ],
    },
    'grants of a key for anybody': {
      ...allowing({
        Action: 'kms:CreateGrant',
        Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } },
      }),
      says: [`${statement}.Action is kms:CreateGrant; expected ${wanted}`],
    },
    'a role passed to whoever asks': {
      ...allowing({ Action: 'iam:PassRole', Resource: deployer }),
      says: [
        `${statement}.Condition is not set; expected a condition on iam:passedtoservice that names services`,
      ],
    },
    'any role passed to one service': {
      ...allowing({
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::111111111111:role/*',
        Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      }),
      says: [`${statement}.Resource is arn:aws:iam::111111111111:role/*; expected ${named}`],
    },
    'a statement without actions': {
      ...allowing({ Resource: deployer }),
      says: [`${statement}.Action is not set; expected ${byName}`],
    },
    'a statement whose list of actions is empty': {
      ...allowing({ Action: [], Resource: deployer }),
      says: [`${statement}.Action is []; expected ${byName}`],
    },
    'any role to assume': {
      ...allowing({ Action: 'sts:AssumeRole', Resource: '*' }),
      says: [`${statement}.Resource is *; expected ${named}`],
    },
  },
  unknown: {
    'an action that only the deployment knows': {
      ...allowing({ Action: open, Resource: deployer }),
      says: [
        `${statement}.Action is unknown (parameter Open is only known at deployment); expected ${wanted}`,
        ...['iam:passedtoservice', 'iam:awsservicename'].map(
          (key) =>
            `${statement}.Condition is not set; only the deployment tells whether a condition on ${key} that names services has to stand there`,
        ),
      ],
    },
  },
});
