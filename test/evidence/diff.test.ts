import { describe, expect, test } from '@jest/globals';
import { factsOf, UnreadableFile } from '../../lib/evidence/diff/bundle-facts.ts';
import { type Change, evidenceDiff, isWorse } from '../../lib/evidence/diff/evidence-diff.ts';
import {
  evidenceDiffAsJson,
  evidenceDiffAsMarkdown,
  evidenceDiffAsText,
} from '../../lib/evidence/diff/formats.ts';
import type { Manifest } from '../../lib/evidence/manifest/manifest.ts';
import { plain } from '../../lib/paint.ts';
import type { SignificantChange } from '../../lib/policy/diff/significant.ts';

const hash = 'a'.repeat(64);
const said: Manifest = {
  schema: 'palisade-evidence/1',
  tool: { name: 'palisade', version: '0.1.0', sha256: hash },
  ruleset: { version: '1.0.0', sha256: hash },
  judging: [],
  period: { from: '2026-01-01', to: '2026-12-31' },
  asOf: '2026-11-30',
  templates: [{ name: 'edge.json', sha256: hash }],
  files: [],
};

interface Said {
  readonly design?: string;
  readonly asked?: boolean;
  readonly state?: string | undefined;
  /** Days of records of what has to follow a significant change. */
  readonly days?: readonly string[];
  readonly page?: object;
  readonly status?: string | undefined;
  readonly stage?: string;
  readonly severity?: string;
  readonly isRuleGone?: boolean;
  readonly failOn?: string;
  readonly notAsked?: readonly string[];
  readonly ports?: readonly (readonly string[])[];
  readonly manifest?: Partial<Manifest>;
}

const reviewed = { id: 'patching', state: 'onFile', sha256: hash, reviewed: '2026-10-01' };

/** A bundle in which one row, one obligation, one finding and one register stand. */
function bundle({
  design = 'pass',
  asked = true,
  state = 'current',
  days = ['2026-11-01'],
  page = reviewed,
  status = 'pass',
  stage = 'enforced',
  severity = 'high',
  isRuleGone = false,
  failOn = 'info',
  notAsked = [],
  ports = [['Web in edge', 'in', '443']],
  manifest = {},
}: Said = {}) {
  const finding = {
    fingerprint: 'f1',
    rule: 'NET-01',
    status,
    template: 'edge.json',
    logicalId: 'Web',
    message: 'is open',
  };
  const files = {
    'matrix-shop-prod.json': { rows: [{ number: '1.2.5', asked, design }] },
    'year.json': {
      environments: [
        {
          shop: 'shop',
          environment: 'prod',
          due: state === 'gone' ? [] : [{ id: 'scan', state, event: 'significantChange', records: days }],
        },
      ],
    },
    'procedures.json': { procedures: 'id' in page ? [page] : [] },
    'registers-shop-prod.json': {
      registers: [{ title: 'Ports', columns: ['group', 'direction', 'ports'], rows: ports }],
    },
    'report.json': {
      findings: status === 'gone' ? [] : [finding],
      rules: isRuleGone ? [] : [{ id: 'NET-01', severity, stage }],
      judging: { failOn, notAsked },
    },
  };
  return factsOf(
    { ...said, ...manifest },
    new Map(Object.entries(files).map(([path, body]) => [path, Buffer.from(JSON.stringify(body))])),
  );
}

/** The one change between two bundles. */
function change(before: Said, after: Said): Change {
  const { changes } = evidenceDiff(bundle(before), bundle(after));
  expect(changes).toHaveLength(1);
  return changes[0] as Change;
}

test('two bundles that say the same differ in nothing', () => {
  const diff = evidenceDiff(bundle(), bundle());
  expect([diff.changes, isWorse(diff)]).toEqual([[], false]);
});

