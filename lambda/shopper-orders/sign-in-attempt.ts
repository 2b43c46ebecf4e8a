import { createHash, randomBytes } from 'node:crypto';

/**
 * A sign-in under way, which one browser keeps in a cookie: whoever comes back from the sign-in pages without it has begun none here.
 */
export interface SignInAttempt {
  /** Comes back with the answer, so that nobody can be signed in by a link of somebody else. */
  readonly state: string;
  /** Comes back inside the token, so that a token of another sign-in is none of this one. */
  readonly nonce: string;
  /** Redeems the code, which is of no use to whoever sees it pass (RFC 7636). */
  readonly verifier: string;
}

/** Seconds that somebody has for signing in: long enough to find a phone, and to confirm a mail address. */
export const attemptSeconds = 15 * 60;

const part = () => randomBytes(32).toString('base64url');

/** Begins a sign-in. */
export function newAttempt(): SignInAttempt {
  return { state: part(), nonce: part(), verifier: part() };
}

/** A sign-in as its cookie holds it. */
export function writeAttempt({ state, nonce, verifier }: SignInAttempt): string {
  return [state, nonce, verifier].join('.');
}

/** Reads the cookie of a sign-in; nothing for any other text. */
export function readAttempt(text: string | undefined): SignInAttempt | undefined {
  const [, state, nonce, verifier] = attemptForm.exec(text ?? '') ?? [];
  return state && nonce && verifier ? { state, nonce, verifier } : undefined;
}

const attemptForm = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;

/** What the sign-in pages are told of the verifier. */
export function challengeOf({ verifier }: SignInAttempt): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
