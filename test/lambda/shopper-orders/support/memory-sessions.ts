import {
  digestOf,
  isLive,
  isRevoked,
  type Session,
  type SessionLimits,
} from '../../../../lambda/shared/customers/session.ts';
import type { SessionStore } from '../../../../lambda/shared/customers/session-store.ts';

/** Sessions in memory, with what was asked of the store. */
export interface MemorySessions extends SessionStore {
  readonly steps: readonly string[];
}

/** A store with nobody in it. */
export function memorySessions(limits: SessionLimits, now: () => Date): MemorySessions {
  const sessions = new Map<string, Session>();
  const ends = new Map<string, number>();
  const steps: string[] = [];
  const time = () => now().getTime();
  return {
    steps,
    find: async (id) => {
      steps.push('find');
      const session = sessions.get(digestOf(id));
      if (!session) return undefined;
      const terms = { now: time(), signedOutAt: ends.get(session.subject) };
      if (!isLive(session, limits, terms)) return undefined;
      sessions.set(digestOf(id), { ...session, seenAt: time() });
      return session;
    },
    start: async (id, subject, authenticatedAt) => {
      steps.push('start');
      if (isRevoked(authenticatedAt, ends.get(subject))) return 'revoked';
      sessions.set(digestOf(id), { subject, startedAt: time(), seenAt: time() });
      return 'started';
    },
    end: async (id) => {
      steps.push('end');
      sessions.delete(digestOf(id));
    },
    endAll: async (subject) => {
      steps.push('end all');
      ends.set(subject, time());
    },
  };
}
