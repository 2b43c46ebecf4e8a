import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { createDynamoReports } from '../../../lambda/csp-report/dynamo-reports.ts';

// What the emulator does not do by itself: two requests that meet at the day's counter.

const now = new Date('2026-11-22T10:00:00Z');
const violation = {
  pattern: '*',
  directive: 'img-src',
  blocked: 'https://evil.example',
  disposition: 'enforce',
} as const;

const busy = () =>
  new TransactionCanceledException({
    message: 'met',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });

function storeWith(...failures: readonly Error[]) {
  const commands: string[] = [];
  let next = 0;
  const send = async (command: { readonly constructor: { readonly name: string } }) => {
    commands.push(command.constructor.name);
    const failure = command.constructor.name === 'TransactWriteCommand' ? failures[next++] : undefined;
    if (failure) throw failure;
    return {};
  };
  const store = createDynamoReports({ send } as unknown as DynamoDBDocumentClient, { table: 'reports' });
  return { keep: () => store.keep([{ digest: 'd', violation, count: 2 }], now), commands };
}

test('a violation is added by one read and one write', async () => {
  const { keep, commands } = storeWith();
  expect(await keep()).toEqual({ added: [violation], overflow: 0 });
  expect(commands).toEqual(['BatchGetCommand', 'TransactWriteCommand']);
});

test('requests that meet at the day’s counter are tried again', async () => {
  const { keep, commands } = storeWith(busy(), busy());
  expect(await keep()).toEqual({ added: [violation], overflow: 0 });
  expect(commands.filter((name) => name === 'TransactWriteCommand')).toHaveLength(3);
});

test('a table that stays busy is a failure, after a bounded number of attempts', async () => {
  const { keep, commands } = storeWith(busy(), busy(), busy(), busy(), busy(), busy());
  await expect(keep()).rejects.toThrow('the table of reports stayed busy');
  expect(commands.filter((name) => name === 'TransactWriteCommand')).toHaveLength(5);
});

test.each([
  ['another failure', new Error('denied')],
  [
    'a cancellation for another reason',
    new TransactionCanceledException({
      message: 'no',
      $metadata: {},
      CancellationReasons: [{ Code: 'ValidationError' }, { Code: 'None' }],
    }),
  ],
])('%s is not hidden', async (_, failure) => {
  await expect(storeWith(failure).keep()).rejects.toBe(failure);
});
