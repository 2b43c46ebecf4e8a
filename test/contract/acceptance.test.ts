import { describe, expect, test } from '@jest/globals';
import {
  isRecommendation,
  readFileAcceptances,
  readTemplateAcceptances,
} from '../../lib/contract/acceptance.ts';
import { acceptance } from '../support/storefront.ts';

const recommended = {
  ...acceptance,
  rule: 'AwsSolutions::AwsSolutions-CFR1',
  approver: 'palisade',
  decision: 'every-country',
};
const confirmed = { by: 'Jane Roe', on: '2026-11-23' };

test('a person accepts, and the kit recommends', () => {
  const { acceptances, malformed } = readTemplateAcceptances([
    acceptance,
    recommended,
    { ...recommended, confirmed },
  ]);
  expect(acceptances.map(isRecommendation)).toEqual([false, true, true]);
  expect(malformed).toEqual([]);
});

test('a recommendation may be about one finding of a rule of another pack', () => {
  const rule = 'AwsSolutions::AwsSolutions-IAM5[Resource::<Site.Arn>/releases/*]';
  const entry = { ...recommended, decision: 'release-files' };
  expect(readTemplateAcceptances([{ ...entry, rule }]).malformed).toEqual([]);
  expect(
    readTemplateAcceptances([{ ...entry, rule: 'AwsSolutions::AwsSolutions-IAM51' }]).malformed,
  ).toHaveLength(1);
});

test.each([
  [
    'the kit without a decision of its own',
    { ...acceptance, approver: ' Palisade' },
    'approver: must be a person: palisade approves nothing by itself',
  ],
  [
    'a decision that the kit has not taken',
    { ...recommended, decision: 'toString' },
    'decision: must be a decision of palisade about this rule',
  ],
  [
    'a decision of the kit about another rule',
    { ...recommended, rule: 'EDGE-01' },
    'decision: must be a decision of palisade about this rule',
  ],
  [
    'a decision of the kit that somebody else approves',
    { ...recommended, approver: 'security@boutique.example' },
    'approver: is "security@boutique.example"; expected palisade',
  ],
  [
    'a confirmation by the owner',
    { ...recommended, confirmed: { ...confirmed, by: 'OPS@boutique.example' } },
    'confirmed.by: must differ from the owner',
  ],
  [
    'a confirmation on no day of the calendar',
    { ...recommended, confirmed: { ...confirmed, on: '2026-02-30' } },
    'confirmed.on: must be a day of the calendar',
  ],
])('an acceptance that names %s is refused', (_, entry, mistake) => {
  expect(readTemplateAcceptances([entry])).toMatchObject({
    acceptances: [],
    malformed: [{ mistakes: [mistake] }],
  });
});

describe('in a file', () => {
  test('the kit recommends nothing', () => {
    expect(readFileAcceptances([recommended]).malformed).toMatchObject([
      {
        entry: { rule: recommended.rule, resource: 'Bad' },
        mistakes: expect.arrayContaining(['approver: must be a person: palisade approves nothing by itself']),
      },
    ]);
  });

  test('a person accepts', () => {
    expect(readFileAcceptances([acceptance])).toEqual({ acceptances: [acceptance], malformed: [] });
  });
});
