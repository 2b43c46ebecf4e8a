import type { Json } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';

/** A change that docs/harmless-changes.md gives a reason for: no rule may object to it. */
type HarmlessChange = readonly [name: string, change: (shop: Shop) => void];

function onShop(path: string, value: Json) {
  return ({ set }: Shop) => set('edge', 'Shop', `Properties.DistributionConfig.${path}`, value);
}

function onPayments(id: string, path: string, value: Json) {
  return ({ set }: Shop) => set('payments', id, `Properties.${path}`, value);
}

function balancer(Key: string, Value: string) {
  return ({ append }: Shop) =>
    append('payments', 'IngressLoadBalancer', 'Properties.LoadBalancerAttributes', { Key, Value });
}

/** Changes that look like weakenings and take nothing away. */
export const harmlessChanges: readonly HarmlessChange[] = [
  ['HTTP/1.1 at the edge', onShop('HttpVersion', 'http1.1')],
  ['another page at the root', onShop('DefaultRootObject', 'terms/index.html')],
  ['gRPC where functions answer', onShop('CacheBehaviors[2].GrpcConfig', { Enabled: true })],
  ['smooth streaming of pages', onShop('DefaultCacheBehavior.SmoothStreaming', true)],
  ['no IPv6 at the edge', onShop('IPV6Enabled', false)],
  ['fewer edge locations', onShop('PriceClass', 'PriceClass_100')],
  [
    'OPTIONS in the cache of functions',
    onShop('CacheBehaviors[2].CachedMethods', ['GET', 'HEAD', 'OPTIONS']),
  ],
  ['one attempt to connect', onShop('Origins[1].ConnectionAttempts', 1)],
  ['an error page with the code of an error', onShop('CustomErrorResponses[0].ResponseCode', 410)],
  [
    'samples of a rule of the firewall',
    ({ set }) => set('edge', 'Firewall', 'Properties.Rules[1].VisibilityConfig.SampledRequestsEnabled', true),
  ],
  [
    'a shorter window of a rate',
    ({ set }) =>
      set('edge', 'Firewall', 'Properties.Rules[0].Statement.RateBasedStatement.EvaluationWindowSec', 60),
  ],
  ['the host as it was asked for', balancer('routing.http.preserve_host_header.enabled', 'true')],
  ['no HTTP/2 behind the edge', balancer('routing.http2.enabled', 'false')],
  ['appended addresses, as written out', balancer('routing.http.xff_header_processing.mode', 'append')],
  ['a firewall that fails closed, as written out', balancer('waf.fail_open.enabled', 'false')],
  [
    'one of two alarms on the same failure',
    ({ remove }) => remove('payments', 'FunctionAlarmsPaymentCallbackErrorsLasts'),
  ],
  [
    'an alarm on any error',
    onPayments('FunctionAlarmsOutboxErrors', 'ComparisonOperator', 'GreaterThanThreshold'),
  ],
  ['less memory', onPayments('PaymentSession', 'MemorySize', 256)],
  ['traces', onPayments('PaymentSession', 'TracingConfig', { Mode: 'Active' })],
  ['logs as JSON at the usual level', onPayments('PaymentSession', 'LoggingConfig.LogFormat', 'JSON')],
  ['twenty reserved executions', onPayments('PaymentSession', 'ReservedConcurrentExecutions', 20)],
  ['a function that shoppers wait for half a minute', onPayments('PaymentSession', 'Timeout', 29)],
  ['a fuller batch', onPayments('OrderWorkerSource', 'BatchSize', 10)],
  ['more workers at a time', onPayments('OrderWorkerSource', 'ScalingConfig.MaximumConcurrency', 20)],
  ['endless retries of a stream', onPayments('OutboxSource', 'MaximumRetryAttempts', -1)],
  ['a sweep every five minutes', onPayments('OutboxSchedule', 'ScheduleExpression', 'rate(5 minutes)')],
  [
    'a failure queue for scheduled calls less',
    ({ remove }) => remove('payments', 'ReconciliationScheduleFailures'),
  ],
  [
    'more attempts and more time for events',
    ({ set }) => {
      set('data', 'PaymentEvents', 'Properties.RedrivePolicy.maxReceiveCount', 20);
      set('data', 'PaymentEvents', 'Properties.VisibilityTimeout', 900);
    },
  ],
  [
    'the stream without how orders were',
    ({ set }) => set('data', 'OrdersTable', 'Properties.StreamSpecification.StreamViewType', 'NEW_IMAGE'),
  ],
  [
    'redirected names that are looked at',
    ({ set }) =>
      set(
        'network',
        'EgressFirewallRules',
        'Properties.FirewallRules[0].FirewallDomainRedirectionAction',
        'INSPECT_REDIRECTION_DOMAIN',
      ),
  ],
  [
    'flow logs of ten minutes each',
    ({ set }) => set('network', 'NetworkLogsFlowLog', 'Properties.MaxAggregationInterval', 600),
  ],
];
