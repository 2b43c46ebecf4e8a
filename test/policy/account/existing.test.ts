import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { section } from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import type { AccountConfig } from '../../../lib/config/account/account-config.ts';
import { isBlocking } from '../../../lib/policy/finding.ts';
import { accountTemplates, exampleAccount, existingThroughout } from '../../support/account.ts';
import { boutiqueTemplates } from '../../support/boutique.ts';
import { run } from '../../support/run.ts';
import { judged } from './weakened.ts';

const folder = mkdtempSync(join(tmpdir(), 'palisade-'));
afterAll(() => rmSync(folder, { recursive: true }));

const services = /^AWS::(CloudTrail|Config|GuardDuty|SecurityHub|AccessAnalyzer|Macie|InspectorV2)::/;
const declarable = [
  'LOG-01',
  'LOG-02',
  'LOG-03',
  'LOG-04',
  'LOG-08',
  'DET-01',
  'DET-02',
  'DET-03',
  'DET-04',
  'DET-05',
  'DET-07',
];
const typesIn = (sources: readonly TemplateSource[]) =>
  sources.flatMap(({ body }) =>
    Object.values(section(body, 'Resources')).map((resource) => String((resource as { Type: string }).Type)),
  );
const statusesOf = (sources: readonly TemplateSource[], rule: string) => [
  ...new Set(
    judged(sources)
      .filter((finding) => finding.rule === rule)
      .map(({ status }) => status),
  ),
];

function reported(sources: readonly TemplateSource[], format: string) {
  for (const { name, body } of sources) writeFileSync(join(folder, name), JSON.stringify(body));
  return run('check', folder, '--format', format);
}

describe('an account in which every service exists already', () => {
  const sources = accountTemplates(exampleAccount({ detection: existingThroughout }));

  test('makes none of them', () => {
    expect(typesIn(sources).filter((type) => services.test(type))).toEqual([]);
  });

  test.each(declarable.filter((rule) => rule !== 'LOG-08'))(
    'declares %s once, and passes it nowhere',
    (rule) => {
      expect(judged(sources).filter((finding) => finding.rule === rule)).toMatchObject([
        { status: 'declared', declaration: { owner: 'platform@boutique.example' } },
      ]);
    },
  );

  test('declares the alarms of the benchmark, and shows the rules that hear the same', () => {
    expect(statusesOf(sources, 'LOG-08').sort()).toEqual(['declared', 'pass']);
  });

  test('is blocked by no rule', () => {
    expect(judged(sources).filter(isBlocking)).toEqual([]);
  });

  test('names owner and ARN of each in the report as text', () => {
    const { code, out } = reported(sources, 'text');
    expect(code).toBe(0);
    for (const rule of declarable) {
      expect(out).toMatch(new RegExp(`DECLARED {2}${rule} .*owned by platform@boutique.example: arn:aws:`));
    }
  });

  test('names them in the report as JSON, where the rule is declared and not passed', () => {
    const report = JSON.parse(reported(sources, 'json').out);
    const statuses = report.rules.filter(({ id }: { id: string }) => declarable.includes(id));
    expect(statuses.map(({ status }: { status: string }) => status)).toEqual(
      declarable.map(() => 'declared'),
    );
    expect(report.summary.declared).toBe(declarable.length);
  });

  test('names them in the report as HTML', () => {
    const { out } = reported(sources, 'html');
    const declared = out.match(/<li class="entry" data-status="declared".*?<details/gs) ?? [];
    for (const rule of declarable) {
      const entry = declared.find((text) => text.includes(`<p>${rule} (`) || text.includes(`, ${rule} (`));
      expect(entry).toContain('platform@boutique.example');
    }
    expect(out).toContain('arn:aws:cloudtrail:eu-west-1:333333333333:trail/organization');
  });
});

describe('an account that goes without services', () => {
  const declined = { declined: 'the budget of this year' };
  const detection: AccountConfig['detection'] = {
    ...existingThroughout,
    cloudTrail: declined,
    guardDuty: declined,
    inspector: declined,
  };
  const sources = accountTemplates(exampleAccount({ detection }));

  test.each(['LOG-01', 'LOG-08', 'DET-01', 'DET-04'])('does not meet %s, with the reason', (rule) => {
    expect(judged(sources).filter((finding) => finding.rule === rule)).toMatchObject([
      { status: 'declined', message: 'not met: the budget of this year' },
    ]);
  });

  test.each([
    ['text', /DECLINED {2}LOG-01 .*not met: the budget of this year/],
    ['json', /"declined": 7/],
    ['html', /<span class="status declined">not met, declined<\/span>/],
  ])('says so in the report as %s', (format, says) => {
    expect(reported(sources, format).out).toMatch(says);
  });
});

describe('an account of which a template is missing', () => {
  const [home, other] = accountTemplates();

  test('leaves unknown what lies in the region that was not given', () => {
    expect(
      judged(home ? [home] : []).filter(({ rule, status }) => rule === 'DET-01' && status === 'unknown'),
    ).toMatchObject([{ missingStack: 'palisade-account-us-east-1' }]);
  });

  test('leaves the trail unknown without its home region', () => {
    expect(judged(other ? [other] : []).filter(({ rule }) => rule === 'LOG-01')).toMatchObject([
      { status: 'unknown', missingStack: 'palisade-account-eu-west-1' },
    ]);
  });
});

describe('a shop', () => {
  const found = judged(boutiqueTemplates('prod'));

  test.each([...declarable, 'DET-06', 'DET-06-events', 'EDGE-10-alert'])(
    'is not asked %s, and the subject is named',
    (rule) => {
      const asked = found.filter((finding) => finding.rule === rule);
      expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 'notApplicable'));
      expect(asked.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/^the account has it, not the shop: \w+/),
      );
    },
  );
});
