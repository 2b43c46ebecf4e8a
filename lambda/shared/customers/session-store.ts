import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { digestOf, isLive, isRevoked, type Session, type SessionLimits, sessionIdForm } from './session.ts';

/** Where sessions are kept. Reads see every write that was answered before. */
export interface SessionStore {
  /** The session of an id, if it still holds, which counts as a use of it. */
  readonly find: (sessionId: string) => Promise<Session | undefined>;
  /**
   * Begins a session for somebody who proved at `authenticatedAt`, in milliseconds since 1970, who they are. `revoked`: nothing was
   * begun, because they have signed out everywhere since.
   */
  readonly start: (
    sessionId: string,
    subject: string,
    authenticatedAt: number,
  ) => Promise<'started' | 'revoked'>;
  readonly end: (sessionId: string) => Promise<void>;
  /** Ends every session of somebody, and every sign-in that has begun. */
  readonly endAll: (subject: string) => Promise<void>;
}

/** The limits as a function is told them. */
export const sessionLimitsForm = z.strictObject({
  idleSeconds: z.int().check(z.positive()),
  longestSeconds: z.int().check(z.positive()),
});

/** A table of sessions, and what they last by. */
export interface SessionsTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  readonly limits: SessionLimits;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** Finds sessions in a table of the shop, for whoever begins and ends none. Throws where the table does not answer. */
export function createSessionFinder(table: SessionsTable): SessionStore['find'] {
  return (sessionId) => find(table, sessionId);
}

/** Sessions in a table of the shop. Throws where the table does not answer. */
export function createSessionStore(table: SessionsTable): SessionStore {
  const { client, name: TableName, limits, now } = table;
  return {
    find: createSessionFinder(table),
    start: async (sessionId, subject, authenticatedAt) => {
      if (isRevoked(authenticatedAt, await signedOutAt(table, subject))) return 'revoked';
      const startedAt = now();
      const Item = {
        ...sessionKey(sessionId),
        ...{ subject, startedAt, seenAt: startedAt },
        expiresAt: secondsAfter(startedAt, limits.longestSeconds),
      };
      await client.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
      return 'started';
    },
    end: async (sessionId) => {
      await client.send(new DeleteCommand({ TableName, Key: sessionKey(sessionId) }));
    },
    endAll: async (subject) => {
      const at = now();
      // By then every session that began before is over, and every sign-in that began before is too old.
      const expiresAt = secondsAfter(at, limits.longestSeconds + day);
      const Item = { ...subjectKey(subject), signedOutAt: at, expiresAt };
      await client.send(new PutCommand({ TableName, Item }));
    },
  };
}

const day = 24 * 60 * 60;
// A use is written down once a minute: each page asks several times.
const unwrittenMilliseconds = 60_000;

async function find(table: SessionsTable, sessionId: string): Promise<Session | undefined> {
  if (!sessionIdForm.test(sessionId)) return undefined;
  const { client, name: TableName, limits, now } = table;
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: sessionKey(sessionId), ConsistentRead: true }),
  );
  const session = sessionForm.safeParse(Item);
  if (!session.success) return undefined;
  const at = now();
  const terms = { now: at, signedOutAt: await signedOutAt(table, session.data.subject) };
  if (!isLive(session.data, limits, terms)) return undefined;
  if (at - session.data.seenAt >= unwrittenMilliseconds) await touch(table, sessionId, at);
  return session.data;
}

/** Writes down that a session is used; one that was ended meanwhile stays ended. */
async function touch({ client, name: TableName }: SessionsTable, sessionId: string, at: number) {
  try {
    await client.send(
      new UpdateCommand({
        TableName,
        Key: sessionKey(sessionId),
        UpdateExpression: 'SET seenAt = :at',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':at': at },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function signedOutAt(
  { client, name: TableName }: SessionsTable,
  subject: string,
): Promise<number | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: subjectKey(subject), ConsistentRead: true }),
  );
  return Item === undefined ? undefined : subjectForm.parse(Item).signedOutAt;
}

function sessionKey(sessionId: string) {
  return { pk: `SESSION#${digestOf(sessionId)}` };
}

function subjectKey(subject: string) {
  return { pk: `SUBJECT#${subject}` };
}

function secondsAfter(milliseconds: number, seconds: number): number {
  return Math.floor(milliseconds / 1000) + seconds;
}

const sessionForm = z.looseObject({ subject: z.string(), startedAt: z.number(), seenAt: z.number() });
const subjectForm = z.looseObject({ signedOutAt: z.number() });
