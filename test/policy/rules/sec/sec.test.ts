import { expect, test } from '@jest/globals';
import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { sec01 } from '../../../../lib/policy/rules/sec/sec-01.ts';
import { sec02 } from '../../../../lib/policy/rules/sec/sec-02.ts';
import { sec03 } from '../../../../lib/policy/rules/sec/sec-03.ts';
import { sec04 } from '../../../../lib/policy/rules/sec/sec-04.ts';
import { sec05 } from '../../../../lib/policy/rules/sec/sec-05.ts';
import { maybe, open } from '../../../support/changes.ts';
import { type Case, observations, testRule } from '../../../support/rule-cases.ts';
import { foreignSecret, secret } from './secret.ts';

const both = { 'everything in order': secret(), "the same in somebody else's template": foreignSecret() };
const unknown = 'unknown (parameter Open is only known at deployment)';
const variables = 'Rotation.Properties.Environment.Variables';
const theirs = 'arn:aws:lambda:eu-west-1:999999999999:function:theirs';
// Put together here, so that no scanner of repositories takes it for a key.
const stripeKey = ['sk', 'live', '0123456789abcdef'].join('_');

const database = (password: Json): Case => ({
  resources: {
    Database: { Type: 'AWS::RDS::DBInstance', Properties: { MasterUserPassword: password } },
    Keys: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
  },
  sections: { Parameters: { Shown: { Type: 'String' }, Hidden: { Type: 'String', NoEcho: true } } },
});
const wanted = 'expected a dynamic reference to a secret, or a parameter with NoEcho';

testRule(sec01, {
  pass: {
    ...both,
    'a password that Secrets Manager keeps': database({
      'Fn::Sub': '{{resolve:secretsmanager:${Keys}:SecretString:password}}',
    }),
    'a password that whoever deploys types unseen': database({ Ref: 'Hidden' }),
    'a password of a secret that a parameter names': database({
      'Fn::Join': [
        '',
        [
          '{{resolve:secretsmanager:',
          { 'Fn::ImportValue': { 'Fn::Sub': '${Shown}-Arn' } },
          ':SecretString:p}}',
        ],
      ],
    }),
    'the name of a secret of a shop whose own name has digits': secret([
      `${variables}.ORDER_LINK_SECRET`,
      'shop24-prod/order-link',
    ]),
    'a copy of what another secret holds': secret([
      'Secret.Properties.SecretString',
      '{"user":"shop","password":"{{resolve:secretsmanager:shop:SecretString:password}}"}',
    ]),
    'a value that is typed unseen': {
      ...secret([
        'Secret.Properties.SecretString',
        { 'Fn::Sub': '{"user":"${Shown}","password":"${Hidden}"}' },
      ]),
      sections: database('').sections ?? {},
    },
  },
  fail: {
    'a password in the template': {
      ...database('correct horse'),
      says: [`Properties.MasterUserPassword is written into the template; ${wanted}`],
    },
    'a password that the console shows': {
      ...database({ Ref: 'Shown' }),
      says: [`Properties.MasterUserPassword is the parameter Shown, which shows what it is given; ${wanted}`],
    },
    'a password that Systems Manager keeps in clear text': {
      ...database('{{resolve:ssm:/shop/password}}'),
      says: [`Properties.MasterUserPassword is {{resolve:ssm:/shop/password}}; ${wanted}`],
    },
    'a password in one of several users': {
      resources: {
        Broker: {
          Type: 'AWS::AmazonMQ::Broker',
          Properties: { Users: [{ Password: '{{resolve:secretsmanager:mq}}' }, { Password: 'guest' }] },
        },
      },
      says: [`Properties.Users[1].Password is written into the template; ${wanted}`],
    },
    'a password in the script of a server': {
      resources: {
        Server: {
          Type: 'AWS::EC2::Instance',
          Properties: { UserData: { 'Fn::Base64': { 'Fn::Sub': 'export DATABASE_PASSWORD=password1234' } } },
        },
      },
      says: [
        'Properties.UserData is a value under the name of a secret; expected a script that fetches its secrets when it runs',
      ],
    },
    'a key of the account in the settings of a build': {
      resources: {
        Build: {
          Type: 'AWS::CodeBuild::Project',
          Properties: {
            Environment: { EnvironmentVariables: [{ Name: 'AWS_SECRET_ACCESS_KEY', Value: 'short' }] },
          },
        },
      },
      says: [
        'Properties.Environment.EnvironmentVariables[0].Value is a credential of AWS; expected the name or the ARN of a secret',
      ],
    },
    'a parameter of Systems Manager whose name says what it holds': {
      resources: {
        Parameter: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Name: '/shop/api_key', Type: 'String', Value: 'a1b2c3d4e5f6g7h8' },
        },
      },
      says: [
        'Properties.Value is a value under the name of a secret; expected the name or the ARN of a secret',
      ],
    },
    'a value of a secret': {
      ...secret(['Secret.Properties.SecretString', 'hunter2']),
      says: [
        'Properties.SecretString is written into the template; expected no value, which an operator stages or Secrets Manager generates',
      ],
    },
    'a key of a gateway in a variable of any name': {
      ...secret([`${variables}.COLOUR`, stripeKey]),
      says: [
        'Properties.Environment.Variables.COLOUR is a key of Stripe; expected the name or the ARN of a secret',
      ],
    },
    'a value under the name of a secret': {
      ...secret([`${variables}.API_KEY`, 'a1b2c3d4e5f6g7h8']),
      says: [
        'Properties.Environment.Variables.API_KEY is a value under the name of a secret; expected the name or the ARN of a secret',
      ],
    },
    'a key behind a folder': {
      ...secret([`${variables}.API_KEY`, 'prod/a1b2c3d4e5f6g7h8']),
      says: [
        'Properties.Environment.Variables.API_KEY is a value under the name of a secret; expected the name or the ARN of a secret',
      ],
    },
    'a key in one of two cases': {
      ...secret([`${variables}.COLOUR`, maybe('green', stripeKey)]),
      says: [
        'Properties.Environment.Variables.COLOUR is a key of Stripe; expected the name or the ARN of a secret',
      ],
    },
    'a key in a parameter of Systems Manager': {
      ...secret([
        'Parameter',
        { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: stripeKey } },
      ]),
      says: ['Properties.Value is a key of Stripe; expected the name or the ARN of a secret'],
    },
  },
  unknown: {
    'a password that another stack hands over': {
      ...database({ 'Fn::ImportValue': 'password' }),
      says: [`Properties.MasterUserPassword is unknown (no template given exports password); ${wanted}`],
    },
    'a value that only the deployment knows': {
      ...secret(['Secret.Properties.SecretString', open]),
      says: [
        'Properties.SecretString is unknown (parameter Open is only known at deployment); expected no value, which an operator stages or Secrets Manager generates',
      ],
    },
  },
});