describe('how strictly it was judged', () => {
  test.each([
    ['a rule that is less severe', {}, { severity: 'low' }, 'worse'],
    ['a rule that is more severe', {}, { severity: 'critical' }, 'other'],
    ['a rule in preview that was enforced', {}, { stage: 'preview' }, 'worse'],
    ['a rule that is not asked of every template', {}, { notAsked: ['NET-01'] }, 'worse'],
    ['a rule that is gone', {}, { isRuleGone: true }, 'worse'],
    ['a rule that came', { isRuleGone: true }, {}, 'other'],
    ['findings that fail from a graver severity on', {}, { failOn: 'critical' }, 'worse'],
    ['findings that fail from a lesser severity on', { failOn: 'critical' }, {}, 'other'],
  ] as const)('%s', (_, before, after, is) => {
    expect(change(before, after)).toMatchObject({ area: 'judging', is });
  });

  const judgedBy = (is: Manifest['judging'][number]['is'], sha256: string) => ({
    manifest: { judging: [{ is, name: 'file', sha256 }] },
  });

  test.each(['central policy', 'own rules'] as const)(
    '%s with another content, or not there any longer, has to be read',
    (is) => {
      const [past, now] = [judgedBy(is, hash), judgedBy(is, 'b'.repeat(64))];
      expect([change(past, now).is, change(past, {}).is, change({}, now).is]).toEqual([
        'worse',
        'worse',
        'other',
      ]);
    },
  );

  test('a palisade file with another content is weighed by what came of it', () => {
    expect(change(judgedBy('palisade file', hash), judgedBy('palisade file', 'b'.repeat(64))).is).toBe(
      'other',
    );
  });
});

describe('a row of the matrix', () => {
  test.each([
    ['pass', 'fail', 'worse'],
    ['pass', 'unknown', 'worse'],
    ['pass', 'accepted', 'worse'],
    ['notApplicable', 'notAssessed', 'worse'],
    ['accepted', 'unknown', 'worse'],
    ['unknown', 'fail', 'worse'],
    ['fail', 'pass', 'better'],
    ['accepted', 'pass', 'better'],
    ['fail', 'unknown', 'other'],
    ['fail', 'accepted', 'other'],
    ['accepted', 'declared', 'other'],
  ] as const)('from %s to %s is %s', (before, after, is) => {
    expect(change({ design: before }, { design: after })).toMatchObject({
      area: 'requirements',
      what: 'shop-prod 1.2.5',
      is,
    });
  });

  test('is worse where it is asked for anew, and neither where it is not any longer', () => {
    const [anew, gone] = [change({ asked: false }, {}), change({}, { asked: false })];
    expect([anew.is, gone.is]).toEqual(['worse', 'other']);
  });
});

describe('a finding', () => {
  test.each([
    ['pass', 'fail', 'worse'],
    ['gone', 'unknown', 'worse'],
    ['fail', 'pass', 'better'],
    ['fail', 'gone', 'better'],
    ['fail', 'accepted', 'other'],
  ] as const)('from %s to %s is %s', (before, after, is) => {
    expect(change({ status: before }, { status: after })).toMatchObject({ area: 'findings', is });
  });

  test('that fails instead of being unknown is no other finding, and one of a rule in preview is none', () => {
    expect(evidenceDiff(bundle({ status: 'fail' }), bundle({ status: 'unknown' })).changes).toEqual([]);
    const [before, after] = [bundle({ stage: 'preview' }), bundle({ stage: 'preview', status: 'fail' })];
    expect(evidenceDiff(before, after).changes).toEqual([]);
  });

  test('is not fixed where its template was not judged again', () => {
    const { changes } = evidenceDiff(
      bundle({ status: 'fail' }),
      bundle({ status: 'gone', manifest: { templates: [] } }),
    );
    expect(changes.map(({ area, is }) => [area, is])).toEqual([
      ['findings', 'other'],
      ['templates', 'other'],
    ]);
  });
});

describe('an obligation', () => {
  test.each([
    ['current', 'overdue', 'worse'],
    ['current', 'incomplete', 'worse'],
    ['gone', 'none', 'worse'],
    ['overdue', 'current', 'better'],
    ['overdue', 'incomplete', 'other'],
    ['gone', 'current', 'other'],
    ['none', 'gone', 'other'],
  ] as const)('from %s to %s is %s', (before, after, is) => {
    expect(change({ state: before }, { state: after })).toMatchObject({ area: 'obligations', is });
  });
});

describe('a page of procedures', () => {
  const altered = { ...reviewed, sha256: 'b'.repeat(64) };
  test.each<[string, object, object, Change['is']]>([
    ['is overdue', reviewed, { ...reviewed, state: 'open' }, 'worse'],
    ['is missing', reviewed, { id: 'patching', state: 'missing' }, 'worse'],
    ['is no longer told of', reviewed, {}, 'worse'],
    ['was altered and not reviewed since', reviewed, altered, 'worse'],
    ['was altered and reviewed', reviewed, { ...altered, reviewed: '2026-11-20' }, 'other'],
    ['was filled in', { ...reviewed, state: 'open' }, altered, 'better'],
    ['is told of for the first time', {}, reviewed, 'other'],
  ])('that %s is weighed', (_, before, after, is) => {
    expect(change({ page: before }, { page: after })).toMatchObject({
      area: 'procedures',
      what: 'patching',
      is,
    });
  });
});

