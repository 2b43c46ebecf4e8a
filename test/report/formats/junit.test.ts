import { describe, expect, test } from '@jest/globals';
import { JSDOM } from 'jsdom';
import { formatJunit } from '../../../lib/report/formats/junit.ts';
import { finding, reportOf, ruleText } from '../../support/judged-report.ts';
import { acceptance } from '../../support/storefront.ts';

/** Read by somebody else's parser, which refuses what is no XML. */
function read(...[findings, rules]: Parameters<typeof reportOf>): Document {
  return new JSDOM(formatJunit(reportOf(findings, rules)), { contentType: 'text/xml' }).window.document;
}

const sums = (element: Element | null) =>
  ['tests', 'failures', 'errors', 'skipped'].map((name) => element?.getAttribute(name));

describe('the JUnit report', () => {
  test('has a suite for each template and in it a case for each rule and resource', () => {
    const document = read([
      finding({}),
      finding({ path: 'Properties.Other' }),
      finding({ logicalId: 'Mirror' }),
      finding({ template: 'data.template.json' }),
      finding({ status: 'notApplicable', logicalId: 'Idle' }),
    ]);
    expect(sums(document.querySelector('testsuites'))).toEqual(['3', '0', '0', null]);
    expect([...document.querySelectorAll('testsuite')].map((suite) => suite.getAttribute('name'))).toEqual([
      'edge.template.json',
      'data.template.json',
      'palisade',
    ]);
    const [first] = document.querySelectorAll('testcase');
    expect(first?.getAttribute('name')).toBe('EDGE-01 Viewers can only use HTTPS');
    expect(first?.getAttribute('classname')).toBe('boutique-prod-edge.Shop');
    expect(first?.children).toHaveLength(0);
  });

  test('fails a case for what failed and for what is undecided, with the fix once', () => {
    const document = read([
      finding({ status: 'fail', message: 'a is <b> & "c"' }),
      finding({ status: 'unknown', message: 'd is unknown' }),
    ]);
    expect(sums(document.querySelector('testsuite'))).toEqual(['1', '1', '0', '0']);
    const failure = document.querySelector('failure');
    expect(failure?.getAttribute('type')).toBe('critical');
    expect(failure?.getAttribute('message')).toBe('a is <b> & "c"');
    expect(failure?.textContent).toBe(
      'fail: a is <b> & "c"\nunknown: d is unknown\nfix: Redirect <b>now</b>.',
    );
  });

  test('skips what somebody answers for and what a rule in preview says, and never calls it passed', () => {
    const accepted = finding({ status: 'accepted', acceptance: { ...acceptance, kind: 'risk' } });
    const declined = finding({ status: 'declined', logicalId: 'Account' });
    const document = read([accepted, declined]);
    expect(sums(document.querySelector('testsuite'))).toEqual(['2', '0', '0', '2']);
    expect([...document.querySelectorAll('skipped')].map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^accepted: /),
      expect.stringMatching(/^declined: /),
    ]);
    const preview = read([finding({ status: 'fail' })], [{ ...ruleText, stage: 'preview' }]);
    expect(sums(preview.querySelector('testsuite'))).toEqual(['1', '0', '0', '1']);
  });

  test('stays XML whatever a template holds', () => {
    const message = 'a\u0000b\u0007c\uFFFEd\uD800e]]>f\tg\nh';
    const document = read([finding({ status: 'fail', message, logicalId: '"><x/>' })]);
    expect(document.querySelector('failure')?.getAttribute('message')).toBe(
      'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe]]>f\tg\nh',
    );
    expect(document.querySelector('x')).toBeNull();
  });
});
