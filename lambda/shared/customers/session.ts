import { createHash, randomBytes } from 'node:crypto';

/** Somebody who signed in, in one browser. Times are in milliseconds since 1970. */
export interface Session {
  /** Who it is, as the user pool names them: its `sub`, which never belongs to anybody else. */
  readonly subject: string;
  readonly startedAt: number;
  /** When it was last used, up to a minute ago. */
  readonly seenAt: number;
}

/** How long a session lasts. */
export interface SessionLimits {
  readonly idleSeconds: number;
  readonly longestSeconds: number;
}

/** Whether a session still holds: it was used a while ago, begun not too long ago, and after the last sign-out everywhere. */
export function isLive(
  { startedAt, seenAt }: Session,
  { idleSeconds, longestSeconds }: SessionLimits,
  { now, signedOutAt }: { readonly now: number; readonly signedOutAt: number | undefined },
): boolean {
  const isIdle = now - seenAt >= idleSeconds * 1000;
  const isOver = now - startedAt >= longestSeconds * 1000;
  return !isIdle && !isOver && !isRevoked(startedAt, signedOutAt);
}

/** Whether something that began at a time ended with a sign-out everywhere; what happened at the same moment did. */
export function isRevoked(startedAt: number, signedOutAt: number | undefined): boolean {
  return signedOutAt !== undefined && startedAt <= signedOutAt;
}

/** A new id of a session, which only the browser keeps. */
export function newSessionId(): string {
  return randomBytes(32).toString('base64url');
}

/** What an id of a session looks like. */
export const sessionIdForm = /^[A-Za-z0-9_-]{43}$/;

/** What the table knows a session by: whoever reads the table or a backup of it can be nobody. */
export function digestOf(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex');
}
