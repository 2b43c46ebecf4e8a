import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createNoticeFile } from './notice-file.ts';
import type { NoticeStore } from './notice-store.ts';
import { createNoticeRecorder } from './record-notice.ts';
import { createWaitingNotices } from './waiting-notices.ts';

/**
 * The notices of the orders table, for whoever may do everything with them. Each function takes its own part, and
 * brings along no code for what its role forbids. The client leaves out members that are undefined.
 */
export function createDynamoNotices(client: DynamoDBDocumentClient, name: string): NoticeStore {
  return {
    ...createNoticeRecorder(client, name),
    ...createWaitingNotices(client, name),
    ...createNoticeFile(client, name),
  };
}
