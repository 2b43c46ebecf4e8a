import { expect, test } from '@jest/globals';
import { evaluate } from '../../../lib/policy/evaluate.ts';
import { modelOf } from '../../support/rule-cases.ts';
import { storefront } from '../../support/storefront.ts';

const model = modelOf({
  resources: {},
  storefront: { ...storefront, securityTxt: { expires: '2027-11-29' } },
});

const foundOn = (asOf: string | undefined) =>
  evaluate(model, [], asOf === undefined ? {} : { asOf })
    .filter(({ rule }) => rule === 'TEMPLATE-security-txt')
    .map(({ status, message }) => [status, message]);

test.each([
  ['2027-10-31', '29 days away'],
  ['2027-11-29', '0 days away'],
  ['2027-11-30', 'which is over'],
])('on %s a text that ends on 2027-11-29 fails', (asOf, when) => {
  expect(foundOn(asOf)).toEqual([
    [
      'fail',
      `Metadata.Palisade.securityTxt.expires is 2027-11-29, ${when}; make sure that the security contact answers, and write the day as securityTxt.reviewed`,
    ],
  ]);
});

test.each(['2027-10-30', '2026-11-30', undefined])('on %s it does not', (asOf) => {
  expect(foundOn(asOf)).toEqual([]);
});