test('SEC-01 tells where a secret stands and never what it is', () => {
  const spoiled = secret([`${variables}.COLOUR`, stripeKey], ['Secret.Properties.SecretString', stripeKey]);
  const seen = observations(sec01, spoiled).map(({ message, actual }) => `${message} ${actual}`);
  expect(seen.join('\n')).not.toContain(stripeKey);
});

testRule(sec02, {
  pass: both,
  fail: {
    'the key of AWS': {
      ...secret(['Secret.Properties.KmsKeyId', 'alias/aws/secretsmanager']),
      says: ['Properties.KmsKeyId is alias/aws/secretsmanager; expected a customer-managed KMS key'],
    },
    'a replica without a key': {
      ...secret(['Secret.Properties.ReplicaRegions', [{ Region: 'eu-central-1' }]]),
      says: ['Properties.ReplicaRegions[0].KmsKeyId is not set; expected a customer-managed KMS key'],
    },
  },
  unknown: {
    'a key that only the deployment knows': {
      ...secret(['Secret.Properties.KmsKeyId', open]),
      says: [`Properties.KmsKeyId is ${unknown}; expected a customer-managed KMS key`],
    },
  },
});

testRule(sec03, {
  pass: {
    ...both,
    'a number of days': secret(['Schedule.Properties.RotationRules', { AutomaticallyAfterDays: 30 }]),
    'once in a month': secret(['Schedule.Properties.RotationRules.ScheduleExpression', 'cron(0 4 1 * ? *)']),
  },
  fail: {
    'a secret without a schedule': {
      ...foreignSecret(['Schedule', undefined]),
      says: ['Properties lacks an AWS::SecretsManager::RotationSchedule'],
    },
    'a longer time': {
      ...secret(['Schedule.Properties.RotationRules.ScheduleExpression', 'rate(91 days)']),
      says: ['Properties.RotationRules.ScheduleExpression is rate(91 days); expected at most 90 days'],
    },
    'a function of strangers, which has each secret that it rotates': {
      ...secret(['Schedule.Properties.RotationLambdaARN', theirs]),
      says: [`Properties.RotationLambdaARN is ${theirs}; expected the ARN of a function of the account`],
    },
    'a schedule that names another secret in one of two cases': {
      ...secret(['Schedule.Properties.SecretId', maybe({ Ref: 'Secret' }, 'another')]),
      says: ['Properties.SecretId is ${Secret} or another; expected a reference to Secret'],
    },
    'a schedule without a function': {
      ...secret(['Schedule.Properties.RotationLambdaARN', undefined]),
      says: ['Properties.RotationLambdaARN is not set; expected the ARN of a function'],
    },
  },
  unknown: {
    'a schedule in a stack that was not given': {
      ...secret(['Schedule', undefined]),
      storefront: { ...secret().storefront, stacks: ['edge', 'data', 'payments'] },
      says: ['Properties has no rotation schedule here, and the payments stack is not among the templates'],
    },
  },
});

