import { describe, expect, test } from '@jest/globals';
import { createAccountApp, emptyApp } from '../../../lib/app.ts';
import { alertWays } from '../../../lib/contract/account-names.ts';
import { exampleAccount } from '../../support/account.ts';
import { arrivalsOf, cutsOf } from '../../support/alerts/arrival.ts';
import { alertsIn, exampleLandscape, nameOf } from '../../support/alerts/example.ts';
import { cuts } from '../../support/alerts/links.ts';
import { ofType, synthesisOf } from '../../support/synth.ts';

const landscape = exampleLandscape();
const alerts = alertsIn(landscape);
const [home, other] = landscape.filter(({ owner }) => owner === 'palisade-account');
if (!home || !other) throw new Error('the example has an account of two regions');

test('the fifteen alarms of the benchmark and that of the break-glass role are at home, and the alerts of services in each region', () => {
  const rules = (from: typeof home) =>
    ofType(from, 'AWS::Events::Rule').map(([, { Properties }]) => Properties.Name);
  expect(ofType(home, 'AWS::CloudWatch::Alarm')).toHaveLength(16);
  expect(ofType(other, 'AWS::CloudWatch::Alarm')).toHaveLength(0);
  expect(rules(other)).toEqual(rules(home));
  expect(rules(other)).toEqual(
    expect.arrayContaining(
      [
        'threat-found',
        'posture-finding',
        'backup-failed',
        'rotation-failed',
        'certificate-expires',
        'certificate-not-renewed',
        'root-sign-in',
      ].map((name) => `palisade-account-${name}`),
    ),
  );
});

describe('each alert has one way, and arrives', () => {
  test.each(alerts.map((alert) => [nameOf(alert), alert] as const))('%s', (_, alert) => {
    expect(cutsOf(landscape, alert)).toEqual([]);
    expect(
      arrivalsOf(landscape, alert).map((arrival) => arrival?.topic.resource.Properties.TopicName),
    ).toEqual([expect.stringMatching(/^palisade-account-(page|ticket|security)$/)]);
  });
});

describe('no alert arrives any more where', () => {
  test.each(Object.entries(cuts))('%s', (_, cut) => {
    const weakened = alerts.flatMap((alert) => {
      const without = cut(landscape, alert);
      return without ? [{ name: nameOf(alert), arrives: cutsOf(without, alert).length === 0 }] : [];
    });
    expect(weakened.length).toBeGreaterThan(0);
    expect(weakened.filter(({ arrives }) => arrives)).toEqual([]);
  });
});

test('the alarms of both shops go to the topics of their account, each in its own region', () => {
  const shops = alerts.filter(({ site }) => site.owner !== 'palisade-account');
  const regions = shops.map((alert) => arrivalsOf(landscape, alert)[0]?.topic.site.stack);
  expect(regions).toEqual(shops.map(({ site }) => `palisade-account-${site.region}`));
  expect([...new Set(shops.map(({ site }) => `${site.owner} ${site.region}`))].sort()).toEqual([
    'atelier-prod us-east-1',
    'boutique-prod eu-west-1',
    'boutique-prod us-east-1',
  ]);
});

test('each way has the receivers that the file names, in each region', () => {
  for (const from of [home, other]) {
    const endpoints = alertWays.map((way) => {
      const topic = ofType(from, 'AWS::SNS::Topic').find(
        ([, { Properties }]) => Properties.TopicName === `palisade-account-${way}`,
      )?.[0];
      return ofType(from, 'AWS::SNS::Subscription')
        .filter(([, { Properties }]) => Properties.TopicArn.Ref === topic)
        .map(([, { Properties }]) => Properties.Endpoint);
    });
    expect(endpoints).toEqual([
      ['oncall@boutique.example', 'https://events.oncall.example/aws'],
      ['operations@boutique.example'],
      ['security@boutique.example', 'https://events.oncall.example/security'],
    ]);
  }
});

test('a channel of a chat has one configuration, which hears of every way that names it in all regions', () => {
  const slack = { workspace: 'T0123ABCD', channel: 'C0123ABCD' };
  const account = exampleAccount();
  const { page, ticket, security } = account.alerts;
  const alerts = { page: [...page, { slack }], ticket, security: [...security, { slack }] };
  const synthesis = synthesisOf(createAccountApp({ ...account, alerts }, { app: emptyApp() }));
  expect(synthesis.report().flatMap(({ violations }) => violations)).toEqual([]);
  const made = ofType(
    synthesis.template('palisade-account-eu-west-1'),
    'AWS::Chatbot::SlackChannelConfiguration',
  );
  expect(made.map(([, { Properties }]) => Properties)).toEqual([
    expect.objectContaining({
      SlackWorkspaceId: 'T0123ABCD',
      SlackChannelId: 'C0123ABCD',
      SnsTopicArns: ['eu-west-1', 'us-east-1'].flatMap((region) =>
        ['page', 'security'].map((way) => `arn:aws:sns:${region}:111111111111:palisade-account-${way}`),
      ),
    }),
  ]);
});
