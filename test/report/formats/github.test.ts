import { describe, expect, test } from '@jest/globals';
import { formatGithub } from '../../../lib/report/formats/github.ts';
import { finding, reportOf, ruleText } from '../../support/judged-report.ts';

const lines = (...[findings, rules]: Parameters<typeof reportOf>) =>
  formatGithub(reportOf(findings, rules), { isColoured: false, folder: 'cdk.out', app: '.' }).split('\n');

describe('the annotations of GitHub', () => {
  test('are an error for each finding that stops, with file, line, rule and fix, and the sums at the end', () => {
    expect(
      lines([
        finding({}),
        finding({ status: 'fail', message: 'is allow-all', line: 7 }),
        finding({ status: 'unknown', message: 'is unknown', line: 9, source: 'lib/shop.ts:12' }),
      ]),
    ).toEqual([
      '::error file=cdk.out/edge.template.json,line=7,title=EDGE-01 failed (critical)::Shop: is allow-all%0Afix: Redirect <b>now</b>.',
      '::error file=lib/shop.ts,line=12,title=EDGE-01 undecided (critical)::Shop: is unknown%0Afix: Redirect <b>now</b>.',
      '::notice title=Palisade::Profile storefront, since nobody asked for another one: every rule',
      '0 stacks, 0 resources, 1 rule: 1 passed, 1 failed, 1 unknown, 0 accepted, 0 declared, 0 not applicable',
      '',
    ]);
  });

  test('are warnings for a rule in preview, which stops nothing', () => {
    const [line] = lines([finding({ status: 'fail' })], [{ ...ruleText, stage: 'preview' }]);
    expect(line).toMatch(/^::warning /);
  });

  test('let no template write a command of its own', () => {
    const [line, ...others] = lines([
      finding({ status: 'fail', message: 'x\n::set-env name=A::b\r%0A', template: 'a,line=1::b.json' }),
    ]);
    expect(line).toContain('file=cdk.out/a%2Cline=1%3A%3Ab.json,');
    expect(line).toContain('::Shop: x%0A::set-env name=A::b%0D%250A%0Afix: ');
    expect(others).toHaveLength(3);
  });
});
