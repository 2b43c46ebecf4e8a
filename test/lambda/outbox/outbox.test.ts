import { describe, expect, test } from '@jest/globals';
import { type ChangedRecord, createOutbox } from '../../../lambda/outbox/outbox.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import type { EventMessage } from '../../../lambda/shared/orders/inbound-event.ts';

const now = new Date('2026-01-01T12:00:00Z');
const name = ({ key, generation }: EventMessage) => `${key} ${generation}`;

interface Settings {
  readonly forgotten?: readonly EventMessage[];
  readonly fails?: (step: string) => boolean;
}

function setup({ forgotten = [], fails = () => false }: Settings = {}) {
  const steps: string[] = [];
  const lines: string[] = [];
  const take = (step: string) => {
    if (fails(step)) throw new TypeError('no');
    steps.push(step);
  };
  const outbox = createOutbox({
    events: {
      markSent: async (key, generation) => {
        take(`mark ${name({ key, generation })}`);
        return 'marked';
      },
      pendingSince: async (before) => {
        take(`look before ${before.toISOString()}`);
        return forgotten;
      },
    },
    send: async (message) => take(`send ${name(message)}`),
    now: () => now,
    log: createLog((line) => lines.push(line), { service: 'outbox', now: () => now }),
  });
  return { outbox, steps, told: () => lines.map((line) => JSON.parse(line)) };
}

const change = (key: string, generation = 1, image = {}): ChangedRecord => ({
  dynamodb: {
    SequenceNumber: `number of ${key}`,
    NewImage: {
      pk: { S: `EVENT#${key}` },
      pending: { S: 'yes' },
      generation: { N: String(generation) },
      ...image,
    },
  },
});

describe('a change of the table', () => {
  test('that leaves a payment event waiting is sent, and then taken off', async () => {
    const { outbox, steps, told } = setup();
    expect(await outbox({ Records: [change('stripe#event#1', 3)] })).toEqual({ batchItemFailures: [] });
    expect(steps).toEqual(['send stripe#event#1 3', 'mark stripe#event#1 3']);
    expect(told()).toEqual([]);
  });

  test.each([
    ['of a payment event that waits no more', change('a', 1, { pending: undefined })],
    ['that removed something', { dynamodb: { SequenceNumber: '1' } }],
    ['of something else', { dynamodb: { SequenceNumber: '1', NewImage: { pk: { S: 'ORDER#o1' } } } }],
  ])('%s is passed over', async (_, record) => {
    const { outbox, steps } = setup();
    expect(await outbox({ Records: [record] })).toEqual({ batchItemFailures: [] });
    expect(steps).toEqual([]);
  });

  test.each([
    ['sent', 'send b 1', ['send a 1', 'send c 1', 'mark a 1', 'mark c 1']],
    ['taken off', 'mark b 1', ['send a 1', 'send b 1', 'send c 1', 'mark a 1', 'mark c 1']],
  ])('that could not be %s is brought again, and only that', async (_, failing, done) => {
    const { outbox, steps, told } = setup({ fails: (step) => step === failing });
    const answer = await outbox({ Records: ['a', 'b', 'c'].map((key) => change(key)) });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'number of b' }] });
    expect(steps).toEqual(done);
    expect(told()).toMatchObject([
      { level: 'error', message: 'a payment event could not be sent', error: 'TypeError' },
    ]);
  });

  test('of a payment event without a generation is brought again until somebody looks', async () => {
    const { outbox } = setup();
    const answer = await outbox({ Records: [change('a', 1, { generation: undefined })] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'number of a' }] });
  });

  test('is one of many, and all are sent', async () => {
    const { outbox, steps } = setup();
    await outbox({ Records: Array.from({ length: 45 }, (_, index) => change(String(index))) });
    expect(steps.filter((step) => step.startsWith('mark'))).toHaveLength(45);
  });
});

describe('the schedule', () => {
  test('sends what has waited for five minutes, and counts that it had to', async () => {
    const { outbox, steps, told } = setup({ forgotten: [{ key: 'a', generation: 2 }] });
    expect(await outbox({})).toEqual({ batchItemFailures: [] });
    expect(steps).toEqual(['look before 2026-01-01T11:55:00.000Z', 'send a 2', 'mark a 2']);
    expect(told()).toMatchObject([
      { level: 'warn', message: 'payment events were left behind', count: 1 },
      { EventLeftBehind: 1 },
    ]);
  });

  test('says nothing when nothing waits', async () => {
    const { outbox, told } = setup();
    await outbox({});
    expect(told()).toEqual([]);
  });

  test('fails where one could not be sent, after all others were', async () => {
    const forgotten = ['a', 'b'].map((key) => ({ key, generation: 1 }));
    const { outbox, steps } = setup({ forgotten, fails: (step) => step === 'send a 1' });
    await expect(outbox({})).rejects.toThrow('payment events that were left behind could not be sent');
    expect(steps.slice(1)).toEqual(['send b 1', 'mark b 1']);
  });

  test('fails where nobody can say what waits', async () => {
    const { outbox } = setup({ fails: () => true });
    await expect(outbox({})).rejects.toThrow(TypeError);
  });
});
