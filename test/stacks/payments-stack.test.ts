import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { metrics } from '../../lambda/shared/log/metric.ts';
import type { EnvironmentConfig } from '../../lib/config/storefront-config.ts';
import { functionSizes } from '../../lib/constructs/common/function-sizes.ts';
import { packagePath } from '../../lib/package-root.ts';
import { exampleGateway, paymentsBy } from '../support/gateways.ts';
import {
  exampleConfig,
  exampleWith,
  ofType,
  type SynthesizedResource,
  type SynthesizedTemplate,
  synthesize,
} from '../support/synth.ts';

const synthesis = synthesize(exampleWith({}));
const payments = synthesis.template('boutique-prod-payments');
const functions = new Map(
  ofType(payments, 'AWS::Lambda::Function').map(([id, { Properties }]) => [
    Properties.FunctionName.replace('boutique-prod-', ''),
    { id, ...Properties },
  ]),
);
const arn = (service: string, rest: string) =>
  `arn:aws:${service}:eu-west-1:111111111111:${rest.replace('SHOP', 'boutique-prod')}`;
const output = (name: string) => ({
  'Fn::GetStackOutput': {
    StackName: 'boutique-prod-data',
    Region: 'eu-west-1',
    OutputName: expect.stringContaining(name),
  },
});
const toItems = [
  ...['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'],
  ...['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
];

test('every function is there, on ARM, with a log group of its own that ends after thirteen months', () => {
  const withoutBrowser = Object.keys(functionSizes).filter(
    (name) =>
      ![
        'backup-events',
        'page-integrity-browser',
        'region-settings',
        'site-release',
        'zone-delegation',
      ].includes(name),
  );
  expect([...functions.keys()].sort()).toEqual(withoutBrowser.toSorted());
  for (const [name, { Architectures, LoggingConfig }] of functions) {
    expect(Architectures).toEqual(['arm64']);
    expect(payments.Resources[LoggingConfig.LogGroup.Ref]?.Properties).toMatchObject({
      LogGroupName: `/aws/lambda/boutique-prod-${name}`,
      RetentionInDays: 400,
      KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^LogsKey/), 'Arn'] },
    });
  }
});

describe('what a function is told', () => {
  const gateways = ['stripe', 'paypal'].map((name) => ({
    config: { name, mode: 'live', integration: 'redirect', threeDSecure: 'redirect', settings: {} },
    secretId: `boutique-prod/gateways/${name}`,
  }));
  const ORDERS_TABLE = 'boutique-prod-orders';
  const SHOP_URL = 'https://shop.boutique.example';
  const GATEWAYS = JSON.stringify(gateways);
  const ORDER_RETENTION = JSON.stringify({ keepDays: 3653, personalForDays: 731 });

  test.each([
    [
      'payment-session',
      {
        ORDERS_TABLE,
        ORDER_RETENTION,
        GATEWAYS,
        SHOP_URL,
        CART_URL: `${SHOP_URL}/cart/`,
        CHECKOUT_URL: `${SHOP_URL}/checkout/`,
        RETURN_URL: `${SHOP_URL}/checkout/done/`,
        CATALOGUE_FILE: '/opt/catalogue.json',
      },
    ],
    [
      'order-changes',
      { ORDERS_TABLE, ORDERS_BUS: 'boutique-prod-orders', SHOP: 'boutique', ENVIRONMENT: 'prod' },
    ],
    ['reconciliation', { ORDERS_TABLE }],
    ['payment-callback', { ORDERS_TABLE, GATEWAYS, SHOP_URL }],
    [
      'outbox',
      {
        ORDERS_TABLE,
        PAYMENT_EVENTS_QUEUE_URL:
          'https://sqs.eu-west-1.amazonaws.com/111111111111/boutique-prod-payment-events',
      },
    ],
    [
      'order-worker',
      {
        ORDERS_TABLE,
        ORDER_RETENTION,
        GATEWAYS,
        CHECK_POLICY: JSON.stringify({ avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'mismatch' }),
      },
    ],
    ['token-rotation', { GATEWAYS, ORDER_LINK_SECRET: 'boutique-prod/order-link' }],
    ['shopper-orders', { ORDERS_TABLE, SHOP_URL, ORDER_LINK_SECRET: 'boutique-prod/order-link' }],
    [
      'csp-report',
      {
        CSP_REPORTS_TABLE: 'boutique-prod-csp-reports',
        SHOP_URL,
        PATHS: JSON.stringify(['/csp-report', '/callbacks/*', '/api/*', '/checkout/*', '*']),
        PAYMENT_PATHS: JSON.stringify(['/checkout/*']),
      },
    ],
    ['page-integrity', { SHOP_URL, INVENTORY_FILE: '/opt/inventory.json' }],
  ])('%s', (name, variables) => {
    expect(functions.get(name)?.Environment.Variables).toEqual(variables);
  });
});

