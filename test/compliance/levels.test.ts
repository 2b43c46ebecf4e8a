import { describe, expect, test } from '@jest/globals';
import { brandLevels, brandPrograms } from '../../lib/compliance/levels.ts';
import { type CardBrand, cardBrands, type YearlyCount } from '../../lib/contract/schema.ts';

function merchantLevel(brand: CardBrand, ecommerce: number, total = ecommerce): number | undefined {
  return brandLevels('merchant', { [brand]: { ecommerce, total } })[0]?.level;
}

describe('the level of a merchant', () => {
  test.each<[CardBrand, number, number, number | undefined]>([
    ['visa', 0, 6_000_001, 1],
    ['visa', 0, 6_000_000, 2],
    ['visa', 0, 1_000_000, 2],
    ['visa', 20_000, 999_999, 3],
    ['visa', 19_999, 999_999, 4],
    ['visa', 19_999, 19_999, 4],
    ['mastercard', 0, 6_000_001, 1],
    ['mastercard', 0, 1_000_001, 2],
    ['mastercard', 0, 1_000_000, 4],
    ['mastercard', 20_001, 1_000_000, 3],
    ['mastercard', 20_000, 1_000_000, 4],
    ['amex', 2_500_000, 2_500_000, 1],
    ['amex', 0, 50_000, 2],
    ['amex', 0, 10_000, 3],
    ['amex', 9_999, 9_999, 4],
    ['discover', 0, 6_000_000, 1],
    ['discover', 0, 1_000_000, 2],
    ['discover', 999_999, 999_999, 3],
    ['jcb', 0, 1_000_000, 1],
    ['jcb', 999_999, 999_999, 2],
    ['unionpay', 9_000_000, 9_000_000, undefined],
  ])('with %s for %i transactions online of %i is %s', (brand, ecommerce, total, level) => {
    expect(merchantLevel(brand, ecommerce, total)).toBe(level);
  });

  test('with Mastercard is at least the one with Visa, and says so', () => {
    const levels = brandLevels('merchant', {
      visa: { ecommerce: 0, total: 7_000_000 },
      mastercard: { ecommerce: 100, total: 100 },
    });
    expect(levels.map(({ brand, level }) => [brand, level])).toEqual([
      ['visa', 1],
      ['mastercard', 1],
    ]);
    expect(levels[1]?.because).toBe(
      'Mastercard takes over level 1 of Visa, which is stricter than level 4 of its own counts. Maestro counts with Mastercard.',
    );
  });

  test('adds no count of one brand to that of another', () => {
    const half: YearlyCount = { ecommerce: 0, total: 600_000 };
    expect(brandLevels('merchant', { visa: half, amex: half }).map(({ level }) => level)).toEqual([4, 2]);
  });

  test('is explained with the count, the threshold, its source and the day of the table', () => {
    expect(brandLevels('merchant', { visa: { ecommerce: 120_000, total: 150_000 } })).toEqual([
      {
        brand: 'visa',
        level: 3,
        validation: 'SAQ',
        because:
          'Visa: 150,000 transactions, 120,000 of them online, are level 3, which begins from 20,000 online transactions.',
        source: brandPrograms().brands.visa.source,
        asOf: '2026-11-29',
        verified: 'secondary',
      },
    ]);
  });

  test('is left to the acquirer where the brand publishes no thresholds', () => {
    const [unionpay] = brandLevels('merchant', { unionpay: { ecommerce: 1, total: 1 } });
    expect(unionpay).not.toHaveProperty('validation');
    expect(unionpay?.because).toContain('the acquirer says');
  });
});

describe('the level of a service provider', () => {
  test.each<[CardBrand, number, number | undefined]>([
    ['visa', 300_001, 1],
    ['visa', 300_000, 2],
    ['mastercard', 300_001, 1],
    ['mastercard', 300_000, 2],
    ['amex', 2_500_000, 1],
    ['amex', 2_499_999, 2],
    ['discover', 300_001, 1],
    ['discover', 300_000, 2],
    ['jcb', 1, 1],
    ['unionpay', 1, undefined],
  ])('with %s for %i transactions is %s', (brand, total, level) => {
    expect(brandLevels('serviceProvider', { [brand]: { ecommerce: total, total } })[0]?.level).toBe(level);
  });

  test('is told with what its counts do not show', () => {
    const [mastercard] = brandLevels('serviceProvider', { mastercard: { ecommerce: 1, total: 1 } });
    expect(mastercard?.because).toContain('All third-party processors');
  });

  test('does not follow from the level of a merchant with another brand', () => {
    const levels = brandLevels('serviceProvider', {
      visa: { ecommerce: 0, total: 400_000 },
      mastercard: { ecommerce: 0, total: 1 },
    });
    expect(levels.map(({ level }) => level)).toEqual([1, 2]);
  });
});

test('each table goes from the strictest level to that of everybody else', () => {
  for (const brand of cardBrands) {
    const { merchant, serviceProvider } = brandPrograms().brands[brand];
    for (const levels of [merchant, serviceProvider].filter(({ length }) => length > 0)) {
      expect(levels.map(({ level }) => level)).toEqual(levels.map((_, index) => index + 1));
      expect(levels.filter(({ when }) => !when)).toEqual([levels.at(-1)]);
    }
  }
});
