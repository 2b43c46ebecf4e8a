import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

const settings = {
  AWS_LAMBDA_FUNCTION_NAME: 'order-worker',
  ORDERS_TABLE: 'orders',
  GATEWAYS: JSON.stringify([]),
  ORDER_RETENTION: JSON.stringify({ keepDays: 3653, personalForDays: 731 }),
  CHECK_POLICY: JSON.stringify({ avsStreet: 'never', avsPostalCode: 'mismatch', cvc: 'unconfirmed' }),
};

const environment = process.env;
beforeEach(() => {
  jest.resetModules();
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  process.env = environment;
  jest.restoreAllMocks();
});

async function load(more: Readonly<Record<string, string>> = {}) {
  process.env = { ...environment, AWS_REGION: 'eu-west-1', ...settings, ...more };
  return import('../../../lambda/order-worker/handler.ts');
}

test('the function starts with its settings, and hands back what it cannot read', async () => {
  const { handler } = await load();
  const Records = [{ messageId: '1', body: 'sorry' }];
  expect(await handler({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  expect(jest.mocked(process.stdout.write).mock.calls).toEqual([
    [
      `${JSON.stringify({
        level: 'error',
        service: 'order-worker',
        message: 'payment event not settled',
        messageId: '1',
        error: 'RetryableError',
        errorCode: 'MessageMalformed',
        causes: ['SyntaxError'],
      })}\n`,
    ],
  ]);
});

test.each([
  ['no table', { ORDERS_TABLE: '' }, 'ORDERS_TABLE'],
  ['gateways of another form', { GATEWAYS: '[{}]' }, 'GATEWAYS'],
  ['a policy that lacks a rule', { CHECK_POLICY: '{"avsStreet":"never"}' }, 'CHECK_POLICY'],
  [
    'a policy that passes over the code of a card',
    { CHECK_POLICY: '{"avsStreet":"never","avsPostalCode":"never","cvc":"never"}' },
    'CHECK_POLICY',
  ],
  [
    'a policy with more than there is to check',
    { CHECK_POLICY: '{"avsStreet":"never","avsPostalCode":"never","cvc":"mismatch","city":"never"}' },
    'CHECK_POLICY',
  ],
])('the function does not start with %s', async (_, more, name) => {
  await expect(load(more)).rejects.toThrow(name);
});