test('functions that call gateways live in the network, with interfaces that their own code cannot touch', () => {
  const placed = [...functions].filter(([, { VpcConfig }]) => VpcConfig !== undefined).map(([name]) => name);
  expect(placed.sort()).toEqual(['order-worker', 'payment-callback', 'payment-session', 'token-rotation']);
  for (const name of placed) {
    const [allowed, denied] = statementsOf(name).filter(({ Action }) => isAboutInterfaces(Action));
    expect(allowed).toMatchObject({ Effect: 'Allow', Resource: '*' });
    expect(denied).toEqual({
      Effect: 'Deny',
      Action: allowed?.Action,
      Resource: '*',
      Condition: {
        ArnEquals: { 'lambda:SourceFunctionArn': arn('lambda', `function:boutique-prod-${name}`) },
      },
    });
  }
});

describe('what a function may do, beside writing its log,', () => {
  const orders = arn('dynamodb', 'table/SHOP-orders');
  const paymentEvents = arn('sqs', 'SHOP-payment-events');
  const secrets = ['paypal', 'stripe'].map((name) =>
    arn('secretsmanager', `secret:SHOP/gateways/${name}-??????`),
  );
  const linkSecret = arn('secretsmanager', 'secret:SHOP/order-link-??????');
  const items = (resource: string, actions: readonly string[] | string, keys: readonly string[]) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resource,
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  });
  const key = (name: string, actions: readonly string[] | string, service: string) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: output(`${name}Key`),
    Condition: { StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } },
  });
  const secretsBy = (actions: readonly string[] | string) => [
    { Effect: 'Allow', Action: actions, Resource: secrets },
    key('GatewaySecrets', 'kms:Decrypt', 'secretsmanager'),
  ];
  const readSecrets = secretsBy('secretsmanager:GetSecretValue');

  test.each([
    [
      'payment-session: orders, reading catalogues, writing payment events, and reading keys',
      [
        items(orders, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], ['ORDER#*']),
        items(orders, 'dynamodb:GetItem', ['CATALOGUE#*']),
        items(orders, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], ['NUMBER#*']),
        items(orders, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], ['EVENT#*']),
        key('OrdersTable', toItems, 'dynamodb'),
        ...readSecrets,
      ],
    ],
    [
      'payment-callback: writing payment events alone, and reading keys',
      [
        items(orders, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], ['EVENT#*']),
        key('OrdersTable', toItems, 'dynamodb'),
        ...secretsBy(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']),
      ],
    ],
    [
      'outbox: reading the stream and the index, marking payment events, sending',
      [
        {
          Effect: 'Allow',
          Action: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          Resource: output('StreamArn'),
        },
        items(orders, 'dynamodb:UpdateItem', ['EVENT#*']),
        items(`${orders}/index/pending`, 'dynamodb:Query', ['yes']),
        key('OrdersTable', toItems, 'dynamodb'),
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Resource: [arn('sqs', 'SHOP-outbox-dlq'), paymentEvents],
        },
        key('PaymentEvents', ['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs'),
      ],
    ],
    [
      'order-worker: payment events, orders and payments, taking messages, and reading keys',
      [
        items(orders, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['EVENT#*']),
        items(orders, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], ['ORDER#*']),
        items(orders, ['dynamodb:GetItem', 'dynamodb:PutItem'], ['PAYMENT#*']),
        items(orders, 'dynamodb:PutItem', ['CHANGE#*']),
        items(orders, 'dynamodb:UpdateItem', ['NUMBER#*']),
        key('OrdersTable', toItems, 'dynamodb'),
        {
          Effect: 'Allow',
          Action: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
          Resource: paymentEvents,
        },
        key('PaymentEvents', 'kms:Decrypt', 'sqs'),
        ...readSecrets,
      ],
    ],
    [
      'reconciliation: orders that wait, when they wait for, and writing what is to be asked',
      [
        items(`${orders}/index/pending`, 'dynamodb:Query', ['inquiry']),
        items(orders, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['ORDER#*']),
        items(orders, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], ['EVENT#*']),
        key('OrdersTable', toItems, 'dynamodb'),
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('sqs', 'SHOP-outbox-dlq') },
        key('PaymentEvents', ['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs'),
      ],
    ],
    [
      'order-changes: reading the stream, the changes and their orders, marking changes, telling the bus',
      [
        {
          Effect: 'Allow',
          Action: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          Resource: output('StreamArn'),
        },
        items(orders, 'dynamodb:GetItem', ['ORDER#*']),
        items(orders, ['dynamodb:Query', 'dynamodb:UpdateItem'], ['CHANGE#*']),
        items(`${orders}/index/pending`, 'dynamodb:Query', ['change']),
        key('OrdersTable', toItems, 'dynamodb'),
        { Effect: 'Allow', Action: 'events:PutEvents', Resource: arn('events', 'event-bus/SHOP-orders') },
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('sqs', 'SHOP-order-changes-dlq') },
        key('PaymentEvents', ['kms:Decrypt', 'kms:GenerateDataKey'], 'sqs'),
      ],
    ],
    [
      'token-rotation: the versions of the secrets',
      [
        {
          Effect: 'Allow',
          Action: [
            'secretsmanager:DescribeSecret',
            'secretsmanager:GetSecretValue',
            'secretsmanager:PutSecretValue',
            'secretsmanager:UpdateSecretVersionStage',
          ],
          Resource: [...secrets, linkSecret],
        },
        key('GatewaySecrets', ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], 'secretsmanager'),
      ],
    ],
    [
      'csp-report: the reports',
      [
        items(
          arn('dynamodb', 'table/SHOP-csp-reports'),
          ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
          ['REPORT#*', 'DAY#*', 'OVERFLOW#*'],
        ),
        key('CspReportsTable', toItems, 'dynamodb'),
      ],
    ],
    [
      'shopper-orders: orders by their reference, and the key of their links',
      [
        items(orders, 'dynamodb:GetItem', ['ORDER#*']),
        key('OrdersTable', toItems, 'dynamodb'),
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: linkSecret },
        key('GatewaySecrets', 'kms:Decrypt', 'secretsmanager'),
      ],
    ],
    ['page-integrity: nothing', []],
  ])('%s', (title, statements) => {
    const name = title.split(':', 1).join();
    const [log, ...others] = statementsOf(name);
    expect(log).toEqual({
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [functions.get(name)?.LoggingConfig.LogGroup.Ref, 'Arn'] },
    });
    expect(others.filter(({ Action }) => !isAboutInterfaces(Action))).toEqual(statements);
  });

  test('none names every action or every resource of anything, but for the interfaces that Lambda makes', () => {
    for (const name of functions.keys()) {
      const others = statementsOf(name).filter(({ Action }) => !isAboutInterfaces(Action));
      for (const { Action, Resource } of others) {
        for (const each of [Action, Resource].flat()) expect(String(each)).not.toContain('*');
      }
    }
  });
});

