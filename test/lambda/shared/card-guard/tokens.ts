import { expect, test } from '@jest/globals';
import { isCardNumber } from '../../../../lambda/shared/card-guard/whole-number.ts';
import { testNumbers } from '../support/measurement.ts';
import { type Seeded, seeded } from '../support/seeded.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const hex = '0123456789abcdef';

/** What each gateway's script makes of a card, in the form in which it is known publicly. */
const forms: Readonly<Record<string, (choose: Seeded) => string>> = {
  square: ({ text }) => `cnon:${text(60, `${letters}0123456789_-`)}`,
  braintree: ({ text }) =>
    `tokencc_bh_${[6, 6, 6, 6, 6].map((length) => text(length, 'bcdfghjkmnpqrstvwxyz23456789')).join('_')}_${text(3, hex)}`,
  'braintree as UUID': ({ text }) => [8, 4, 4, 4, 12].map((length) => text(length, hex)).join('-'),
  mollie: ({ text }) => `tkn_${text(10, `${letters}0123456789`)}`,
  mercadopago: ({ text }) => text(32, hex),
  authorizenet: ({ text, digits }) =>
    Buffer.from(
      JSON.stringify({ code: `50_2_${text(96, hex.toUpperCase())}`, token: digits(22), v: '1.1' }),
    ).toString('base64'),
};

/** Holds the guard to refusing none of so many random tokens of each gateway, and each number of a card. */
export function testTokens(count: number): void {
  test.each(Object.entries(forms))(
    `none of ${count} random tokens of %s is taken for a card`,
    (name, make) => {
      const choose = seeded(name.length * 7919 + count);
      const refused = Array.from({ length: count }, () => make(choose)).filter(isCardNumber);
      expect(refused).toEqual([]);
    },
  );

  test.each(testNumbers)('a token that is a number of %s, %s, is refused', (_, number) => {
    const written = [
      number,
      number.replace(/(.{4})/g, '$1-'),
      number.split('').join('.'),
      encodeURIComponent(number.replace(/(.{4})/g, '$1 ')),
      Buffer.from(number).toString('base64'),
    ];
    expect(written.filter((text) => !isCardNumber(text))).toEqual([]);
  });
}
