import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { obligations } from '../../../lib/evidence/scope/obligations.ts';
import { plain } from '../../../lib/paint.ts';
import { diffOf } from '../../../lib/policy/diff/diff.ts';
import table from '../../../lib/policy/diff/significant.json' with { type: 'json' };
import { significance } from '../../../lib/policy/diff/significant.ts';
import { strictest } from '../../../lib/policy/judging.ts';
import { diffAsJson } from '../../../lib/report/diff/json.ts';
import { diffAsMarkdown } from '../../../lib/report/diff/markdown.ts';
import { diffAsText } from '../../../lib/report/diff/text.ts';
import { seen } from './pairs.ts';
import { type Shop, shopTemplates, withBackups } from './shop-edits.ts';

const before = seen(shopTemplates());

function comparedWith(change: (shop: Shop) => void) {
  return { ...diffOf(before, seen(shopTemplates(change))), judging: strictest, rules: 1, lenience: [] };
}

function kindsOf(change: (shop: Shop) => void): readonly string[] {
  return [...new Set((comparedWith(change).significant ?? []).map(({ kind }) => kind))];
}

/** Says something else in the contract of each template. */
function everywhere(from: string, to: string): (shop: Shop) => void {
  return ({ rewrite }) => {
    for (const stack of ['network', 'data', 'payments', 'edge'] as const)
      rewrite(stack, (text) => text.replaceAll(from, to));
  };
}

const bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
const noBoundary = ({ rewrite }: Shop) =>
  rewrite('network', (text) => text.replaceAll('"Fn::GetAZs":""', '"Fn::GetAZs":{"Ref":"AWS::Region"}'));

describe('a change is significant', () => {
  test.each<[string, string, (shop: Shop) => void]>([
    [
      'a gateway is integrated otherwise',
      'flow',
      everywhere('"integration":"redirect"', '"integration":"fields"'),
    ],
    ['a payment page has another path', 'flow', everywhere('"pattern":"/checkout/*"', '"pattern":"/pay/*"')],
    ['a bucket is new', 'systems', ({ add }) => add('data', 'Copies', bucket)],
    [
      'a function runs on another runtime',
      'upgrades',
      ({ set }) => set('payments', 'PaymentCallback', 'Properties.Runtime', 'nodejs26.x'),
    ],
    [
      'a security group lets in another port',
      'boundary',
      ({ append }) =>
        append('network', 'GroupsFunctions', 'Properties.SecurityGroupEgress', {
          CidrIp: '10.0.0.0/8',
          IpProtocol: 'tcp',
          FromPort: 8443,
          ToPort: 8443,
        }),
    ],
    [
      'a web ACL has one rule less',
      'boundary',
      ({ update }) => update('edge', 'Firewall', 'Properties.Rules', less),
    ],
    [
      'the shop has another name',
      'boundary',
      everywhere('"domain":"shop.boutique.example"', '"domain":"boutique.example"'),
    ],
    ['no flow log is kept', 'support', ({ remove }) => remove('network', 'NetworkLogsFlowLog')],
    [
      'a key rotates otherwise',
      'support',
      ({ set }) => set('data', 'OrdersTableKey', 'Properties.RotationPeriodInDays', 90),
    ],
  ])('where %s', (_, kind, change) => {
    expect(kindsOf(change)).toContain(kind);
  });
});

function less(value: unknown) {
  return (value as never[]).slice(1);
}

describe('a change is not significant', () => {
  test.each<[string, (shop: Shop) => void]>([
    ['nothing changed', () => undefined],
    [
      'a function has other code and more memory',
      ({ set }) => {
        set('payments', 'PaymentCallback', 'Properties.Code.S3Key', 'other.zip');
        set('payments', 'PaymentCallback', 'Properties.MemorySize', 1024);
      },
    ],
    [
      'a security group is described and tagged otherwise',
      ({ set }) => {
        set('network', 'GroupsFunctions', 'Properties.GroupDescription', 'of the functions');
        set('network', 'GroupsFunctions', 'Properties.Tags', [{ Key: 'team', Value: 'web' }]);
      },
    ],
    [
      'a group has another logical id',
      ({ rename }) => rename('network', 'GroupsFunctions', 'GroupOfFunctions'),
    ],
    ['the region is named in place of the own', noBoundary],
    [
      'an alarm has another threshold',
      ({ set }) => set('payments', 'FunctionAlarmsPaymentCallbackErrors', 'Properties.Threshold', 2),
    ],
  ])('where %s', (_, change) => {
    expect(comparedWith(change).significant).toEqual([]);
  });
});

test('the file of kinds names parts of the contract, types of resources and days alone', () => {
  const type = z.string().regex(/^AWS::\w+::\w+$/);
  const part = z.enum(['gateways', 'paymentPages', 'names', 'network', 'declared', 'systems', 'scripts']);
  const kind = z.strictObject({
    says: z.string(),
    contract: z.array(part).optional(),
    added: z.array(type).optional(),
    any: z.array(type).optional(),
    changed: z.record(type, z.array(z.string())).optional(),
  });
  const file = z.strictObject({
    asOf: z.iso.date(),
    standard: z.string(),
    source: z.url(),
    note: z.string(),
    follows: z.array(z.string()),
    kinds: z.record(z.string(), kind),
  });
  expect(file.safeParse(table).error).toBeUndefined();
});

test('the numbers that follow are those of the obligations that wait for a significant change', () => {
  const waiting = obligations().obligations.filter(({ event }) => event === 'significantChange');
  expect(new Set(significance.follows)).toEqual(new Set(waiting.map(({ requirement }) => requirement)));
});

test('nothing is said of environments in which every gateway is in test mode', () => {
  const testing = seen(shopTemplates(everywhere('"mode":"live"', '"mode":"test"')));
  expect(diffOf(testing, testing).significant).toBeUndefined();
  expect(diffOf(testing, before).significant?.map(({ kind }) => kind)).toContain('flow');
});

test('an environment that came has its systems told', () => {
  const found = diffOf(before, seen(shopTemplates(undefined, withBackups))).significant ?? [];
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['systems', 'support']));
});

describe('a significant change', () => {
  const diff = comparedWith(({ add }) => add('data', 'Copies', bucket));

  test('is a line of the text, with what follows', () => {
    const text = diffAsText(diff, plain);
    expect(text).toContain(
      'significant  systems  Copies (AWS::S3::Bucket)  boutique-prod-data.template.json: a system is new: added',
    );
    expect(text).toContain('A significant change (PCI DSS v4.0.1): 6.5.2, 11.3.1.3, 11.3.2.1');
  });

  test('is a part of the JSON, with the day on which the kinds were read', () => {
    expect(JSON.parse(diffAsJson(diff)).significant).toMatchObject({
      standard: 'PCI DSS v4.0.1',
      asOf: significance.asOf,
      follows: significance.follows,
      changes: [{ kind: 'systems', subject: 'Copies (AWS::S3::Bucket)', how: 'added' }],
    });
  });

  test('is a table of the Markdown', () => {
    const text = diffAsMarkdown(diff);
    expect(text).toContain('#### Significant change');
    expect(text).toMatch(/\| systems: a system is new \| Copies .* \| added \|/);
  });

  test('is denied where there is none, and what nobody reads is named', () => {
    const none = comparedWith(() => undefined);
    expect(diffAsText(none, plain)).toContain('The templates show no significant change (PCI DSS v4.0.1)');
    expect(JSON.parse(diffAsJson(none)).significant).toMatchObject({ follows: [], changes: [] });
  });
});