describe('what calls a function', () => {
  const sources = ofType(payments, 'AWS::Lambda::EventSourceMapping');
  const sourceOf = (name: string) =>
    sources.find(([, { Properties }]) => refersTo(Properties.FunctionName, name));

  test('the stream brings what waits to the outbox, bounded, and leaves behind what it gives up', () => {
    expect(sourceOf('outbox')?.[1].Properties).toEqual({
      FunctionName: expect.anything(),
      EventSourceArn: output('StreamArn'),
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: 100,
      FilterCriteria: {
        Filters: [
          { Pattern: '{"eventName":["INSERT","MODIFY"],"dynamodb":{"NewImage":{"pending":{"S":["yes"]}}}}' },
        ],
      },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 10,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: arn('sqs', 'SHOP-outbox-dlq') } },
    });
  });

  test('the queue brings payment events to the order worker, five functions at a time', () => {
    expect(sourceOf('order-worker')?.[1].Properties).toEqual({
      FunctionName: expect.anything(),
      EventSourceArn: arn('sqs', 'SHOP-payment-events'),
      BatchSize: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
  });

  test('a source waits for the rights of the function, which Lambda tries at once', () => {
    for (const [, { DependsOn = [] }] of sources) {
      expect(DependsOn).toContainEqual(expect.stringMatching(/RoleDefaultPolicy/));
    }
  });

  test('schedules call what sends, tells and asks every 15 minutes, and the comparison of pages every hour', () => {
    const rules = ofType(payments, 'AWS::Events::Rule').map(([, { Properties }]) => Properties);
    const rateOf = (name: string) => rules.find(({ Targets }) => refersTo(Targets[0].Arn, name));
    for (const name of ['outbox', 'order-changes', 'reconciliation']) {
      expect(rateOf(name)).toMatchObject({ ScheduleExpression: 'rate(15 minutes)', State: 'ENABLED' });
    }
    expect(rateOf('page-integrity')).toMatchObject({ ScheduleExpression: 'rate(1 hour)', State: 'ENABLED' });
    expect(rules).toHaveLength(4);
  });

  test('a call of a schedule that failed each time is told to a queue with an alarm', () => {
    const configs = ofType(payments, 'AWS::Lambda::EventInvokeConfig').map(
      ([, { Properties }]) => Properties,
    );
    const queueOf = (name: string) =>
      configs.find(({ FunctionName }) => refersTo(FunctionName, name))?.DestinationConfig;
    const to = (queue: string) => ({ OnFailure: { Destination: arn('sqs', `SHOP-${queue}`) } });
    expect(['outbox', 'order-changes', 'reconciliation'].map(queueOf)).toEqual(
      ['outbox-dlq', 'order-changes-dlq', 'outbox-dlq'].map(to),
    );
  });

  test('each permission to call names who asks', () => {
    const permissions = ofType(payments, 'AWS::Lambda::Permission').map(([, { Properties }]) => Properties);
    const askers = permissions.map(({ Principal, SourceArn, SourceAccount }) => [
      Principal,
      SourceArn === undefined ? undefined : 'one source',
      SourceAccount,
    ]);
    const loadBalancer = ['elasticloadbalancing.amazonaws.com', 'one source', '111111111111'];
    const schedule = ['events.amazonaws.com', 'one source', undefined];
    const rotation = ['secretsmanager.amazonaws.com', undefined, '111111111111'];
    expect(askers.map(String).sort()).toEqual(
      [...Array(4).fill(loadBalancer), ...Array(4).fill(schedule), rotation].map(String).sort(),
    );
  });
});

