import * as z from 'zod/mini';

/** What AWS Backup tells of a job when its state changes: https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html. */
export type JobEvent =
  | { readonly job: 'backup' | 'copy'; readonly hasSucceeded: boolean }
  | { readonly job: 'restore'; readonly id: string; readonly hasSucceeded: boolean };

const form = z.discriminatedUnion('detail-type', [
  z.looseObject({
    'detail-type': z.literal('Backup Job State Change'),
    detail: z.looseObject({ state: z.string() }),
  }),
  z.looseObject({
    'detail-type': z.literal('Copy Job State Change'),
    detail: z.looseObject({ state: z.string() }),
  }),
  z.looseObject({
    'detail-type': z.literal('Restore Job State Change'),
    detail: z.looseObject({ status: z.string(), restoreJobId: z.string() }),
  }),
]);

const completed = 'COMPLETED';

/** Reads an event of EventBridge. Throws where it is another one: the rules let no other through. */
export function readJobEvent(event: unknown): JobEvent {
  const read = form.safeParse(event);
  if (!read.success) throw new Error('the event is none of a job of AWS Backup');
  const { data } = read;
  switch (data['detail-type']) {
    case 'Backup Job State Change':
      return { job: 'backup', hasSucceeded: data.detail.state === completed };
    case 'Copy Job State Change':
      return { job: 'copy', hasSucceeded: data.detail.state === completed };
    case 'Restore Job State Change':
      return {
        job: 'restore',
        id: data.detail.restoreJobId,
        hasSucceeded: data.detail.status === completed,
      };
  }
}
