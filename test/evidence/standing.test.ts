import { describe, expect, test } from '@jest/globals';
import type { EvidenceRecord } from '../../lib/evidence/records/record.ts';
import { standingOf } from '../../lib/evidence/records/standing.ts';
import type { Obligation } from '../../lib/evidence/scope/obligations.ts';

const scans: Obligation = {
  id: 'asv-scans',
  requirement: '11.3.2',
  do: 'Have it scanned.',
  everyDays: 92,
  atLeastYearly: 4,
  by: 'a vendor',
  record: 'asvScan',
};
const scan = (date: string, change: Partial<EvidenceRecord> = {}): EvidenceRecord => ({
  kind: 'asvScan',
  date,
  by: 'Example Scanning',
  result: 'passed',
  ...change,
});
const quarterly = ['2025-12-15', '2026-03-10', '2026-06-05', '2026-09-01', '2026-11-20'].map((date) =>
  scan(date),
);

function standing(records: readonly EvidenceRecord[], obligation = scans) {
  const period = { from: '2026-01-01', to: '2026-12-31' };
  const { state, due, said } = standingOf(obligation, {
    records,
    environment: 'prod',
    period,
    asOf: '2026-11-30',
  });
  return { state, due, said };
}

describe('four scans a year, at most 92 days apart,', () => {
  test('are current where no stretch of the period is longer, until the next is due', () => {
    expect(standing(quarterly)).toEqual({
      state: 'current',
      due: '2027-02-20',
      said: 'Last recorded on 2026-11-20, due again by 2027-02-20.',
    });
  });

  test('are open without any record, the first of the period being due as if it had begun with one', () => {
    expect(standing([])).toEqual({
      state: 'none',
      due: '2026-04-03',
      said: 'No record shows it. The first of the period was due by 2026-04-03.',
    });
    expect(standing([], { ...scans, everyDays: 365 })).toEqual({
      state: 'none',
      due: '2027-01-01',
      said: 'No record shows it.',
    });
  });

  test.each([
    [
      'the last is too long ago',
      quarterly.slice(0, 4).with(3, scan('2026-08-20')),
      'overdue',
      'Last recorded on 2026-08-20, it was due by 2026-11-20.',
    ],
    [
      'one is missing in between',
      quarterly.filter(({ date }) => date !== '2026-06-05'),
      'incomplete',
      'Between 2026-03-10 and 2026-09-01 it is not recorded often enough.',
    ],
    [
      'the first comes late in the period',
      quarterly.slice(2),
      'incomplete',
      'Between 2026-01-01 and 2026-06-05 it is not recorded often enough.',
    ],
    [
      'one failed',
      quarterly.with(2, scan('2026-06-05', { result: 'failed' })),
      'incomplete',
      'Between 2026-03-10 and 2026-09-01 it is not recorded often enough.',
    ],
    [
      'one is of another environment',
      quarterly.with(2, scan('2026-06-05', { environment: 'staging' })),
      'incomplete',
      'Between 2026-03-10 and 2026-09-01 it is not recorded often enough.',
    ],
    [
      'the document of the last has ended',
      quarterly.with(4, scan('2026-11-20', { until: '2026-11-25' })),
      'overdue',
      'Last recorded on 2026-11-20, it was due by 2026-11-25.',
    ],
    [
      'the last is of a later day',
      [...quarterly.slice(0, 3), scan('2026-12-01')],
      'overdue',
      'Last recorded on 2026-06-05, it was due by 2026-09-05.',
    ],
  ])('are not where %s', (_, records, state, said) => {
    expect(standing(records)).toMatchObject({ state, said });
  });
});

describe('what follows a significant change', () => {
  const { everyDays: _, atLeastYearly: __, ...afterChange } = scans;
  const rescan: Obligation = { ...afterChange, after: 'a significant change', event: 'significantChange' };
  const change = (date: string): EvidenceRecord => ({
    kind: 'significantChange',
    date,
    by: 'Jane Roe',
    about: 'a gateway more',
  });

  test('is incomplete where no record tells of a change', () => {
    expect(standing(quarterly, rescan).state).toBe('incomplete');
  });

  test('is current where it came after the last change, on the same day at the earliest', () => {
    expect(standing([...quarterly, change('2026-11-20')], rescan)).toMatchObject({
      state: 'current',
      said: 'Last recorded on 2026-11-20, after the change of 2026-11-20.',
    });
  });

  test('is overdue where it came before the last change, also where it is done regularly', () => {
    const late = [...quarterly, change('2026-11-21')];
    const said = 'Last recorded on 2026-11-20, and not after the change of 2026-11-21 (a gateway more).';
    expect(standing(late, rescan)).toMatchObject({ state: 'overdue', said });
    expect(standing(late, { ...scans, event: 'significantChange' })).toMatchObject({
      state: 'overdue',
      said,
    });
  });

  test('is not asked for by a change of a later day, of another environment, or by none', () => {
    const others = [change('2026-12-05'), { ...change('2026-11-25'), environment: 'staging' }];
    expect(standing([...quarterly, ...others], rescan).state).toBe('incomplete');
    expect(standing([...quarterly, change('2026-11-25')]).state).toBe('current');
  });
});