describe('the rotation of the secrets', () => {
  const schedulesOf = (template: typeof payments) =>
    ofType(template, 'AWS::SecretsManager::RotationSchedule').map(([, { Properties }]) => Properties);

  test('is planned for each, by name, and never begins with a deployment', () => {
    expect(schedulesOf(payments)).toEqual(
      (
        [
          ['gateways/stripe', 90],
          ['gateways/paypal', 90],
          ['order-link', 45],
        ] as const
      ).map(([secret, days]) => ({
        SecretId: `boutique-prod/${secret}`,
        RotationLambdaARN: { 'Fn::GetAtt': [functions.get('token-rotation')?.id, 'Arn'] },
        RotationRules: { ScheduleExpression: `rate(${days} days)` },
        RotateImmediatelyOnUpdate: false,
      })),
    );
  });

  test('comes every 45 days where the gateway has an API for it', () => {
    const square = { name: 'square', mode: 'live', integration: 'redirect' } as const;
    const config = exampleWith({
      payments: paymentsBy([{ ...square, threeDSecure: 'redirect', settings: {} }]),
    });
    const [schedule] = schedulesOf(synthesize(config).template('boutique-prod-payments'));
    expect(schedule.RotationRules).toEqual({ ScheduleExpression: 'rate(45 days)' });
  });

  test('waits until Secrets Manager may call the function and the function may answer', () => {
    for (const [, { DependsOn = [] }] of ofType(payments, 'AWS::SecretsManager::RotationSchedule')) {
      expect(DependsOn).toContainEqual(expect.stringMatching(/^TokenRotationRotation/));
      expect(DependsOn).toContainEqual(expect.stringMatching(/^TokenRotationRoleDefaultPolicy/));
    }
  });
});

