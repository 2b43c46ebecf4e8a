import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { iam01Interfaces } from '../../../../lib/policy/rules/iam/iam-01-interfaces.ts';
import { type Change, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { account, document, foreignRole, role } from './role.ts';

const actions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
];
const arn = `arn:aws:lambda:eu-west-1:${account}:function:worker`;
const allowed: JsonRecord = { Effect: 'Allow', Action: actions, Resource: '*' };

/** A denial of the interfaces that names one function. */
function denied(value: Json, operator = 'ArnEquals', changes: JsonRecord = {}): JsonRecord {
  const Condition = { [operator]: { 'lambda:SourceFunctionArn': value } };
  return { Effect: 'Deny', Action: actions, Resource: '*', Condition, ...changes };
}

const worker: Change = [
  'Worker',
  {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'worker', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
  },
];

function rights(...statements: readonly JsonRecord[]): Change {
  return ['Policy.Properties.PolicyDocument', document(...statements)];
}

const withWorker = (...statements: readonly JsonRecord[]) => role(worker, rights(...statements));

const wanted = 'a Deny of network interfaces that names Worker';
const condition = 'Properties.PolicyDocument.Statement[1].Condition';

testRule(iam01Interfaces, {
  fail: {
    'rights without a denial': {
      ...withWorker(allowed),
      says: [`Properties lacks ${wanted}`],
    },
    'a denial that names another function': {
      ...withWorker(allowed, denied(`${arn}-2`)),
      says: [`${condition} is {"ArnEquals":{"lambda:SourceFunctionArn":"${arn}-2"}}; expected ${wanted}`],
    },
    'a denial of which one action is left out': {
      ...withWorker(allowed, denied(arn, 'ArnEquals', { Action: actions.slice(1) })),
      says: [`Properties lacks ${wanted}`],
    },
    'a function without a name of its own': {
      ...role(worker, ['Worker.Properties.FunctionName', undefined], rights(allowed, denied(arn))),
      says: [`${condition} is {"ArnEquals":{"lambda:SourceFunctionArn":"${arn}"}}; expected ${wanted}`],
    },
    'rights of a role that no function has': {
      ...role(rights(allowed, denied(arn))),
      says: ['Properties lacks a function in a network that has this role'],
    },
    'rights by the policy of AWS': {
      ...role(worker, [
        'Role.Properties.ManagedPolicyArns',
        ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'],
      ]),
      says: [`Properties lacks ${wanted}`],
    },
  },
  unknown: {
    'a denial for a function that only the deployment knows': {
      ...withWorker(allowed, denied(open)),
      says: [
        `${condition} is {"ArnEquals":{"lambda:SourceFunctionArn":{"Ref":"Open"}}}; only the deployment tells whether that is ${wanted}`,
      ],
    },
  },
  notApplicable: {
    'a denial that names the function': withWorker(allowed, denied(arn)),
    'a denial that names several': withWorker(allowed, denied([`${arn}-2`, arn])),
    'a pattern that takes the function in': withWorker(allowed, denied(`${arn.slice(0, -2)}*`, 'ArnLike')),
    'a denial for the whole role': withWorker(allowed, denied(arn, 'ArnEquals', { Condition: {} })),
    'a denial of everything in EC2': withWorker(allowed, denied(arn, 'ArnEquals', { Action: 'ec2:*' })),
    'an account that the template names by its own word': withWorker(
      allowed,
      denied({ 'Fn::Sub': 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:worker' }),
    ),
    'a role without such rights': role(worker),
    "rights in somebody else's template": foreignRole(worker, rights(allowed)),
  },
});
