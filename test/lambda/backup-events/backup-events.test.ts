import { describe, expect, test } from '@jest/globals';
import {
  createBackupEvents,
  type RestoreJob,
  type Verdict,
} from '../../../lambda/backup-events/backup-events.ts';
import type { TableItem } from '../../../lambda/shared/orders/restored-items.ts';
import { hear } from '../order-worker/support.ts';
import { itemOf, paidOrder, reading, shopperItem } from '../shared/orders/support/table-items.ts';

const orders = [itemOf(paidOrder, 2), shopperItem(paidOrder)];
const job: RestoreJob = {
  testedBy: 'boutique_prod',
  source: 'boutique-prod-orders',
  restored: 'awsbackup-restore-test-1',
  backedUpAt: new Date('2026-01-03T00:00:00Z'),
  minutes: 30,
};

interface Scene {
  readonly job?: RestoreJob;
  /** What the restored table holds. */
  readonly restored?: readonly TableItem[];
}

/** Has the function hear of an event, beside a table in use that holds one paid order. */
async function tell(event: unknown, { job: told = job, restored = orders }: Scene = {}) {
  const heard = hear();
  const settled: (readonly [id: string, verdict: Verdict])[] = [];
  const described: string[] = [];
  const tables = new Map([
    [told.source, orders],
    [told.restored, restored],
  ]);
  const handle = createBackupEvents({
    jobs: {
      describe: async (id) => {
        described.push(id);
        return told;
      },
      settle: async (id, verdict) => void settled.push([id, verdict]),
    },
    itemsOf: (name) => reading(tables.get(name) ?? []),
    mostMinutes: 480,
    plan: 'boutique_prod',
    log: heard.log,
  });
  await handle(event);
  return { counted: heard.counted(), lines: heard.lines(), settled, described };
}

const ended = (name: string, detail: Readonly<Record<string, string>>) => ({
  source: 'aws.backup',
  'detail-type': `${name} Job State Change`,
  detail,
});
const restoredWell = ended('Restore', { status: 'COMPLETED', restoreJobId: 'job-1' });

describe('how a job ended is counted', () => {
  test.each([
    ['Backup', 'COMPLETED', 'BackupMade'],
    ['Backup', 'FAILED', 'BackupFailed'],
    ['Backup', 'ABORTED', 'BackupFailed'],
    ['Backup', 'EXPIRED', 'BackupFailed'],
    ['Backup', 'PARTIAL', 'BackupFailed'],
    ['Copy', 'COMPLETED', 'CopyMade'],
    ['Copy', 'FAILED', 'CopyFailed'],
    ['Copy', 'EXPIRED', 'CopyFailed'],
  ])('%s %s as %s', async (name, state, metric) => {
    const { counted, settled, described } = await tell(ended(name, { state }));
    expect(counted).toEqual([metric]);
    expect([settled, described]).toEqual([[], []]);
  });

  test.each(['FAILED', 'ABORTED', 'EXPIRED'])(
    'Restore %s as RestoreFailed, and there is no table to look into',
    async (status) => {
      const { counted, settled, described } = await tell(ended('Restore', { status, restoreJobId: 'job-1' }));
      expect(counted).toEqual(['RestoreFailed']);
      expect([settled, described]).toEqual([[], []]);
    },
  );
});

describe('a restored table', () => {
  test('that agrees with the table in use is called sound', async () => {
    const { counted, settled } = await tell(restoredWell);
    const says =
      'restored in 30 minutes; 2 items restored, 1 of them orders; all agree with their ledgers and with the table in use';
    expect(settled).toEqual([['job-1', { isSound: true, says }]]);
    expect(counted).toEqual([]);
  });

  test.each<[string, Scene, string]>([
    [
      'with one item changed',
      { restored: [itemOf({ ...paidOrder, number: 'AAAA-AAAA' }, 2), shopperItem(paidOrder)] },
      '1 different',
    ],
    ['without an order', { restored: [shopperItem(paidOrder)] }, '1 missing'],
    [
      'with a version from elsewhere',
      { restored: [itemOf(paidOrder, 9), shopperItem(paidOrder)] },
      '1 different',
    ],
    [
      'that came later than the RTO',
      { job: { ...job, minutes: 481 } },
      'restored in 481 minutes instead of 480',
    ],
  ])('%s is called flawed, and the alarm hears of it', async (_, scene, says) => {
    const { counted, settled } = await tell(restoredWell, scene);
    expect(settled).toEqual([['job-1', { isSound: false, says: expect.stringContaining(says) }]]);
    expect(counted).toEqual(['RestoreFailed']);
  });

  test('that took exactly as long as the RTO is in time', async () => {
    expect((await tell(restoredWell, { job: { ...job, minutes: 480 } })).counted).toEqual([]);
  });

  const { testedBy: _, ...byPerson } = job;
  test.each<[string, RestoreJob]>([
    ['a person', byPerson],
    ['the test of another plan', { ...job, testedBy: 'other_plan' }],
  ])('that %s has made is examined, and nobody waits for a verdict', async (_, made) => {
    const { counted, settled } = await tell(restoredWell, { job: made, restored: [] });
    expect([counted, settled]).toEqual([['RestoreFailed'], []]);
  });

  test('leaves no personal data in the log', async () => {
    const { lines } = await tell(restoredWell);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toMatch(/shopper@example\.com|Street 1/);
  });
});

test.each<[string, unknown]>([
  ['of another service', { source: 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification' }],
  ['of another job', ended('Report', { state: 'COMPLETED' })],
  ['without a state', ended('Backup', {})],
  ['about a restore without a name', ended('Restore', { status: 'COMPLETED' })],
  ['that is nothing', undefined],
])('an event %s ends with an error, which has an alarm of its own', async (_, event) => {
  await expect(tell(event)).rejects.toThrow('the event is none of a job of AWS Backup');
});
