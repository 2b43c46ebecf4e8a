import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { data08Unnamed } from '../../../../lib/policy/rules/data/data-08-unnamed.ts';
import { undecided } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { account, storefront } from '../../../support/storefront.ts';

function foreign(Type: string, Properties: JsonRecord) {
  return {
    resources: {
      Outlet: { Type, Properties },
      Known: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shop-results' } },
      Page: { Type: 'AWS::SNS::Topic', Properties: {} },
    },
    sections: undecided,
  };
}

function outlet(type: string, properties: JsonRecord) {
  return { ...foreign(type, properties), storefront };
}

function subscription(Protocol: string, Endpoint: string) {
  return { TopicArn: 'arn:aws:sns:eu-west-1:111111111111:orders', Protocol, Endpoint };
}

const nobody = 'no receiver outside AWS, since the topic is none of alerts';
const unseen = 'only the deployment tells whether that is a bucket among the templates';

testRule(data08Unnamed, {
  fail: {
    'orders that are mailed to somebody': {
      ...outlet('AWS::SNS::Subscription', subscription('email', 'somebody@stranger.example')),
      says: [`Properties.Endpoint is somebody@stranger.example; expected ${nobody}`],
    },
    'a topic that names a server itself': {
      ...outlet('AWS::SNS::Topic', {
        Subscription: [{ Protocol: 'https', Endpoint: 'https://stranger.example' }],
      }),
      says: [`Properties.Subscription[0].Endpoint is https://stranger.example; expected ${nobody}`],
    },
    'messages in clear text, in any template': {
      ...foreign('AWS::SNS::Subscription', subscription('http', 'http://stranger.example')),
      says: ['Properties.Endpoint is http://stranger.example; expected an address that is reached by https'],
    },
    'events for a server': {
      ...outlet('AWS::Events::ApiDestination', { InvocationEndpoint: 'https://stranger.example' }),
      says: [
        'Properties.InvocationEndpoint is https://stranger.example; expected no value, since it sends data out of AWS',
      ],
    },
    'a stream that posts to a server of somebody’s, in any template': {
      ...foreign('AWS::KinesisFirehose::DeliveryStream', { SplunkDestinationConfiguration: {} }),
      says: [
        'Properties.SplunkDestinationConfiguration is {}; expected no value, since it sends data out of AWS',
      ],
    },
  },
  unknown: {
    'results of queries in a bucket that nobody saw': {
      ...outlet('AWS::Athena::WorkGroup', {
        WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://elsewhere/results/' } },
      }),
      says: [
        `Properties.WorkGroupConfiguration.ResultConfiguration.OutputLocation is s3://elsewhere/results/; ${unseen}`,
      ],
    },
    'logs of a distribution in a bucket that nobody saw': {
      ...outlet('AWS::CloudFront::Distribution', {
        DistributionConfig: { Logging: { Bucket: 'elsewhere.s3.amazonaws.com' } },
      }),
      says: [`Properties.DistributionConfig.Logging.Bucket is elsewhere.s3.amazonaws.com; ${unseen}`],
    },
  },
  notApplicable: {
    'results of queries in a bucket of the shop': outlet('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: 's3://shop-results/daily/' } },
    }),
    'a bucket that is referred to': outlet('AWS::Config::DeliveryChannel', {
      S3BucketName: { Ref: 'Known' },
    }),
    'a queue that hears a topic': outlet('AWS::SNS::Subscription', subscription('sqs', 'arn:aws:sqs:a:1:b')),
    'alerts for people': {
      ...foreign('AWS::SNS::Subscription', {
        TopicArn: { Ref: 'Page' },
        Protocol: 'email',
        Endpoint: 'operations@boutique.example',
      }),
      storefront: account,
    },
    "somebody else's bucket and somebody else's readers": foreign(
      'AWS::SNS::Subscription',
      subscription('email', 'somebody@stranger.example'),
    ),
  },
});
