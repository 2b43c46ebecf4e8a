import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import { allRules, rules } from '../../lib/policy/rules/index.ts';
import { formats } from '../../lib/report/formats/index.ts';
import { buildReport, type Report } from '../../lib/report/report.ts';
import { storefront } from '../support/storefront.ts';

const distribution = (protocol: string) => ({
  Type: 'AWS::CloudFront::Distribution',
  Metadata: { 'aws:cdk:path': 'boutique-prod-edge/Shop/Distribution/Resource' },
  Properties: { DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: protocol } } },
});

function template(stack: string, protocol: string, more: Partial<TemplateSource> = {}): TemplateSource {
  return {
    name: `${stack}.json`,
    sha256: '00',
    stackName: `boutique-prod-${stack}`,
    body: {
      Metadata: { Palisade: { ...storefront, stack, stacks: ['dns', 'edge', 'data'] } },
      Resources: { Shop: distribution(protocol) },
    },
    ...more,
  };
}

function report(sources: readonly TemplateSource[], preview = false): Report {
  const model = new Model(sources);
  const texts = allRules.map((rule) => ({ ...rule, stage: preview ? ('preview' as const) : rule.stage }));
  return buildReport({
    findings: evaluate(model, rules),
    rules: texts,
    model,
    asOf: '2026-11-22',
  });
}

describe('a report', () => {
  const whole = report([template('edge', 'allow-all')]);

  test('says which environments were judged, and which of their stacks were not given', () => {
    expect(whole.storefronts).toEqual([
      {
        shop: 'boutique',
        environment: 'prod',
        purpose: 'production',
        domain: 'shop.boutique.example',
        account: '111111111111',
        templates: ['edge.json'],
        stacks: ['edge'],
        missingStacks: ['dns', 'data'],
        summary: whole.summary,
        gateways: [{ name: 'stripe', mode: 'live', integration: 'redirect' }],
        paymentPages: { patterns: ['/checkout/*'], scripts: [] },
        pciDss: expect.objectContaining({ outcome: 'SAQ A', always: [], assessor: false }),
        erasure: { days: 36, stores: [] },
      },
    ]);
    expect(report([{ name: 'a.json', sha256: '', body: { Resources: {} } }]).storefronts).toEqual([]);
  });

  const payments = (gateways: readonly JsonRecord[], scripts: readonly JsonRecord[] = []) => {
    const Palisade = { ...storefront, stack: 'edge', stacks: ['edge'], payments: { gateways, scripts } };
    return report([
      { name: 'edge.json', sha256: '00', body: { Metadata: { Palisade }, Resources: {} } },
    ]).storefronts.map(({ paymentPages }) => paymentPages);
  };
  const stripe = {
    name: 'stripe',
    mode: 'live',
    integration: 'fields',
    threeDSecure: 'inline',
    settings: {},
  };

  test('names whose scripts run where shoppers pay, and who answers for each of them', () => {
    const script = {
      host: 'https://fraud.example',
      owner: 'risk team',
      reason: 'stops fraud',
      pages: ['/*'],
    };
    const justified = { ...script, onPaymentPages: { justification: 'cards are tried there' } };
    expect(payments([stripe], [justified])).toEqual([
      {
        patterns: ['/checkout/*'],
        scripts: expect.arrayContaining([
          expect.objectContaining({ source: 'https://js.stripe.com', authorisedBy: 'Stripe' }),
          {
            source: 'https://fraud.example',
            authorisedBy: 'risk team',
            reason: 'stops fraud; cards are tried there',
            pages: ['/checkout/*'],
          },
        ]),
      },
    ]);
    expect(payments([{ ...stripe, integration: 'redirect' }], [script])[0]?.scripts).toEqual([]);
  });

  test('says why nobody can tell whose scripts run there, where the kit does not offer a gateway', () => {
    expect(payments([{ ...stripe, name: 'nobody' }])).toEqual([
      { patterns: ['/checkout/*'], scripts: [], unknown: expect.stringContaining('nobody') },
    ]);
  });

  test('says in each format until when an erased person is still somewhere', () => {
    const Resources = { Orders: { Type: 'AWS::SQS::Queue', Properties: {} } };
    const data = [{ resource: 'Orders', class: 'personal' }];
    const Palisade = { ...storefront, stack: 'data', stacks: ['data'], data };
    const found = report([{ name: 'data.json', sha256: '00', body: { Metadata: { Palisade }, Resources } }]);
    expect(found.storefronts[0]?.erasure).toEqual({
      days: 36,
      stores: [
        {
          template: 'data.json',
          logicalId: 'Orders',
          type: 'AWS::SQS::Queue',
          remnants: [{ in: 'messages', days: 4 }],
          days: 4,
        },
      ],
    });
    const written = (format: keyof typeof formats) => formats[format](found, { isColoured: false });
    expect(written('text')).toContain(
      'boutique prod: a person who was erased is gone from all backups 36 days later',
    );
    expect(written('html')).toContain('36 days after an erasure no backup brings the person back.');
    expect(written('html')).toContain('<b>4 days</b> AWS::SQS::Queue, messages: 4 days');
    expect(JSON.parse(written('json')).storefronts[0].erasure.days).toBe(36);
  });

  test('suggests what is filed about PCI DSS, with the level of each brand that has a count', () => {
    const pciDss = whole.storefronts[0]?.pciDss;
    expect(pciDss?.levels.map(({ brand, level }) => [brand, level])).toEqual([['visa', 4]]);
    expect(pciDss?.confirmations.map(({ id }) => id)).toContain('payment-page-origin');
    expect(pciDss?.reasons.at(-1)?.text).toMatch(/^The acquirer or the card brand decides/);
  });

  test('carries what a person reads about each rule, so that a format needs nothing besides', () => {
    const rule = whole.rules.find(({ id }) => id === 'EDGE-01');
    expect(rule).toEqual({
      severityReason: expect.stringMatching(/^[A-Z].{29,}\.$/),
      ...Object.fromEntries(
        Object.entries(allRules.find(({ id }) => id === 'EDGE-01') ?? {}).filter(([key]) =>
          textFields.includes(key),
        ),
      ),
      status: 'fail',
      version: '1.0.0',
    });
  });

  test('names in each form a rule in preview that objects, and the text counts what it found', () => {
    const found = report([template('edge', 'allow-all')], true);
    for (const form of ['text', 'html', 'markdown', 'junit', 'sarif', 'json'] as const) {
      expect(formats[form](found, { isColoured: false })).toMatch(/preview/);
      expect(formats[form](whole, { isColoured: false })).not.toMatch(/in preview|"preview"/);
    }
    expect(formats.github(found, { isColoured: false })).toMatch(/^::warning .*%2C in preview\)::/);
    expect(formats.text(found, { isColoured: false })).toMatch(/ failed, .* unknown, \d+ of them in preview/);
  });

  test('calls a rule not applicable that no template had anything to ask about', () => {
    const empty = report([{ name: 'a.json', sha256: '', body: { Resources: {} } }]);
    expect([...new Set(empty.rules.map(({ status }) => status))]).toEqual(['notApplicable']);
  });

  test('counts every finding once, under its status', () => {
    const sum = Object.values(whole.summary).reduce((one, other) => one + other, 0);
    expect(sum).toBe(whole.findings.length);
  });
});