testRule(sec04, {
  pass: both,
  fail: {
    'every secret': {
      ...secret(['Policy.Properties.PolicyDocument.Statement[0].Resource', '*']),
      says: ['Properties.PolicyDocument.Statement[0].Resource is *; expected the ARNs of single secrets'],
    },
    'every secret of a folder, by a pattern of actions': {
      ...secret(
        ['Policy.Properties.PolicyDocument.Statement[0].Action', 'secretsmanager:Get*'],
        [
          'Policy.Properties.PolicyDocument.Statement[0].Resource',
          'arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/*',
        ],
      ),
      says: [
        'Properties.PolicyDocument.Statement[0].Resource is arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/*; expected the ARNs of single secrets',
      ],
    },
    'a policy that may become public': {
      ...secret(['SecretPolicy.Properties.BlockPublicPolicy', undefined]),
      says: ['Properties.BlockPublicPolicy is not set; expected true'],
    },
  },
  unknown: {
    'a secret that only the deployment knows': {
      ...secret(['Policy.Properties.PolicyDocument.Statement[0].Resource', open]),
      says: [
        `Properties.PolicyDocument.Statement[0].Resource is ${unknown}; expected the ARNs of single secrets`,
      ],
    },
  },
});

test.each([
  ['in one text', '{{resolve:secretsmanager:shop:SecretString:key}}'],
  ['in pieces', { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']] }],
])('SEC-05 fails a variable that resolves a secret, %s', (_, value) => {
  const [seen] = observations(sec05, secret([`${variables}.KEY`, value]));
  expect([seen?.status, seen?.path, seen?.expected]).toEqual([
    'fail',
    'Properties.Environment',
    'names of secrets, without a dynamic reference to one',
  ]);
});

test.each([
  ['AWS::Lambda::Function', { Environment: { Variables: open } }, 'unknown'],
  ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Environment: open }] }, 'unknown'],
  ['AWS::SSM::Parameter', { Value: open }, 'notApplicable'],
])('SEC-05 says of a %s whose setting is a parameter: %j is %s', (Type, Properties, status) => {
  const seen = observations(sec05, secret(['Added', { Type, Properties }]));
  expect(seen.filter(({ resource }) => resource.logicalId === 'Added').map((one) => one.status)).toEqual([
    status,
  ]);
});

test('SEC-05 asks nothing of a function that has the name of a secret', () => {
  expect(observations(sec05, secret()).map(({ status }) => status)).toEqual(['notApplicable']);
});

const fetched = 'ContainerDefinitions[0].Secrets[0].ValueFrom';

test.each<[Json, string]>([
  [{ Ref: 'Secret' }, 'pass'],
  ['arn:aws:ssm:eu-west-1:111111111111:parameter/shop/token', 'pass'],
  ['shop/token', 'unknown'],
  [open, 'unknown'],
  [{ Ref: 'Key' }, 'fail'],
])('SEC-05 sees that a task fetches %j when it starts: %s', (ValueFrom, status) => {
  const task = {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: { ContainerDefinitions: [{ Secrets: [{ Name: 'TOKEN', ValueFrom }] }] },
  };
  const seen = observations(sec05, secret(['Task', task], ['Rotation', undefined]));
  expect(seen.map((one) => [one.path, one.status])).toEqual([[`Properties.${fetched}`, status]]);
});
