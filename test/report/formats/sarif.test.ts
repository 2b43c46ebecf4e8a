import { describe, expect, test } from '@jest/globals';
import { formatSarif } from '../../../lib/report/formats/sarif.ts';
import { finding, reportOf, ruleText } from '../../support/judged-report.ts';
import { acceptance } from '../../support/storefront.ts';

const options = { isColoured: false, folder: 'infra/cdk.out', app: 'infra' };
const runOf = (...[findings, rules]: Parameters<typeof reportOf>) =>
  JSON.parse(formatSarif(reportOf(findings, rules), options)).runs[0];
const declaration = { control: 'EDGE-01', owner: 'platform', arn: 'arn:aws:iam::111111111111:role/x' };
const fail = {
  status: 'fail',
  actual: 'allow-all',
  message: 'Properties.Protocol is allow-all',
  line: 7,
} as const;

describe('the SARIF report', () => {
  test('lists every rule that was run, with its words and a score that code scanning sorts by', () => {
    expect(runOf([]).tool.driver).toEqual({
      name: 'palisade',
      semanticVersion: '0.1.0',
      rules: [
        {
          id: 'EDGE-01',
          shortDescription: { text: 'Viewers can only use HTTPS' },
          fullDescription: { text: 'Clear text leaks.' },
          help: {
            text: 'Redirect <b>now</b>.\nSeverity critical: Everybody on the way reads along.',
            markdown:
              'Clear text leaks.\n\n**Fix:** Redirect <b>now</b>.\n\nSeverity critical: Everybody on the way reads along.',
          },
          defaultConfiguration: { level: 'error' },
          properties: {
            tags: ['security', 'EDGE-01'],
            precision: 'high',
            'security-severity': '9.5',
            since: '0.1.0',
            stage: 'enforced',
          },
        },
      ],
    });
  });

  test('leaves out what passed and what was not applicable', () => {
    expect(runOf([finding({}), finding({ status: 'notApplicable' })]).results).toEqual([]);
  });

  test('names the line of the template, from the folder in which the command runs', () => {
    const [result] = runOf([finding(fail)]).results;
    expect(result).toMatchObject({
      ruleId: 'EDGE-01',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: 'Shop: Properties.Protocol is allow-all' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'infra/cdk.out/edge.template.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 7 },
          },
          logicalLocations: [
            { name: 'Shop', fullyQualifiedName: 'boutique-prod-edge/Shop', kind: 'resource' },
          ],
        },
      ],
      partialFingerprints: { 'palisadeFingerprint/v1': '0123456789abcdef' },
      suppressions: [],
      properties: { status: 'fail', severity: 'critical', actual: 'allow-all', expected: 'https-only' },
    });
    expect(result.relatedLocations).toBeUndefined();
  });

  test('names the line of code first where the assembly tells it, and the template beside it', () => {
    const [result] = runOf([finding({ ...fail, source: 'lib/shop stack.ts:12' })]).results;
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'infra/lib/shop%20stack.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 12 },
    });
    expect(result.relatedLocations[0].physicalLocation.artifactLocation.uri).toBe(
      'infra/cdk.out/edge.template.json',
    );
  });

  test.each([
    [
      'a#b?c 100%.json',
      { uri: 'infra/cdk.out/a%23b%3Fc%20100%25.json', uriBaseId: '%SRCROOT%' },
      'infra/cdk.out',
    ],
    ['möbel.json', { uri: 'infra/cdk.out/m%C3%B6bel.json', uriBaseId: '%SRCROOT%' }, 'infra/cdk.out'],
    ['a.json', { uri: 'file:///srv/build%201/a.json' }, '/srv/build 1'],
  ])('writes the path of %s as a URI', (template, artifactLocation, folder) => {
    const text = formatSarif(reportOf([finding({ ...fail, template })]), { isColoured: false, folder });
    const [run] = JSON.parse(text).runs;
    expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual(artifactLocation);
    expect(Object.keys(run.originalUriBaseIds)).toEqual(['%SRCROOT%']);
  });

  test('shows what is undecided like a failure, since readers show no result of another kind', () => {
    const [result] = runOf([finding({ ...fail, status: 'unknown' })]).results;
    expect([result.kind, result.level, result.message.text]).toEqual([
      'fail',
      'error',
      'Undecided. Shop: Properties.Protocol is allow-all',
    ]);
  });

  test('suppresses what somebody answers for, and says who, why and until when', () => {
    const { results } = runOf([
      finding({ ...fail, status: 'accepted', acceptance: { ...acceptance, kind: 'risk' } }),
      finding({ ...fail, status: 'declared', declaration }),
    ]);
    for (const { suppressions } of results) {
      expect(suppressions).toMatchObject([{ kind: 'external' }]);
    }
    expect(results[0].suppressions[0].justification).toContain(acceptance.reason);
    expect(results[0].suppressions[0].justification).toContain(`until ${acceptance.expires}`);
    expect(results[1].suppressions[0].justification).toBe(
      `Owned by ${declaration.owner}: ${declaration.arn}`,
    );
  });

  test('suppresses nothing that an account goes without, and calls it a note, like a rule in preview', () => {
    const preview = { ...ruleText, stage: 'preview' } as const;
    const [declined] = runOf([finding({ ...fail, status: 'declined' })]).results;
    const [inPreview] = runOf([finding(fail)], [preview]).results;
    expect([declined.level, declined.suppressions]).toEqual(['note', []]);
    expect([inPreview.level, inPreview.suppressions]).toEqual(['note', []]);
  });
});
