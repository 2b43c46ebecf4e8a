import { expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { packagePath } from '../../lib/package-root.ts';
import { exampleWith, ofType, type SynthesizedResource, synthesize } from '../support/synth.ts';
import { variants } from '../support/variants.ts';

// Where shoppers sign in, each function does all that its code can do but for the webhook.
const payments = synthesize(exampleWith(variants['with customers who sign in'] ?? {})).template(
  'boutique-prod-payments',
);
const functions = ofType(payments, 'AWS::Lambda::Function').map(([, { Properties }]) => ({
  name: String(Properties.FunctionName).replace('boutique-prod-', ''),
  role: String(Properties.Role['Fn::GetAtt'][0]),
}));

/** What no code of a function asks for: AWS does it in the name of the function's role. */
const doneForAll = {
  'logs:CreateLogStream': 'Lambda writes what the function prints',
  'logs:PutLogEvents': 'Lambda writes what the function prints',
};
/** What Lambda does with the role of a function that lives in the network; the role denies it to the function's own code. */
const doneInNetwork: Readonly<Record<string, string>> = {
  'ec2:AssignPrivateIpAddresses': 'Lambda gives its network interfaces addresses',
  'ec2:CreateNetworkInterface': 'Lambda connects the function to the network',
  'ec2:DeleteNetworkInterface': 'Lambda removes what it no longer needs',
  'ec2:DescribeNetworkInterfaces': 'Lambda looks for its network interfaces',
  'ec2:DescribeSubnets': 'Lambda looks for the subnets',
  'ec2:UnassignPrivateIpAddresses': 'Lambda takes addresses back',
};
const doneFor: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'payment-session': {
    ...doneInNetwork,
    'dynamodb:DeleteItem': 'whoever signs in meanwhile takes an order from who was signed in before',
  },
  'shopper-orders': doneInNetwork,
  'payment-callback': doneInNetwork,
  'token-rotation': doneInNetwork,
  outbox: {
    'dynamodb:DescribeStream': 'the event source finds the parts of the stream',
    'dynamodb:GetRecords': 'the event source reads the stream',
    'dynamodb:GetShardIterator': 'the event source reads the stream',
    'dynamodb:ListStreams': 'Lambda asks for it when an event source is made',
  },
  'order-changes': {
    'dynamodb:DescribeStream': 'the event source finds the parts of the stream',
    'dynamodb:GetRecords': 'the event source reads the stream',
    'dynamodb:GetShardIterator': 'the event source reads the stream',
    'dynamodb:ListStreams': 'Lambda asks for it when an event source is made',
    'sqs:SendMessage': 'Lambda tells of what the event source and the schedule gave up',
  },
  reconciliation: { 'sqs:SendMessage': 'Lambda tells of what the schedule gave up' },
  'order-worker': {
    ...doneInNetwork,
    'sqs:ReceiveMessage': 'the event source takes messages',
    'sqs:DeleteMessage': 'the event source removes what was done',
    'sqs:GetQueueAttributes': 'the event source reads how long a message stays hidden',
  },
};

// What a service does with the key of what it keeps, in the name of its caller.
const toItems = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'];
const keyUses: readonly (readonly [caller: RegExp, uses: readonly string[]])[] = [
  [/^dynamodb:/, toItems],
  [/^sqs:SendMessage$/, ['Decrypt', 'GenerateDataKey']],
  [/^sqs:ReceiveMessage$/, ['Decrypt']],
  [/^secretsmanager:GetSecretValue$/, ['Decrypt']],
  [/^secretsmanager:PutSecretValue$/, ['Decrypt', 'DescribeKey', 'GenerateDataKey']],
];

/** What code asks for only where the shop sets something that the example does not: its webhook. */
const askedForSetting: Readonly<Record<string, readonly string[]>> = {
  'order-changes': ['secretsmanager:GetSecretValue'],
};

test.each(functions)(
  '$name may do what its code and its event source do, and nothing else',
  ({ name, role }) => {
    const code = actionsIn(name).filter((action) => !askedForSetting[name]?.includes(action));
    const asked = [...code, ...Object.keys({ ...doneForAll, ...doneFor[name] })];
    const allowed = statementsOf(role).flatMap(actionsOf);
    expect(distinct(allowed.filter((action) => !action.startsWith('kms:')))).toEqual(distinct(asked));
  },
);

test.each(functions)(
  '$name may use the keys of what it reaches, through the service that keeps it',
  ({ name, role }) => {
    const statements = statementsOf(role);
    const asked = statements.flatMap(actionsOf).flatMap((action) => {
      const [service = ''] = action.split(':');
      return keyUses
        .filter(([caller]) => caller.test(action))
        .flatMap(([, uses]) => uses.map((use) => `kms:${use} via ${service}.eu-west-1.amazonaws.com`));
    });
    const allowed = statements.flatMap((statement) =>
      actionsOf(statement)
        .filter((action) => action.startsWith('kms:'))
        .map((action) => `${action} via ${statement.Condition.StringEquals['kms:ViaService']}`),
    );
    expect([name, allowed.sort()]).toEqual([name, distinct(asked)]);
  },
);

type Statement = SynthesizedResource['Properties'];

function statementsOf(role: string): readonly Statement[] {
  const policies = ofType(payments, 'AWS::IAM::Policy').filter(
    ([, { Properties }]) => Properties.Roles[0].Ref === role,
  );
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

function actionsOf({ Action }: Statement): readonly string[] {
  return distinct([Action].flat());
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** The actions that the code of a function can ask for; what its bundle leaves out does not count. */
function actionsIn(name: string): readonly string[] {
  const { outputFiles } = buildSync({
    entryPoints: [packagePath('lambda', name, 'handler.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: ['@aws-sdk/*', 'puppeteer-core', '@sparticuz/chromium'],
  });
  const code = outputFiles.map(({ text }) => text).join('\n');
  const commands = [...code.matchAll(/\bnew (\w+Command)\d*\(/g)].map(([, command = '']) => command);
  // A transaction asks for what its parts ask for.
  const parts = [...code.matchAll(/^\s*(Put|Update|Delete|ConditionCheck): \{/gm)].map(
    ([, part]) => `${part}Command`,
  );
  return commands
    .flatMap((command) => (command === 'TransactWriteCommand' ? parts : [command]))
    .flatMap((command) => actions[command] ?? `unknown:${command}`);
}

const actions: Readonly<Record<string, readonly string[]>> = {
  AdminUserGlobalSignOutCommand: ['cognito-idp:AdminUserGlobalSignOut'],
  DescribeUserPoolClientCommand: ['cognito-idp:DescribeUserPoolClient'],
  BatchGetCommand: ['dynamodb:BatchGetItem'],
  DeleteCommand: ['dynamodb:DeleteItem'],
  GetCommand: ['dynamodb:GetItem'],
  PutCommand: ['dynamodb:PutItem'],
  QueryCommand: ['dynamodb:Query'],
  UpdateCommand: ['dynamodb:UpdateItem'],
  SendMessageCommand: ['sqs:SendMessage'],
  PutEventsCommand: ['events:PutEvents'],
  DescribeSecretCommand: ['secretsmanager:DescribeSecret'],
  GetSecretValueCommand: ['secretsmanager:GetSecretValue'],
  PutSecretValueCommand: ['secretsmanager:PutSecretValue'],
  UpdateSecretVersionStageCommand: ['secretsmanager:UpdateSecretVersionStage'],
};