const textFields = ['id', 'title', 'severity', 'why', 'fix', 'controls', 'since', 'stage'];

describe('the documented contract', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/report.md', 'utf8')) ?? [];
  const documented = JSON.parse(example);
  const printed = JSON.parse(formats.json(report([template('edge', 'https-only')]), { isColoured: false }));

  test('names the fields of a report, its rules, templates and storefronts, in their order', () => {
    expect(Object.keys(printed)).toEqual(Object.keys(documented));
    expect(Object.keys(printed.summary)).toEqual(Object.keys(documented.summary));
    for (const list of ['rules', 'templates', 'storefronts']) {
      expect(Object.keys(printed[list][0])).toEqual(Object.keys(documented[list][0]));
    }
    expect(printed.schema).toBe(documented.schema);
    expect(Object.keys(printed.tool)).toEqual(Object.keys(documented.tool));
  });

  test('names the fields of a finding, in their order', () => {
    const finding = printed.findings.find(
      ({ rule, status }: { rule: string; status: string }) => rule === 'EDGE-01' && status === 'pass',
    );
    expect(Object.keys(finding)).toEqual(Object.keys(documented.findings[0]));
    expect({ ...finding, fingerprint: '' }).toMatchObject({
      status: 'pass',
      logicalId: 'Shop',
      fingerprint: '',
    });
  });

  test('describes every further field of a finding', () => {
    const [, table = ''] =
      /## Fields of a finding\n([\s\S]*?)\n## /.exec(readFileSync('docs/report.md', 'utf8')) ?? [];
    const fields = new Set(printed.findings.flatMap((finding: object) => Object.keys(finding)));
    const known = Object.keys(documented.findings[0]);
    const further = [...fields].filter((field) => !known.includes(String(field)));
    expect(further).toContain('missingStack');
    for (const field of further) expect(table).toContain(`\`${field}\``);
  });
});

test.each([
  ['text', /boutique prod: PCI DSS SAQ A \(levels Visa 4\); the acquirer decides/],
  ['html', /PCI DSS SAQ A \(levels Visa 4\); the acquirer decides\./],
] as const)('the %s report names level and outcome of each environment', (name, line) => {
  expect(formats[name](report([template('edge', 'https-only')]), { isColoured: false })).toMatch(line);
});

test('the HTML report says which controls help a person to confirm a criterion of SAQ A', () => {
  const page = formats.html(report([template('edge', 'https-only')]), { isColoured: false });
  expect(page).toContain('Controls that help to confirm it: HDR-03, PAY-05.');
});

describe('every format', () => {
  test.each(Object.entries(formats))('writes %s from the report alone, the same each time', (_, format) => {
    const [one, other] = [1, 2].map(() =>
      format(report([template('edge', 'allow-all')]), { isColoured: false }),
    );
    expect(one).toContain('EDGE-01');
    expect(one).toContain('boutique');
    expect(other).toBe(one);
  });
});

describe('the text', () => {
  const text = (sources: readonly TemplateSource[]) => formats.text(report(sources), { isColoured: false });

  test('says which stacks a storefront was judged without', () => {
    expect(text([template('edge', 'https-only')])).toContain(
      'boutique prod was judged without its stacks dns, data\n',
    );
  });

  test('counts stacks where an assembly names them, and templates elsewhere', () => {
    expect(text([template('edge', 'https-only')])).toContain('\n1 stack, 1 resource, ');
    const { stackName: _, ...plain } = template('edge', 'https-only');
    expect(text([plain])).toContain('\n1 template, 1 resource, ');
  });
});
