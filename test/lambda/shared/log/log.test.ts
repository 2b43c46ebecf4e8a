import { describe, expect, test } from '@jest/globals';
import type { LogFields } from '../../../../lambda/shared/log/fields.ts';
import { createLog, type Log } from '../../../../lambda/shared/log/log.ts';

const number = '4242424242424242';
const now = new Date('2026-11-22T10:00:00Z');

function logged(use: (log: Log) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  use(createLog((line) => lines.push(line), { service: 'payment-callback', now: () => now }));
  expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  return lines.map((line) => JSON.parse(line));
}

const found = {
  _aws: {
    Timestamp: now.getTime(),
    CloudWatchMetrics: [
      {
        Namespace: 'Palisade',
        Dimensions: [['service']],
        Metrics: [{ Name: 'CardDataFound', Unit: 'Count' }],
      },
    ],
  },
  service: 'payment-callback',
  CardDataFound: 1,
};

test('writes one line of JSON per event, with level, service, message and ids', () => {
  expect(
    logged((log) => log.info('callback accepted', { orderId: 'B-1', durationMs: 1.5, count: 2 })),
  ).toEqual([
    {
      level: 'info',
      service: 'payment-callback',
      message: 'callback accepted',
      orderId: 'B-1',
      durationMs: 1.5,
      count: 2,
    },
  ]);
});

test('fields of a log made from another are in each of its lines', () => {
  expect(
    logged((log) => log.with({ requestId: 'r-1' }).with({ gateway: 'stripe' }).warn('late', { attempt: 2 })),
  ).toEqual([
    {
      level: 'warn',
      service: 'payment-callback',
      message: 'late',
      requestId: 'r-1',
      gateway: 'stripe',
      attempt: 2,
    },
  ]);
});

test('drops and counts what has no allowed name, or is no id, word or quantity', () => {
  const fields = {
    orderId: 'B-1',
    email: 'someone@example.com',
    reason: 'a whole sentence',
    eventId: { nested: true },
    count: Number.NaN,
    route: undefined,
    messageId: 'x'.repeat(129),
  } as unknown as LogFields;
  expect(logged((log) => log.info('m', fields))).toEqual([
    { level: 'info', service: 'payment-callback', message: 'm', orderId: 'B-1', dropped: 5 },
  ]);
});

describe('an error', () => {
  test('is told by name, code, status and the names of its causes', () => {
    const cause = Object.assign(new TypeError('secret inside'), { cause: new RangeError('more') });
    const error = Object.assign(new Error('card was declined for Jane', { cause }), {
      name: 'ConditionalCheckFailedException',
      code: 'ECONNRESET',
      $metadata: { httpStatusCode: 400 },
    });
    const lines = logged((log) => log.error('order not written', error, { orderId: 'B-1' }));
    expect(lines).toEqual([
      {
        level: 'error',
        service: 'payment-callback',
        message: 'order not written',
        orderId: 'B-1',
        error: 'ConditionalCheckFailedException',
        errorCode: 'ECONNRESET',
        errorStatus: 400,
        causes: ['TypeError', 'RangeError'],
      },
    ]);
  });

  test.each<readonly [string, unknown, string]>([
    ['text', 'card was declined', 'string'],
    ['nothing', undefined, 'undefined'],
    ['without a proper name', { name: 'a long sentence' }, 'object'],
    ['that throws', Object.defineProperty({}, 'name', { get: () => number.repeat(-1) }), 'object'],
  ])('that is %s is told by its type', (_, error, name) => {
    const [line] = logged((log) => log.error('m', error));
    expect(line).toEqual({ level: 'error', service: 'payment-callback', message: 'm', error: name });
  });

  test('that causes itself ends', () => {
    const error = new Error('m');
    error.cause = error;
    const [line] = logged((log) => log.error('m', error));
    expect(line?.['causes']).toHaveLength(4);
  });
});

describe('card data', () => {
  test.each<readonly [string, (log: Log) => void]>([
    ['in a message', (log) => log.info(`order ${number}`)],
    ['in a field', (log) => log.info('m', { orderId: number })],
    ['in a number', (log) => log.info('m', { count: Number(number) })],
    ['in base64', (log) => log.info('m', { eventId: Buffer.from(number).toString('base64') })],
    ['in the name of an error', (log) => log.error('m', { name: `Error${number}` })],
    ['in several fields', (log) => log.info('m', { orderId: number, eventId: number })],
    ['in a field that every line has', (log) => log.with({ requestId: number }).info('m')],
  ])('%s is masked, and counted once', (_, use) => {
    const [line, ...metrics] = logged(use);
    expect(JSON.stringify(line)).not.toContain(number);
    expect(JSON.stringify(line)).toMatch(/\*{6}4242|withheld/);
    expect(metrics).toEqual([found]);
  });

  test('in a field that is dropped is counted too', () => {
    const lines = logged((log) => log.info('m', { note: number } as LogFields));
    expect(lines).toEqual([{ level: 'info', service: 'payment-callback', message: 'm', dropped: 1 }, found]);
  });

  test('that was refused is told by place and kind, and counted by itself', () => {
    const findings = [{ where: 'body.note', kind: 'number', brand: 'visa' }] as const;
    const [line, metric, ...others] = logged((log) => log.refused(findings, { requestId: 'r-1' }));
    expect(line).toEqual({
      level: 'warn',
      service: 'payment-callback',
      message: 'card data refused',
      requestId: 'r-1',
      findings,
    });
    expect(metric).toMatchObject({ service: 'payment-callback', CardDataRefused: 1 });
    expect(others).toEqual([]);
  });

  test('is not counted where there is none', () => {
    expect(logged((log) => log.info('m', { orderId: 'B-1' }))).toHaveLength(1);
  });
});

describe('a secret', () => {
  const secret = 'whsec_a+b/c"4242424242424242';

  test('is masked in every line, also of a log that was made before', () => {
    const lines = logged((log) => {
      const before = log.with({ gateway: 'stripe' });
      log.withhold(secret);
      before.info(`tried ${secret}`, { reason: secret });
    });
    expect(lines[0]).toMatchObject({ message: 'tried [secret]', reason: '[secret]' });
  });

  test('is masked before card data, so that no part of it is left', () => {
    const [line] = logged((log) => {
      log.withhold(secret);
      log.info('m', { reason: `x${secret}y` });
    });
    expect(line?.['reason']).toBe('x[secret]y');
  });
});
