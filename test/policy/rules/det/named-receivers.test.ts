import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { digestOf } from '../../../../lib/contract/digests.ts';
import { namedReceivers } from '../../../../lib/policy/rules/det/named-receivers.ts';
import { modelOf } from '../../../support/rule-cases.ts';
import { account } from '../../../support/storefront.ts';

const mail = { Protocol: 'email', Endpoint: 'oncall@shop.example' };
const server = { Protocol: 'https', Endpoint: 'https://oncall.example/aws' };
const chat = { SlackWorkspaceId: 'T1', SlackChannelId: 'C1' };
const topicArn = 'arn:aws:sns:eu-west-1:111111111111:alerts';

const receivers = {
  page: [
    { protocol: 'email', endpoint: digestOf(mail.Endpoint) },
    { protocol: 'https', endpoint: digestOf(server.Endpoint) },
    { protocol: 'slack', endpoint: digestOf('T1/C1') },
  ],
  ticket: [],
  security: [],
};

function subscription(properties: JsonRecord): JsonRecord {
  return { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Page' }, ...properties } };
}

function channel(properties: JsonRecord): JsonRecord {
  return {
    Type: 'AWS::Chatbot::SlackChannelConfiguration',
    Properties: { SnsTopicArns: [{ Ref: 'Page' }], ...properties },
  };
}

/** What is said of the topic for pages that the named receivers hear, with something added to it or changed. */
function said(
  resources: Readonly<Record<string, JsonRecord>>,
  contract: JsonRecord = { ...account, receivers },
) {
  const model = modelOf({
    storefront: contract,
    region: 'eu-west-1',
    account: '111111111111',
    sections: { Parameters: { Address: { Type: 'String' } } },
    resources: {
      Page: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alerts' } },
      First: subscription(mail),
      Second: subscription(server),
      Chat: channel(chat),
      ...resources,
    },
  });
  return model
    .ofType('AWS::SNS::Topic')
    .flatMap((topic) => namedReceivers(topic, model))
    .filter(({ status }) => status !== 'pass')
    .map(({ status, resource, message }) => `${status} ${resource.logicalId}: ${message}`);
}

const stranger = 'is not a receiver that the contract of the account names';
const lacks = 'lacks a receiver by https that the contract of the account names';

describe('Receivers of alerts', () => {
  test('are those whom the contract names', () => {
    expect(said({})).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, JsonRecord>>, readonly string[]]>([
    [
      'one more is subscribed',
      { Third: subscription({ Protocol: 'https', Endpoint: 'https://stranger.example' }) },
      [`fail Third: Properties.Endpoint ${stranger}`],
    ],
    [
      'one more is subscribed by the ARN of the topic',
      { Third: subscription({ Protocol: 'email', Endpoint: 's@stranger.example', TopicArn: topicArn }) },
      [`fail Third: Properties.Endpoint ${stranger}`],
    ],
    [
      'an address is used by another protocol',
      { Second: subscription({ ...server, Protocol: 'http' }) },
      [`fail Second: Properties.Endpoint ${stranger}`, `fail Page: Properties ${lacks}`],
    ],
    [
      'one is subscribed to something else',
      { Second: subscription({ ...server, TopicArn: 'arn:aws:sns:eu-west-1:111111111111:orders' }) },
      [`fail Page: Properties ${lacks}`],
    ],
    [
      'only the deployment tells who is subscribed',
      { Third: subscription({ Protocol: 'email', Endpoint: { Ref: 'Address' } }) },
      [expect.stringMatching(/^unknown Third: Properties\.Endpoint /) as unknown as string],
    ],
    [
      'another channel of the chat is told',
      { Chat: channel({ ...chat, SlackChannelId: 'C2' }) },
      [
        'fail Chat: Properties.SlackChannelId is C2; expected a receiver that the contract of the account names',
      ],
    ],
  ])('are not where %s', (_, resources, sentences) => {
    expect(said(resources)).toEqual(sentences);
  });

  test('are unknown where an earlier contract names none', () => {
    expect(said({}, account)).toEqual(['unknown Page: Properties lacks receivers that the contract names']);
  });
});
