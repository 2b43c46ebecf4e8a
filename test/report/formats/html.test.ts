import { beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { style } from '../../../lib/report/formats/html/style.ts';
import { formatHtml } from '../../../lib/report/formats/html.ts';
import { finding, reportOf } from '../../support/judged-report.ts';
import { acceptance } from '../../support/storefront.ts';

const report = reportOf([
  finding({}),
  finding({ status: 'accepted', logicalId: 'Mirror', acceptance: { ...acceptance, kind: 'risk' } }),
  finding({
    status: 'unknown',
    logicalId: 'Open',
    actual: 'unknown (parameter P is only known at deployment)',
  }),
  finding({ status: 'fail', logicalId: 'Bad', actual: '<script>alert(1)</script>' }),
]);
const page = formatHtml(report);
const { document } = new JSDOM(page).window;

const text = (selector: string) =>
  [...document.querySelectorAll(selector)].map((node) => node.textContent?.trim());

describe('the HTML report', () => {
  test('puts failures first, then what is unknown, each with what was seen and what to do', () => {
    const cards = text('article');
    expect(cards).toHaveLength(2);
    expect(cards[0]).toContain('failed EDGE-01');
    expect(cards[0]).toContain('<script>alert(1)</script>');
    expect(cards[0]).toContain('Redirect <b>now</b>.');
    expect(cards[1]).toContain('unknown EDGE-01');
  });

  test('lists what passed, with the value observed', () => {
    const rows = text('section:has(#rule-edge-01) tbody tr');
    expect(rows).toHaveLength(4);
    expect(rows.at(-1)).toContain('passed');
    expect(rows.at(-1)).toContain('https-only');
  });

  test('tells who accepted what, why and until when', () => {
    const [row] = text('#excused ~ .wide tbody tr');
    for (const part of [
      acceptance.reason,
      acceptance.owner,
      acceptance.approver,
      acceptance.ticket,
      acceptance.expires,
    ]) {
      expect(row).toContain(part);
    }
  });

  test('names the requirements of PCI DSS that a rule is evidence for', () => {
    expect(document.body.textContent).toContain('evidence for PCI DSS v4.0.1 4.2.1, 2.2.5');
  });

  test('never calls a shop compliant', () => {
    expect(page.toLowerCase()).not.toContain('complian');
  });

  test('needs no script, no network and no other file', () => {
    expect(document.querySelectorAll('script, link, img, iframe, object, embed')).toHaveLength(0);
    expect(page).not.toMatch(/url\(|@import|https?:\/\//);
  });

  test('carries the hash of the JSON report, so that the two can be matched', () => {
    expect(text('footer code')[0]).toMatch(/^[0-9a-f]{64}$/);
  });
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