describe('the alarms', () => {
  const alarms = ofType(payments, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  const watched = (namespace: string, metric: string) =>
    alarms.filter(({ Namespace, MetricName }) => Namespace === namespace && MetricName === metric);

  const waysOf = (template: typeof payments) =>
    ofType(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
      const [action, ...others] = Properties.AlarmActions;
      expect(others).toEqual([]);
      return action;
    });

  test('go to the topics of the account, in their own region', () => {
    const topics = ['page', 'security', 'ticket'].map(
      (way) => `arn:aws:sns:eu-west-1:111111111111:palisade-account-${way}`,
    );
    expect([...new Set(waysOf(payments))].sort()).toEqual(topics);
    expect(ofType(payments, 'AWS::SNS::Topic')).toEqual([]);
  });

  test('wake nobody for a shop without shoppers', () => {
    const staging = synthesize(exampleConfig(), { context: { environment: 'staging' } });
    const topics = ['security', 'ticket'].map(
      (way) => `arn:aws:sns:eu-west-1:222222222222:palisade-account-${way}`,
    );
    expect([...new Set(waysOf(staging.template('boutique-staging-payments')))].sort()).toEqual(topics);
  });

  test.each(metrics)('watch %s, of each function that counts it', (metric) => {
    const dimensions = watched('Palisade', metric).map(({ Dimensions }) => Dimensions);
    const watchedFunctions = dimensions.map(([{ Value }]) => roleOf(payments, Value.Ref));
    expect([...new Set(watchedFunctions)].sort()).toEqual(countersOf(metric).toSorted());
    for (const each of dimensions) expect(each).toEqual([{ Name: 'service', Value: expect.anything() }]);
  });

  test('are explained to operators, each one', () => {
    const guide = readFileSync(packagePath('docs', 'payments.md'), 'utf8');
    expect(metrics.filter((metric) => !guide.includes(`\`${metric}\``))).toEqual([]);
    const rows = guide.split('\n').filter((line) => line.startsWith('|'));
    const unexplained = alarms.filter(({ MetricName, AlarmDescription, AlarmActions }) => {
      const [, runbook] = /docs\/(runbooks\/.+)$/.exec(AlarmDescription) ?? [];
      const way = AlarmActions[0].split('-').at(-1);
      return !rows.some((row) =>
        [`\`${MetricName}\``, `(${runbook})`, way].every((part) => row.includes(part)),
      );
    });
    expect(unexplained).toEqual([]);
  });

  test('watch no metric that nothing counts', () => {
    const counted = alarms.filter(({ Namespace }) => Namespace === 'Palisade');
    expect(metrics).toEqual(expect.arrayContaining(counted.map(({ MetricName }) => MetricName)));
  });

  const watchedFunctions = (metric: string) =>
    watched('AWS/Lambda', metric)
      .map(({ Dimensions }) => Dimensions[0].Value.Ref)
      .filter((id, index, ids) => ids.indexOf(id) === index)
      .sort();

  test('watch the errors of every function', () => {
    expect(watchedFunctions('Errors')).toEqual([...functions.values()].map(({ id }) => id).sort());
  });

  test('watch the throttles of every function, or the age of what waits for it', () => {
    const fed = ['outbox', 'order-worker', 'order-changes'];
    const others = [...functions].filter(([name]) => !fed.includes(name));
    expect(watchedFunctions('Throttles')).toEqual(others.map(([, { id }]) => id).sort());
    expect(watchedFunctions('IteratorAge')).toHaveLength(2);
    expect(watched('AWS/SQS', 'ApproximateAgeOfOldestMessage')).toHaveLength(1);
    expect(others).toHaveLength(functions.size - fed.length);
  });

  test('are silent while nothing is measured, except for comparisons of pages, whose absence is the alarm', () => {
    const loud = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
    expect(loud).toMatchObject([
      {
        MetricName: 'PageCompared',
        TreatMissingData: 'breaching',
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        Period: 3600,
        EvaluationPeriods: 3,
      },
    ]);
  });

  test.each([
    ['the stream is late', 'AWS/Lambda', 'IteratorAge', [300_000, 300_000, 300_000]],
    ['a notice waits', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', [1800]],
    ['something could not be done', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', [0, 0, 0]],
  ])('say when %s', (_, namespace, metric, thresholds) => {
    const found = watched(namespace, metric);
    expect(found.map(({ Threshold }) => Threshold)).toEqual(thresholds);
    for (const { Statistic } of found) expect(Statistic).toBe('Maximum');
  });

  test('tell of a key that was changed on one side only, also where few callbacks come', () => {
    expect(watched('Palisade', 'CallbackRefused')).toMatchObject([{ Threshold: 5, Period: 3600 }]);
  });

  test('say in a sentence what has happened', () => {
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/^[A-Z].+\. Runbook: \S+$/);
  });
});

describe('where pages run the scripts of a gateway', () => {
  const config = exampleWith({ payments: paymentsBy([exampleGateway('stripe', 'fields')]) });
  const embedded = synthesize(config, { context: { 'aws:cdk:disable-asset-staging': true } }).template(
    'boutique-prod-payments',
  );
  const [watcher] = ofType(embedded, 'AWS::Lambda::Function').filter(([, { Properties }]) =>
    Properties.FunctionName.includes('page-integrity'),
  );

  test('a browser compares them, on the architecture that it is built for', () => {
    expect(watcher?.[1].Properties).toMatchObject({
      FunctionName: 'boutique-prod-page-integrity-browser',
      Architectures: ['x86_64'],
      Environment: {
        Variables: {
          SHOP_URL: 'https://shop.boutique.example',
          INVENTORY_FILE: '/opt/inventory.json',
          CHROMIUM_FOLDER: '/opt',
        },
      },
    });
    const layers = watcher?.[1].Properties.Layers.map(
      ({ Ref }: { Ref: string }) => embedded.Resources[Ref]?.Properties.Description,
    );
    expect(layers).toEqual([
      expect.stringMatching(/^@sparticuz\/chromium@\d+/),
      'inventory.json of the shop',
    ]);
  });

  test('and the alarms watch that function instead of the other', () => {
    const services = ofType(embedded, 'AWS::CloudWatch::Alarm')
      .filter(([, { Properties }]) => ['PageChanged', 'PageCompared'].includes(Properties.MetricName))
      .map(([, { Properties }]) => roleOf(embedded, Properties.Dimensions[0].Value.Ref));
    expect(services).toHaveLength(3);
    expect([...new Set(services)]).toEqual(['page-integrity-browser']);
  });
});

test('the policy of card checks is what the file says', () => {
  const checks = { avsStreet: 'never', avsPostalCode: 'unconfirmed', cvc: 'mismatch' } as const;
  const example = exampleWith({});
  const gateways = example.environments['prod']?.payments.gateways ?? [];
  const other = synthesize(exampleWith({ payments: { gateways, checks } }));
  const [worker] = ofType(other.template('boutique-prod-payments'), 'AWS::Lambda::Function').filter(
    ([, { Properties }]) => Properties.FunctionName.endsWith('order-worker'),
  );
  expect(worker?.[1].Properties.Environment.Variables.CHECK_POLICY).toBe(JSON.stringify(checks));
});

/** Whether actions are those by which Lambda connects a function to the network. */
function isAboutInterfaces(actions: unknown): boolean {
  return Array.isArray(actions) && actions.includes('ec2:CreateNetworkInterface');
}

/** What the role of a function allows. */
function statementsOf(name: string): readonly SynthesizedResource['Properties'][] {
  const role = functions.get(name)?.Role['Fn::GetAtt'][0];
  const policies = ofType(payments, 'AWS::IAM::Policy').filter(
    ([, { Properties }]) => Properties.Roles[0].Ref === role,
  );
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

/** The folder of the function that a template calls by this logical id. */
function roleOf({ Resources }: SynthesizedTemplate, logicalId: string): string {
  return Resources[logicalId]?.Properties.FunctionName.replace('boutique-prod-', '');
}

function refersTo(value: unknown, name: string): boolean {
  return JSON.stringify(value).includes(`"${functions.get(name)?.id}"`);
}

/** What a function calls where shared code counts for it. */
const sharedCounters: Readonly<Record<string, string>> = {
  CardDataRefused: '.refused(',
  EventKindUnknown: 'countUnknownKind(',
};

/** The functions of the example whose own code counts a metric. */
function countersOf(metric: string): readonly string[] {
  // The log counts it by itself.
  if (metric === 'CardDataFound') return [...functions.keys()];
  const counts = sharedCounters[metric] ?? `'${metric}'`;
  return [...functions.keys()].filter((name) => {
    const folder = packagePath('lambda', name);
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    return files.some((file) => readFileSync(join(folder, file), 'utf8').includes(counts));
  });
}

test('texts of the shop are given to the functions that answer shoppers', () => {
  const texts = mkdtempSync(join(tmpdir(), 'texts-'));
  writeFileSync(join(texts, 'de.json'), '{"page.to_cart":"Zur Tasche"}');
  const { site } = exampleWith({}).environments['prod'] as EnvironmentConfig;
  const spoken = synthesize(exampleWith({ site: { ...site, texts } })).template('boutique-prod-payments');
  const readers = ofType(spoken, 'AWS::Lambda::Function').filter(
    ([, { Properties }]) => Properties.Environment?.Variables.TEXTS_FILE === '/opt/texts.json',
  );
  const named = readers.map(([, { Properties }]) => Properties.FunctionName).sort();
  expect(named).toEqual(['boutique-prod-payment-session', 'boutique-prod-shopper-orders']);
  for (const [, { Properties }] of readers) {
    expect(Properties.Layers).toContainEqual({ Ref: expect.stringMatching(/^Texts/) });
  }
});
