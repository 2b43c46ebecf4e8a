import { expect, test } from '@jest/globals';
import { createBatch } from '../../../lambda/order-worker/batch.ts';
import { RetryableError } from '../../../lambda/order-worker/retryable-error.ts';
import type { EventMessage } from '../../../lambda/shared/orders/inbound-event.ts';
import { hear } from './support.ts';

const record = (messageId: string, body: unknown) => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

test('a batch fails only where a message failed, and says which and why', async () => {
  const heard = hear();
  const settled: EventMessage[] = [];
  const handle = createBatch(async (message) => {
    if (message.key === 'b') throw new RetryableError('OrderBusy');
    settled.push(message);
  }, heard.log);
  const messages = ['a', 'b', 'c'].map((key) => record(`id-${key}`, { key, generation: 1 }));
  expect(await handle({ Records: messages })).toEqual({ batchItemFailures: [{ itemIdentifier: 'id-b' }] });
  expect(settled).toEqual([
    { key: 'a', generation: 1 },
    { key: 'c', generation: 1 },
  ]);
  expect(heard.lines().map((line) => JSON.parse(line))).toEqual([
    {
      level: 'error',
      service: 'order-worker',
      message: 'payment event not settled',
      messageId: 'id-b',
      error: 'RetryableError',
      errorCode: 'OrderBusy',
    },
  ]);
});

test.each([
  ['no JSON', 'sorry'],
  ['no key', { generation: 1 }],
  ['an empty key', { key: '', generation: 1 }],
  ['a key that is too long', { key: 'k'.repeat(1001), generation: 1 }],
  ['a generation that is none', { key: 'a', generation: 0 }],
  ['more than a message has', { key: 'a', generation: 1, event: {} }],
])('a message with %s goes to the dead letters', async (_, body) => {
  const heard = hear();
  const handle = createBatch(() => Promise.reject(new Error('must not be called')), heard.log);
  expect(await handle({ Records: [record('1', body)] })).toEqual({
    batchItemFailures: [{ itemIdentifier: '1' }],
  });
  expect(heard.lines()[0]).toContain('"errorCode":"MessageMalformed"');
});
