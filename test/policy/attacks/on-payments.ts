import type { Json } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, strangers } from './attack.ts';

const own = '111111111111';
const distribution = 'Properties.DistributionConfig';

function onEvents(path: string, value: Json | undefined) {
  return ({ set }: Shop) => set('data', 'PaymentEvents', `Properties.${path}`, value);
}

function onOrders(path: string, value: Json) {
  return ({ set }: Shop) => set('data', 'OrdersTable', `Properties.${path}`, value);
}

function onPayments(id: string, path: string, value: Json | undefined) {
  return ({ set }: Shop) => set('payments', id, `Properties.${path}`, value);
}

function onShop(path: string, value: Json | undefined) {
  return ({ set }: Shop) => set('edge', 'Shop', `${distribution}.${path}`, value);
}

function rewritten(id: string, setting: string, from: string, to: string) {
  return ({ update }: Shop) =>
    update('payments', id, `Properties.Environment.Variables.${setting}`, (text) =>
      String(text).replace(from, to),
    );
}

function silent(...ids: readonly string[]) {
  return ({ remove }: Shop) => {
    for (const id of ids) remove('payments', `FunctionAlarms${id}`);
  };
}

/** Ways to lose a payment between the shopper, the gateway and the ledger, and to have nobody told. */
export const attacksOnPayments: readonly Attack[] = [
  ['events have no dead-letter queue', 'PAY-12-queues', onEvents('RedrivePolicy', undefined)],
  ['events are tried a thousand times', 'PAY-12-queues', onEvents('RedrivePolicy.maxReceiveCount', 1000)],
  ['events are given up at the first failure', 'PAY-12-queues', onEvents('RedrivePolicy.maxReceiveCount', 1)],
  [
    'events that failed go to a queue that no template has',
    'PAY-12-queues',
    onEvents('RedrivePolicy.deadLetterTargetArn', `arn:aws:sqs:eu-west-1:${own}:elsewhere`),
  ],
  ['events are seen again at once', 'PAY-12-queues', onEvents('VisibilityTimeout', 0)],
  [
    'events are seen again while they are worked off',
    'PAY-12-queues',
    onEvents('VisibilityTimeout', undefined),
  ],
  [
    'events that failed are seen again after half a day',
    'PAY-12-queues',
    onEvents('VisibilityTimeout', 43_200),
  ],
  ['events are held back for a quarter of an hour', 'PAY-12-queues', onEvents('DelaySeconds', 900)],
  ['events are gone after a minute', 'PAY-12-queues', onEvents('MessageRetentionPeriod', 60)],
  ['events are too large for their queue', 'PAY-12-queues', onEvents('MaximumMessageSize', 1024)],
  [
    'the dead-letter queue lets nothing in',
    'PAY-12-queues',
    ({ set }) =>
      set('data', 'PaymentEventsDeadLetters', 'Properties.RedriveAllowPolicy', {
        redrivePermission: 'denyAll',
      }),
  ],
  [
    'shoppers are sent to a gateway for tests',
    'PAY-12-settings',
    rewritten('PaymentSession', 'GATEWAYS', '"mode":"live"', '"mode":"test"'),
  ],
  [
    'a gateway takes cards without 3-D Secure',
    'PAY-12-settings',
    rewritten('PaymentCallback', 'GATEWAYS', '"threeDSecure":"redirect"', '"threeDSecure":"none"'),
  ],
  [
    'the secret of a gateway is that of another shop',
    'PAY-12-settings',
    rewritten('PaymentCallback', 'GATEWAYS', 'boutique-prod/gateways/stripe', 'other-prod/gateways/stripe'),
  ],
  [
    'what browsers report of payment pages is as good as anything',
    'PAY-12-settings',
    onPayments('CspReport', 'Environment.Variables.PAYMENT_PATHS', '[]'),
  ],
  [
    'nobody looks at orders whose card code was wrong',
    'PAY-12-settings',
    rewritten('OrderWorker', 'CHECK_POLICY', '"cvc":"mismatch"', '"cvc":"never"'),
  ],
  [
    'an index of lists shows whole orders',
    'PAY-12-tables',
    onOrders('GlobalSecondaryIndexes[1].Projection', { ProjectionType: 'ALL' }),
  ],
  [
    'an index of lists shows addresses',
    'PAY-12-tables',
    onOrders('GlobalSecondaryIndexes[1].Projection.NonKeyAttributes[0]', 'shipping'),
  ],
  [
    'orders are kept for a century',
    'PAY-12-settings',
    rewritten('OrderWorker', 'ORDER_RETENTION', '3653', '36530'),
  ],
  [
    'shoppers are kept for longer by one function than by the other',
    'PAY-12-settings',
    rewritten('OrderWorker', 'ORDER_RETENTION', '731', '3653'),
  ],
  [
    'orders are told to the bus of everybody',
    'PAY-12-settings',
    onPayments('OrderChanges', 'Environment.Variables.ORDERS_BUS', 'default'),
  ],
  [
    'gateways send shoppers back in the clear',
    'PAY-12-settings',
    rewritten('PaymentSession', 'RETURN_URL', 'https://', 'http://'),
  ],
  [
    'callbacks arrive without their signatures',
    'PAY-12-edge',
    onShop('CacheBehaviors[1].OriginRequestPolicyId', undefined),
  ],
  ['the source of the worker is off', 'PAY-12-sources', onPayments('OrderWorkerSource', 'Enabled', false)],
  [
    'what the worker reports as failed counts as done',
    'PAY-12-sources',
    onPayments('OrderWorkerSource', 'FunctionResponseTypes', undefined),
  ],
  [
    'events that a filter leaves out are deleted',
    'PAY-12-sources',
    onPayments('OrderWorkerSource', 'FilterCriteria', { Filters: [{ Pattern: '{"body":{"a":["b"]}}' }] }),
  ],
  [
    'the stream of orders is begun late',
    'PAY-12-sources',
    onPayments('OutboxSource', 'StartingPosition', 'LATEST'),
  ],
  [
    'what a stream brought is tried once',
    'PAY-12-sources',
    onPayments('OutboxSource', 'MaximumRetryAttempts', 0),
  ],
  [
    'what a stream brought is given up after a minute',
    'PAY-12-sources',
    onPayments('OutboxSource', 'MaximumRecordAgeInSeconds', 60),
  ],
  [
    'what a stream brought is set aside nowhere',
    'PAY-12-sources',
    onPayments('OutboxSource', 'DestinationConfig', undefined),
  ],
  [
    'what a stream brought is set aside among the events',
    'PAY-12-sources',
    onPayments(
      'OutboxSource',
      'DestinationConfig.OnFailure.Destination',
      `arn:aws:sqs:eu-west-1:${own}:boutique-prod-payment-events`,
    ),
  ],
  [
    'the stream tells of deleted orders alone',
    'PAY-12-sources',
    onPayments('OutboxSource', 'FilterCriteria', { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] }),
  ],
  [
    'the outbox answers with the state of a window',
    'PAY-12-sources',
    onPayments('OutboxSource', 'TumblingWindowInSeconds', 900),
  ],
  [
    'the stream tells of keys alone',
    'PAY-12-tables',
    onOrders('StreamSpecification.StreamViewType', 'KEYS_ONLY'),
  ],
  [
    'the stream tells how orders were',
    'PAY-12-tables',
    onOrders('StreamSpecification.StreamViewType', 'OLD_IMAGE'),
  ],
  [
    'orders end at the time that they were made',
    'PAY-12-tables',
    onOrders('TimeToLiveSpecification.AttributeName', 'createdAt'),
  ],
  [
    'the table takes one order in a second',
    'PAY-12-tables',
    onOrders('OnDemandThroughput', { MaxReadRequestUnits: 1, MaxWriteRequestUnits: 1 }),
  ],
  [
    'the function that starts payments has no executions',
    'PAY-12-functions',
    onPayments('PaymentSession', 'ReservedConcurrentExecutions', 0),
  ],
  [
    'the outbox may call itself without end',
    'PAY-12-functions',
    onPayments('Outbox', 'RecursiveLoop', 'Allow'),
  ],
  [
    'shoppers wait for a quarter of an hour',
    'PAY-12-functions',
    onPayments('PaymentSession', 'Timeout', 900),
  ],
  ['callbacks have a second', 'PAY-12-functions', onPayments('PaymentCallback', 'Timeout', 1)],
  [
    'nobody asks for orders without word',
    'PAY-12-functions',
    onPayments('ReconciliationSchedule', 'State', 'DISABLED'),
  ],
  [
    'what the stream left behind is looked for once a year',
    'PAY-12-functions',
    onPayments('OutboxSchedule', 'ScheduleExpression', 'rate(365 days)'),
  ],
  ['the shop is switched off', 'PAY-12-edge', onShop('Enabled', false)],
  ['shoppers are led to a staging distribution', 'PAY-12-edge', onShop('Staging', true)],
  [
    'a gateway is told that all is well',
    'PAY-12-edge',
    onShop('CustomErrorResponses[0]', { ErrorCode: 503, ResponseCode: 200, ResponsePagePath: '/index.html' }),
  ],
  [
    'an error stays for a year',
    'PAY-12-edge',
    onShop('CustomErrorResponses[0].ErrorCachingMinTTL', 31_536_000),
  ],
  [
    'gateways of other countries are refused',
    'PAY-12-edge',
    onShop('Restrictions', { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['AQ'] } }),
  ],
  ['callbacks may only be read', 'PAY-12-edge', onShop('CacheBehaviors[1].AllowedMethods', ['GET', 'HEAD'])],
  ...['CardDataFound', 'CardDataRefused', 'SecretMissing', 'CircuitOpened'].map(
    (count): Attack => [`nobody is told of ${count}`, 'DET-06-failures', silent(`PaymentSession${count}`)],
  ),
  [
    'nobody is told that payments fail',
    'DET-06-failures',
    silent('PaymentSessionErrors', 'PaymentSessionErrorsLasts'),
  ],
  [
    'nobody is told that callbacks are turned away',
    'DET-06-failures',
    silent('PaymentCallbackThrottles', 'PaymentCallbackThrottlesLasts'),
  ],
  ['nobody is told that events wait', 'DET-06-failures', silent('PaymentEventsAge')],
  ['nobody is told of letters that nobody could read', 'DET-06-failures', silent('OutboxDlqMessages')],
  [
    'somebody is told of a billion letters',
    'DET-06-failures',
    onPayments('FunctionAlarmsPaymentEventsDlqMessages', 'Threshold', 1e9),
  ],
  [
    'somebody is told of letters after a month',
    'DET-06-failures',
    onPayments('FunctionAlarmsPaymentEventsDlqMessages', 'Period', 2_592_000),
  ],
  [
    'nobody is told that the shop answers with errors',
    'DET-06-failures',
    ({ remove }) => remove('edge', 'ReachabilityAlarm'),
  ],
  [
    'the outbox may delete the table',
    'IAM-01-destruction',
    ({ append }) =>
      append('payments', 'OutboxRoleDefaultPolicy', 'Properties.PolicyDocument.Statement', {
        Effect: 'Allow',
        Action: 'dynamodb:DeleteTable',
        Resource: `arn:aws:dynamodb:eu-west-1:${own}:table/boutique-prod-orders`,
      }),
  ],
  [
    'a custom resource is made by a function of strangers',
    'TEMPLATE-accounts',
    ({ set }) =>
      set('edge', 'Release', 'Properties.ServiceToken', `arn:aws:lambda:us-east-1:${strangers}:function:a`),
  ],
  ...['TRACE', 'DEBUG', 'WARN', 'FATAL'].map(
    (level): Attack => [
      `functions log at the level ${level}`,
      'LOG-07-levels',
      onPayments('PaymentSession', 'LoggingConfig.ApplicationLogLevel', level),
    ],
  ),
  [
    'requests are written down by the runtime',
    'LOG-07-levels',
    onPayments('PaymentCallback', 'Environment.Variables.NODE_DEBUG', 'http,tls'),
  ],
  [
    'the bus writes changes of orders down',
    'LOG-07-levels',
    ({ set }) => set('data', 'OrdersBus', 'Properties.LogConfig', { IncludeDetail: 'FULL', Level: 'TRACE' }),
  ],
  [
    'a log is of the class that masks nothing',
    'PAY-03',
    onPayments('LogsPaymentSession', 'LogGroupClass', 'INFREQUENT_ACCESS'),
  ],
];
