import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { Model } from '../../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { style } from '../../../lib/report/formats/html/style.ts';
import { formatHtml } from '../../../lib/report/formats/html.ts';
import { buildReport } from '../../../lib/report/report.ts';
import { finding, reportOf, ruleText } from '../../support/judged-report.ts';
import { acceptance, storefront } from '../../support/storefront.ts';

const injected = {
  actual: '<script>alert(1)</script>',
  message: 'Properties.Protocol is <script>alert(1)</script>',
};
const report = reportOf([
  finding({}),
  finding({ status: 'accepted', logicalId: 'Mirror', acceptance: { ...acceptance, kind: 'risk' } }),
  finding({
    status: 'unknown',
    logicalId: 'Open',
    message: 'Properties.Protocol is only known at deployment',
    fingerprint: '3',
    actual: 'unknown (parameter P is only known at deployment)',
  }),
  finding({ status: 'fail', logicalId: 'Bad', ...injected, fingerprint: '1' }),
  finding({ status: 'fail', logicalId: 'Worse', ...injected, fingerprint: '2' }),
]);
const page = formatHtml(report);
const { document } = new JSDOM(page).window;

const textIn = (from: Document, selector: string) =>
  [...from.querySelectorAll(selector)].map((node) => node.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '');
const text = (selector: string) => textIn(document, selector);

