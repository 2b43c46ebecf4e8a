import { expect, test } from '@jest/globals';
import { refusal } from '../../../../lambda/shared/card-guard/card-guard.ts';

test('a request without card data is not refused', () => {
  expect(refusal({ body: '{"order":"B-1"}', headers: { host: ['shop.example'] } })).toBeUndefined();
});

test('a request with card data is answered with a status alone', () => {
  const refused = refusal({
    body: '{"note":"4242 4242 4242 4242"}',
    multiValueQueryStringParameters: { cvc: ['123'] },
  });
  expect(refused).toEqual({
    answer: { statusCode: 422, multiValueHeaders: { 'cache-control': ['no-store'] }, body: '' },
    findings: [
      { where: 'body', kind: 'number', brand: 'visa' },
      { where: 'multiValueQueryStringParameters.cvc[0]', kind: 'code' },
    ],
  });
});
