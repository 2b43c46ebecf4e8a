import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createAccountApp, emptyApp } from '../../../lib/app.ts';
import { loadAccount } from '../../../lib/config/account/account-config.ts';
import { alertWays } from '../../../lib/contract/account-names.ts';
import { packagePath } from '../../../lib/package-root.ts';
import { ofType, type SynthesizedTemplate, synthesisOf } from '../../support/synth.ts';

const { template } = synthesisOf(
  createAccountApp(loadAccount(packagePath('examples', 'account.yaml')), { app: emptyApp() }),
);
const home = template('palisade-account-eu-west-1');
const other = template('palisade-account-us-east-1');

/** Where an alert goes: the topic and, on the way, each link that can be cut. */
interface Link {
  readonly source: string;
  readonly topic: string;
  readonly publisher: string;
  readonly text: string;
}

function linksOf(from: SynthesizedTemplate): readonly Link[] {
  return [
    ...ofType(from, 'AWS::CloudWatch::Alarm').flatMap(([, { Properties }]) =>
      Properties.AlarmActions.map((action: { readonly Ref: string }) => ({
        source: Properties.AlarmName,
        topic: action.Ref,
        publisher: 'cloudwatch.amazonaws.com',
        text: Properties.AlarmDescription,
      })),
    ),
    ...ofType(from, 'AWS::Events::Rule').flatMap(([, { Properties }]) =>
      Properties.Targets.map((target: { readonly Arn: { readonly Ref: string } }) => ({
        source: Properties.Name,
        topic: target.Arn.Ref,
        publisher: 'events.amazonaws.com',
        text: Properties.Description,
      })),
    ),
  ];
}

/** What keeps an alert from its receivers; nothing where it arrives. */
function cutsOf(from: SynthesizedTemplate, { topic, publisher }: Link): readonly string[] {
  const found = from.Resources[topic];
  if (found?.Type !== 'AWS::SNS::Topic') return ['there is no topic'];
  const admits = (statements: readonly Statement[], action: string) =>
    statements.some(
      ({ Effect, Principal, Action }) =>
        Effect === 'Allow' && Principal?.Service === publisher && [Action].flat().includes(action),
    );
  const policies = ofType(from, 'AWS::SNS::TopicPolicy').filter(([, { Properties }]) =>
    Properties.Topics.some(({ Ref }: { readonly Ref: string }) => Ref === topic),
  );
  const keyId = found.Properties.KmsMasterKeyId['Fn::GetAtt'][0];
  const key = from.Resources[keyId]?.Properties.KeyPolicy.Statement ?? [];
  const receivers = ofType(from, 'AWS::SNS::Subscription').filter(
    ([, { Properties }]) => Properties.TopicArn.Ref === topic,
  );
  return [
    ...(policies.some(([, { Properties }]) => admits(Properties.PolicyDocument.Statement, 'sns:Publish'))
      ? []
      : ['the topic does not admit the sender']),
    ...(admits(key, 'kms:GenerateDataKey*') && admits(key, 'kms:Decrypt')
      ? []
      : ['the key does not admit the sender']),
    ...(receivers.length > 0 ? [] : ['the topic has no receiver']),
  ];
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: { readonly Service?: string };
  readonly Action: string | readonly string[];
}

const all = [home, other].flatMap((from) => linksOf(from).map((link) => ({ from, link })));

test('the fifteen alarms of the benchmark are at home, and the alerts of services in each region', () => {
  const names = (from: SynthesizedTemplate) => linksOf(from).map(({ source }) => source);
  expect(ofType(home, 'AWS::CloudWatch::Alarm')).toHaveLength(15);
  expect(ofType(other, 'AWS::CloudWatch::Alarm')).toHaveLength(0);
  expect(names(other)).toEqual(names(home).filter((name) => names(other).includes(name)));
  expect(names(other)).toContain('palisade-account-rotation-failed');
});

test.each(all.map(({ from, link }) => [link.source, from, link] as const))(
  '%s reaches a receiver',
  (_, from, link) => {
    expect(cutsOf(from, link)).toEqual([]);
  },
);

describe('an alert that is cut off is noticed:', () => {
  const cut: readonly (readonly [string, (resources: Record<string, unknown>) => void, string])[] = [
    ['its topic goes', (resources) => drop(resources, 'AWS::SNS::Topic'), 'there is no topic'],
    [
      'its policy goes',
      (resources) => drop(resources, 'AWS::SNS::TopicPolicy'),
      'the topic does not admit the sender',
    ],
    [
      'its key admits nobody',
      (resources) => {
        for (const key of Object.values(resources) as SynthesizedTemplate['Resources'][string][]) {
          if (key.Type === 'AWS::KMS::Key') key.Properties.KeyPolicy.Statement = [];
        }
      },
      'the key does not admit the sender',
    ],
    [
      'its receivers go',
      (resources) => drop(resources, 'AWS::SNS::Subscription'),
      'the topic has no receiver',
    ],
  ];
  test.each(cut)('%s', (_, weaken, says) => {
    const weakened = structuredClone(home);
    weaken(weakened.Resources as Record<string, unknown>);
    for (const link of linksOf(home)) expect(cutsOf(weakened, link)).toContain(says);
  });
});

function drop(resources: Record<string, unknown>, type: string): void {
  for (const [id, resource] of Object.entries(resources)) {
    if ((resource as { readonly Type: string }).Type === type) delete resources[id];
  }
}

test('every alert names a runbook that exists, and every runbook is named', () => {
  const named = all.map(({ link }) => /Runbook: (docs\/runbooks\/[a-z-]+\.md)$/.exec(link.text)?.[1] ?? '');
  for (const path of named) expect([path, existsSync(packagePath(path))]).toEqual([path, true]);
  const files = readdirSync(packagePath('docs', 'runbooks')).map((file) => `docs/runbooks/${file}`);
  expect([...new Set(named)].sort()).toEqual(files.sort());
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
  const account = loadAccount(packagePath('examples', 'account.yaml'));
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
