import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, statements, strangers } from './attack.ts';

const functions = 'arn:aws:lambda:eu-west-1:111111111111:function';

/** Appends a statement to the role of the function that callbacks come to. */
function mayAlso(Action: Json, Resource: Json) {
  return ({ append }: Shop) =>
    append('payments', 'PaymentCallbackRoleDefaultPolicy', statements, { Effect: 'Allow', Action, Resource });
}

/** Changes what denies that function the network interfaces. */
function onInterfaces(change: (denial: JsonRecord) => JsonRecord) {
  return ({ update }: Shop) =>
    update('payments', 'PaymentCallbackRoleDefaultPolicy', statements, (list) =>
      (list as readonly JsonRecord[]).map((one) => (one['Effect'] === 'Deny' ? change(one) : one)),
    );
}

function deniedWhere(operator: string, name: string) {
  return onInterfaces((denial) => ({
    ...denial,
    Condition: { [operator]: { 'lambda:SourceFunctionArn': `${functions}:${name}` } },
  }));
}

/** Rights that reach further than the work of what has them. */
export const attacksOnRights: readonly Attack[] = [
  [
    'a function may put events on every bus of the account',
    'IAM-01',
    mayAlso('events:PutEvents', 'arn:aws:events:eu-west-1:111111111111:event-bus/*'),
  ],
  [
    'a function may put events on each bus whose name begins with one letter',
    'IAM-01',
    mayAlso('events:Put*', 'arn:aws:events:eu-west-1:111111111111:event-bus/d*'),
  ],
  [
    'a function may send to every queue of the account',
    'IAM-01',
    mayAlso('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111111111111:?*'),
  ],
  [
    'a function may send to each queue whose name begins as the shop does',
    'IAM-01',
    mayAlso('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111111111111:boutique-*'),
  ],
  [
    'a function may publish on every topic of the account',
    'IAM-01',
    mayAlso('sns:Publish', 'arn:aws:sns:eu-west-1:111111111111:*-alerts'),
  ],
  [
    'a function may publish on a topic of another account',
    'IAM-01',
    mayAlso('sns:Publish', `arn:aws:sns:eu-west-1:${strangers}:orders`),
  ],
  [
    'a function may read every secret of the account',
    'IAM-01',
    mayAlso('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:*'),
  ],
  [
    'a function may call every function of the account',
    'IAM-01',
    mayAlso('lambda:InvokeFunction', `${functions}:*`),
  ],
  [
    'a function may decrypt with every key of the account',
    'IAM-01',
    mayAlso('kms:Decrypt', 'arn:aws:kms:eu-west-1:111111111111:key/*'),
  ],
  [
    'another function is denied the network interfaces',
    'IAM-01-interfaces',
    deniedWhere('ArnEquals', 'boutique-prod-order-worker'),
  ],
  [
    'nobody is denied the network interfaces',
    'IAM-01-interfaces',
    deniedWhere('StringEquals', 'boutique-prod-payment-*'),
  ],
  [
    'all but the function are denied the network interfaces',
    'IAM-01-interfaces',
    deniedWhere('ArnNotEquals', 'boutique-prod-payment-callback'),
  ],
  [
    'a denial of network interfaces never holds',
    'IAM-01-interfaces',
    onInterfaces((denial) => ({
      ...denial,
      Condition: {
        ...(denial['Condition'] as JsonRecord),
        StringEquals: { 'aws:RequestedRegion': 'us-west-2' },
      },
    })),
  ],
  [
    'a function is denied one action on network interfaces',
    'IAM-01-interfaces',
    onInterfaces((denial) => ({ ...denial, Action: 'ec2:DescribeNetworkInterfaces' })),
  ],
  [
    'a function is denied the interfaces of one network',
    'IAM-01-interfaces',
    onInterfaces((denial) => ({ ...denial, Resource: 'arn:aws:ec2:eu-west-1:111111111111:subnet/subnet-1' })),
  ],
  [
    'a function is allowed what it was denied',
    'IAM-01-interfaces',
    onInterfaces((denial) => ({ ...denial, Effect: 'Allow' })),
  ],
  [
    'a role of no function may use network interfaces',
    'IAM-01-interfaces',
    ({ add }) =>
      add('data', 'Another', {
        Type: 'AWS::IAM::Role',
        Properties: {
          ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole'],
        },
      }),
  ],
];