describe('the HTML report', () => {
  test('begins with the verdict, the sums and what fails first', () => {
    expect(text('.verdict')).toEqual(['3 findings stop a deployment. 0 templates, 0 resources, 1 rule']);
    expect(text('.sums div')).toEqual([
      'failed2',
      'unknown1',
      'not met, declined0',
      'in the baseline0',
      'accepted1',
      'declared0',
      'passed1',
      'not applicable0',
    ]);
    expect(text('.first li')).toEqual(['EDGE-01 Viewers can only use HTTPS critical, 3 places']);
  });

  test('tells each rule that objects once with its remedy, failures first, and equal observations together', () => {
    const [objection, ...others] = text('.objection');
    expect(others).toEqual([]);
    expect(objection).toContain('What to do: Redirect <b>now</b>.');
    const [failed, unknown] = text('.objection .seen > li');
    expect(failed).toMatch(/^failed .* is <script>alert\(1\)<\/script>; expected: https-only .*Bad .*Worse /);
    expect(unknown).toMatch(/^unknown .*Open/);
  });

  test('says that nothing stops a deployment only where no enforced rule objects', () => {
    const verdictOf = (stage: 'preview' | 'enforced') =>
      textIn(
        new JSDOM(formatHtml(reportOf([finding({ status: 'unknown' })], [{ ...ruleText, stage }]))).window
          .document,
        '.verdict strong',
      );
    expect(verdictOf('enforced')).toEqual(['1 finding stops a deployment.']);
    expect(verdictOf('preview')).toEqual(['Nothing stops a deployment.']);
  });

  test('lists below each rule what it looked at, with the value observed', () => {
    const lines = text('#rule-edge-01 .seen > li');
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toMatch(/^passed .*https-only/);
  });

  test('tells who accepted what, why and until when', () => {
    const [entry] = text('#excused .entry');
    const { reason, owner, approver, ticket, expires } = acceptance;
    for (const part of [reason, owner, approver, ticket, expires]) expect(entry).toContain(part);
  });

  test('names the requirements of PCI DSS that a rule is evidence for', () => {
    expect(document.body.textContent).toContain('evidence for PCI DSS v4.0.1 4.2.1, 2.2.5');
  });

  test('never calls a shop compliant', () => {
    expect(page.toLowerCase()).not.toContain('complian');
  });

  test('loads nothing, and allows its own style and script alone', () => {
    expect(document.querySelectorAll('link, img, iframe, object, embed, [style], [onclick]')).toHaveLength(0);
    expect(page).not.toMatch(/url\(|@import|https?:\/\//);
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content');
    const hash = (selector: string) =>
      createHash('sha256')
        .update(document.querySelector(selector)?.textContent ?? '')
        .digest('base64');
    expect(document.querySelectorAll('script')).toHaveLength(1);
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash('style')}'; script-src 'sha256-${hash('script')}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test('shows no control that does nothing without its script', () => {
    expect(document.querySelector('#finder')?.hasAttribute('hidden')).toBe(true);
    expect(document.querySelector('#whole')?.closest('[hidden]')).toBeNull();
  });

  test('carries the hash of the JSON report, so that the two can be matched', () => {
    expect(text('footer code')[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the card of an environment', () => {
  const cardOf = (change: object) => {
    const model = new Model([
      {
        name: 'edge.json',
        sha256: '00',
        body: {
          Metadata: { Palisade: { ...storefront, stacks: ['edge', 'data'], ...change } },
          Resources: {},
        },
      },
    ]);
    const shop = formatHtml(buildReport({ findings: [], rules: [ruleText], model, asOf: '2026-11-22' }));
    const from = new JSDOM(shop).window.document;
    expect(textIn(from, 'h1')).toEqual(['boutique']);
    return textIn(from, '.card')[0];
  };
  const paying = (name: string) => ({
    payments: {
      gateways: [{ name, mode: 'live', integration: 'fields', threeDSecure: 'inline', settings: {} }],
      scripts: [],
    },
  });

  test('names its address, its stacks, what is filed and who owns scripts where shoppers pay', () => {
    const card = cardOf(paying('stripe'));
    for (const part of [
      'prod production',
      'shop.boutique.example, AWS account 111111111111',
      '1 of 2: edge; not given: data',
      'SAQ A-EP (levels Visa 4); the acquirer decides',
      'stripe by fields (live)',
      '/checkout/*: boutique owns the shop’s own; Stripe owns https://*.js.stripe.com, https://js.stripe.com',
    ]) {
      expect(card).toContain(part);
    }
  });

  test('says that scripts are unknown where nobody knows the gateway', () => {
    expect(cardOf(paying('nobody'))).toMatch(/Scripts where shoppers pay ?unknown: .*nobody/);
  });
});

test('a repository with one shop says in which folder it lies, and sums the findings of the others by themselves', () => {
  const source = (name: string, body: TemplateSource['body']) => ({ name, sha256: '00', body });
  const model = new Model([
    source('shop/cdk.out/edge.json', {
      Metadata: { Palisade: { ...storefront, stacks: ['edge'] } },
      Resources: {},
    }),
    source('teams/one.json', { Resources: {} }),
    source('teams/two.json', { Resources: {} }),
  ]);
  const findings = [
    finding({ template: 'shop/cdk.out/edge.json' }),
    finding({ template: 'teams/one.json', status: 'fail', fingerprint: '1' }),
    finding({ template: 'teams/two.json', status: 'fail', fingerprint: '2' }),
  ];
  const html = formatHtml(buildReport({ findings, rules: [ruleText], model, asOf: '2026-11-22' }));
  const from = new JSDOM(html).window.document;
  expect(textIn(from, '.card')[0]).toMatch(/all 1: edge, in shop\/cdk\.out .*Findings ?1 passed/);
  expect(textIn(from, '.overview p')).toContain('2 other templates of no shop: 2 failed');
});

describe('the HTML report is accessible:', () => {
  let violations: readonly axe.Result[] = [];
  beforeAll(async () => {
    const { window } = new JSDOM(page, { runScripts: 'outside-only' });
    window.eval(axe.source);
    // jsdom lays nothing out, so contrast is computed below from the colours themselves.
    const options = { rules: { 'color-contrast': { enabled: false } } };
    const result = await (window as unknown as { axe: typeof axe }).axe.run(window.document, options);
    violations = result.violations;
  });

  test('axe finds no violation', () => {
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  const schemes = [...style.text.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) => colours(block));

  test.each(['light', 'dark', 'print'].map((name, index) => [name, schemes[index] ?? {}] as const))(
    'every colour of the %s scheme has a contrast of at least 4.5 to 1 on page and panel',
    (_, { page: ground, panel, line, ...inks }) => {
      expect(Object.keys(inks).length).toBeGreaterThanOrEqual(8);
      expect(line).toBeDefined();
      for (const [name, ink] of Object.entries(inks)) {
        for (const under of [ground, panel]) {
          expect([name, contrast(ink, under ?? '')]).toEqual([name, expect.any(Number)]);
          expect(contrast(ink, under ?? '')).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );
});

function colours(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([a-z]+): (#[0-9a-f]{3,6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** Contrast ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const hex =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join('') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
