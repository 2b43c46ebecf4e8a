import { expect, test } from '@jest/globals';
import { documentedAnswers } from '../../support/checkout-api/document.ts';
import { givenAnswers } from '../../support/checkout-api/held.ts';
import { accountScenarios } from './account-scenarios.ts';
import { paymentScenarios } from './payment-scenarios.ts';

test('each answer of the file is given once, and the functions that give them are held to it', async () => {
  for (const scenario of [...paymentScenarios, ...accountScenarios]) {
    await scenario('script');
    await scenario('person');
  }
  const elsewhere = ['NoSuchAddress 400', 'MethodNotAllowed 405'].flatMap((answer) =>
    ['application/problem+json', 'text/html'].map((type) => `${answer} ${type}`),
  );
  const given = [...givenAnswers].map((answer) =>
    answer.replace(/ (no_such_address|method_not_allowed)$/, ''),
  );
  const expected = [...documentedAnswers].map((answer) => answer.replace(/ no_such_address$/, ''));
  expect([...new Set(given)].sort()).toEqual([...expected, ...elsewhere].sort());
});
