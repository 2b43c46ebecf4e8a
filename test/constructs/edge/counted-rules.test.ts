import { describe, expect, test } from '@jest/globals';
import { createApp, emptyApp } from '../../../lib/app.ts';
import { readInput } from '../../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { rules } from '../../../lib/policy/rules/index.ts';
import { verdictOf } from '../../support/firewall.ts';
import { withResources } from '../../support/mutations.ts';
import { exampleWith, onlyOne, type SynthesizedTemplate } from '../../support/synth.ts';

const [rule, group] = ['AWSManagedRulesCommonRuleSet/CrossSiteScripting_BODY', 'AWSManagedRulesSQLiRuleSet'];
const agreed = { owner: 'ops', approver: 'ciso', ticket: 'SHOP-7', from: '2026-11-01', until: '2026-11-30' };
const config = exampleWith({
  firewall: {
    count: [
      { rule, ...agreed },
      { rule: group, ...agreed },
    ],
  },
});

function synthesized() {
  const app = createApp(config, { app: emptyApp(), today: '2026-11-15' });
  return readInput(app.synth().directory);
}

const sources = synthesized();
const edge = sources.find(({ name }) => name.includes('edge'))?.body as unknown as SynthesizedTemplate;
const acl = onlyOne(edge, 'AWS::WAFv2::WebACL');

describe('a managed rule and a group that count', () => {
  test('let requests through, and everything else of the firewall still blocks', async () => {
    const post = { method: 'POST', path: '/api/session', bodySize: 100 };
    const offending = await verdictOf(edge, { ...post, offends: ['body'] });
    expect([offending.action, offending.by]).toEqual(['block', 'managed-rules-elsewhere']);
    const labels = JSON.stringify(acl.Rules.at(-1));
    expect(labels).not.toContain('CrossSiteScripting_Body');
    expect(labels).not.toContain('sql-database');
    expect(labels).toContain('GenericLFI_Body');
  });

  test('are reported as accepted until their last day, and never as passed', () => {
    const judged = evaluate(new Model(sources), rules, { asOf: '2026-11-30' });
    const found = judged.filter(({ about }) => about === rule || about === group);
    expect(found.map(({ status, about }) => [status, about]).sort()).toEqual([
      ['accepted', rule],
      ['accepted', group],
    ]);
    expect(found.map(({ acceptance }) => [acceptance?.owner, acceptance?.approver])).toEqual([
      ['ops', 'ciso'],
      ['ops', 'ciso'],
    ]);
  });

  test('fail on the day after', () => {
    const judged = evaluate(new Model(sources), rules, { asOf: '2026-12-01' });
    const failed = judged.filter(({ rule: id, status }) => id === 'WAF-03' && status === 'fail');
    expect(failed.map(({ about }) => about).sort()).toEqual([rule, group]);
  });

  test('cover no other rule that somebody lets count', () => {
    const weakened = withResources(sources, 'boutique-prod-edge.template.json', (resources) => {
      // biome-ignore lint/suspicious/noExplicitAny: the test changes what the template has.
      for (const { Type, Properties } of Object.values(resources) as any[])
        if (Type === 'AWS::WAFv2::WebACL')
          Properties.Rules.at(-2).OverrideAction = Properties.Rules.at(-3).OverrideAction = { Count: {} };
    });
    const failed = evaluate(new Model(weakened), rules).filter(
      ({ rule: id, status }) => id === 'WAF-03' && status === 'fail',
    );
    expect(failed.map(({ about }) => about)).toEqual(['AWSManagedRulesKnownBadInputsRuleSet']);
  });
});

test.each(['2026-10-31', '2026-12-01'])('synthesis refuses the file on %s', (today) => {
  const message = `the storefront file: environments.prod.firewall.count[0]: found "${rule}", which counts from 2026-11-01 to 2026-11-30, on ${today}, remove it, so that it blocks, or agree on new days with its approver`;
  expect(() => createApp(config, { app: emptyApp(), today })).toThrow(message);
});

test('the days decide whether there are templates, and nothing in them', () => {
  const texts = ['2026-11-01', '2026-11-30'].map((today) =>
    JSON.stringify(
      readInput(createApp(config, { app: emptyApp(), today }).synth().directory).map(({ body }) => body),
    ),
  );
  expect(texts[0]).toBe(texts[1]);
});