describe('a significant change', () => {
  const came: SignificantChange = {
    kind: 'systems',
    says: 'a system is new',
    subject: 'Copies (AWS::S3::Bucket)',
    place: 'data.json',
    how: 'added',
  };
  const later = { asOf: '2026-12-31' };

  test('is told, and is worse where nothing is recorded since of what has to follow it', () => {
    const diff = evidenceDiff(bundle(), bundle({ manifest: later }), [came]);
    expect(diff.changes.map(({ area, what, after, is }) => [area, what, after, is])).toEqual([
      ['significant', 'Copies (AWS::S3::Bucket) in data.json, since a system is new', 'added', 'other'],
      [
        'obligations',
        'shop-prod scan, which has to follow a significant change',
        'no record since 2026-11-30',
        'worse',
      ],
    ]);
  });

  test('is followed by a record of a later day', () => {
    const after = bundle({ manifest: later, days: ['2026-11-01', '2026-12-20'] });
    expect(isWorse(evidenceDiff(bundle(), after, [came]))).toBe(false);
  });
});

test('rows of a register are told as they came, went and changed, also those that begin alike', () => {
  const before = [
    ['Web', 'in', '80'],
    ['Web', 'in', '443'],
    ['Old', 'in', '22'],
  ];
  const after = [
    ['Web', 'in', '443'],
    ['Web', 'in', '8443'],
    ['New', 'out', '443'],
  ];
  const { changes } = evidenceDiff(bundle({ ports: before }), bundle({ ports: after }));
  expect(changes.map(({ what, before: was, after: is }) => [what, was, is])).toEqual([
    ['shop-prod Ports: Web', 'direction in; ports 80', 'direction in; ports 8443'],
    ['shop-prod Ports: Old', 'direction in; ports 22', undefined],
    ['shop-prod Ports: New', undefined, 'direction out; ports 443'],
  ]);
});

test('another program, other rules, another palisade file and another template are told, and are nothing worse', () => {
  const other = 'b'.repeat(64);
  const diff = evidenceDiff(
    bundle(),
    bundle({
      manifest: {
        tool: { ...said.tool, sha256: other },
        ruleset: { version: '1.1.0', sha256: other },
        judging: [{ is: 'palisade file', name: 'palisade.yaml', sha256: other }],
        templates: [{ name: 'edge.json', sha256: other }],
      },
    }),
  );
  expect(diff.changes.map(({ area, what }) => `${area} ${what}`)).toEqual([
    'judging palisade',
    'judging rules',
    'judging palisade file palisade.yaml',
    'templates edge.json',
  ]);
  expect(isWorse(diff)).toBe(false);
});

test('an environment that is no longer there is worse', () => {
  const gone = { ...bundle(), environments: new Set<string>(), requirements: new Map() };
  const diff = evidenceDiff(bundle(), gone);
  expect(diff.changes).toEqual([
    { area: 'environments', what: 'shop-prod', before: 'judged', after: undefined, is: 'worse' },
  ]);
});

test('a bundle of another form is named by its file', () => {
  expect(() => factsOf(said, new Map([['year.json', Buffer.from('{}')]]))).toThrow(UnreadableFile);
});

describe('a comparison', () => {
  const diff = evidenceDiff(bundle(), bundle({ design: 'fail', ports: [['Web | x', 'in', '443']] }));

  test('reads in a terminal by its parts, with a sum', () => {
    expect(evidenceDiffAsText(diff, plain).split('\n')).toEqual([
      'Evidence of 2026-11-30 by rules 1.0.0, compared with that of 2026-11-30 by rules 1.0.0',
      'Requirements',
      '  worse   shop-prod 1.2.5: pass, asked for → fail, asked for',
      'Registers',
      '  other   shop-prod Ports: Web in edge: direction in; ports 443 → not there',
      '  other   shop-prod Ports: Web | x: not there → direction in; ports 443',
      '1 worse, 0 better, 2 changed otherwise',
      '',
    ]);
  });

  test('is a table of Markdown in which no field ends a cell', () => {
    const text = evidenceDiffAsMarkdown(diff);
    expect(text).toContain('| worse | shop-prod 1.2.5 | pass, asked for | fail, asked for |');
    expect(text).toContain('| other | shop-prod Ports: Web \\| x |  | direction in; ports 443 |');
  });

  test('is JSON with a schema, both sides and every change', () => {
    const read = JSON.parse(evidenceDiffAsJson(diff));
    expect(read).toMatchObject({ schema: 'palisade-evidence-diff/1', before: { asOf: '2026-11-30' } });
    expect(read.changes).toHaveLength(3);
  });
});
