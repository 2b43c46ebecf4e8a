import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { hdr07Alarm } from '../../lib/policy/rules/hdr/hdr-07-alarm.ts';
import { waf06Alarm } from '../../lib/policy/rules/waf/waf-06-alarm.ts';
import { accountTemplates, exampleAccount } from '../support/account.ts';
import { boutiqueTemplates } from '../support/boutique.ts';
import { write } from '../support/mutations.ts';

const shop = boutiqueTemplates();
const account = accountTemplates();
const security = 'arn:aws:sns:us-east-1:111111111111:palisade-account-security';

/** What the rules about alarms say of where an alarm of the boutique goes. */
function actionsIn(...sources: readonly TemplateSource[]) {
  return evaluate(new Model(sources), [hdr07Alarm, waf06Alarm]).filter(
    ({ path, type }) =>
      path === 'Properties.AlarmActions[0]' || /^AWS::SNS::/.test(type) || type === 'AWS::KMS::Key',
  );
}

/** The firewall's alarm with another action. */
function withAction(arn: string): readonly TemplateSource[] {
  return shop.map((source) =>
    changedIn(source, 'AWS::CloudWatch::Alarm', (alarm) => {
      if (JSON.stringify(alarm).includes('BlockedRequests'))
        write({ alarm }, 'alarm.Properties.AlarmActions', [arn]);
    }),
  );
}

function changedIn(
  source: TemplateSource,
  type: string,
  change: (resource: JsonRecord, resources: Record<string, JsonRecord>, id: string) => void,
): TemplateSource {
  const body = structuredClone(source.body) as { readonly Resources: Record<string, JsonRecord> };
  for (const [id, resource] of Object.entries(body.Resources)) {
    if (resource['Type'] === type) change(resource, body.Resources, id);
  }
  return { ...source, body: body as unknown as JsonRecord };
}

const drop = (type: string) =>
  account.map((source) => changedIn(source, type, (_, resources, id) => delete resources[id]));

describe('an alarm of a shop', () => {
  test('is left to the account where the account was not given, and never passes', () => {
    const seen = actionsIn(...shop);
    expect(seen.length).toBeGreaterThan(1);
    for (const { status, declaration, message } of seen) {
      expect(status).toBe('declared');
      expect(declaration).toMatchObject({
        control: 'DET-06',
        arn: 'arn:aws:sns:*:111111111111:palisade-account-*',
      });
      expect(message).toMatch(/is a topic of the account, whose templates are not among those given$/);
    }
  });

  test('passes where the account was given, has the topic and lets it through', () => {
    const seen = actionsIn(...shop, ...account);
    expect(seen.length).toBeGreaterThan(1);
    expect([...new Set(seen.map(({ status }) => status))]).toEqual(['pass']);
  });

  test('passes with templates alone, which tell no more of their place than their contracts do', () => {
    const bare = [...shop, ...account].map(
      ({ name, sha256, body }): TemplateSource => ({ name, sha256, body }),
    );
    expect(actionsIn(...bare).map(({ status }) => status)).toEqual(['pass', 'pass']);
  });

  test.each([
    ['has no such topic', 'AWS::SNS::Topic', /expected the ARN of a topic or function$/],
    ['lets nobody listen', 'AWS::SNS::Subscription', /lacks an AWS::SNS::Subscription$/],
  ])('fails where the account %s', (_, type, says) => {
    const failed = actionsIn(...shop, ...drop(type)).filter(({ status }) => status === 'fail');
    expect(failed.length).toBeGreaterThan(1);
    for (const { message } of failed) expect(message).toMatch(says);
  });

  test('fails where the key of the topic lets no alarm publish', () => {
    const locked = account.map((source) =>
      changedIn(source, 'AWS::KMS::Key', (key) => write({ key }, 'key.Properties.KeyPolicy.Statement', [])),
    );
    const failed = actionsIn(...shop, ...locked).filter(({ status }) => status === 'fail');
    expect(failed.map(({ message }) => message)).toContain(
      'Properties.KeyPolicy lacks a statement that lets cloudwatch.amazonaws.com use kms:Decrypt and kms:GenerateDataKey',
    );
  });

  test('fails where the policy of the topic admits somebody else', () => {
    const closed = account.map((source) =>
      changedIn(source, 'AWS::SNS::TopicPolicy', (policy) => {
        const text = JSON.stringify(policy).replaceAll('cloudwatch.amazonaws.com', 'budgets.amazonaws.com');
        Object.assign(policy, JSON.parse(text));
      }),
    );
    const failed = actionsIn(...shop, ...closed).filter(({ status }) => status === 'fail');
    expect(failed.map(({ message }) => message)).toEqual(
      Array(2).fill(
        'Properties.PolicyDocument lacks a statement that lets cloudwatch.amazonaws.com use sns:Publish',
      ),
    );
  });

  test('fails where the account leaves out its region, and says what to write', () => {
    const smaller = accountTemplates({ ...exampleAccount(), regions: ['us-east-1'] });
    const [failed, ...others] = actionsIn(...shop, ...smaller).filter(({ status }) => status === 'fail');
    expect(others).toEqual([]);
    expect(failed?.message).toMatch(
      /is a topic of the account 111111111111, which has none in eu-west-1: add eu-west-1 to regions of account\.yaml$/,
    );
  });
});

describe('the topic of an alarm', () => {
  test('is believed in no other region', () => {
    const elsewhere = actionsIn(...withAction(security.replace('us-east-1', 'eu-west-1')), ...account);
    expect(elsewhere).toContainEqual(
      expect.objectContaining({
        status: 'fail',
        message: expect.stringMatching(/is a topic in eu-west-1, and no alarm in us-east-1 reaches it$/),
      }),
    );
  });

  test.each([
    ['of another account', security.replace('111111111111', '333333333333')],
    ['that nobody knows', security.replace('security', 'spares')],
  ])('is unknown where it is one %s, and nobody answers for it', (_, arn) => {
    for (const sources of [withAction(arn), [...withAction(arn), ...account]]) {
      const statuses = actionsIn(...sources).map(({ status, rule }) => `${rule} ${status}`);
      expect(statuses).toContain('WAF-06-alarm unknown');
    }
  });
});
