import { cookieNames, cookieOf, dropCookie, setCookie } from '../shared/customers/cookies.ts';
import { newSessionId, type Session, type SessionLimits } from '../shared/customers/session.ts';
import type { SessionStore } from '../shared/customers/session-store.ts';
import type { Answer } from '../shared/http/answer.ts';
import type { Log } from '../shared/log/log.ts';
import type { OwnOrders } from '../shared/orders/dynamo-own-orders.ts';
import { orderNumberForm } from '../shared/orders/order-number.ts';
import { orderView } from '../shared/orders/order-view.ts';
import { answered, ledTo, type Refusal, withCookies } from './answers.ts';
import type { ShopperRequest } from './request.ts';
import { attemptSeconds, newAttempt, readAttempt, writeAttempt } from './sign-in-attempt.ts';
import type { UserPool } from './user-pool.ts';

/** What customers need to sign in and to see their orders. */
export interface Customers {
  readonly pool: UserPool;
  readonly sessions: SessionStore;
  readonly limits: SessionLimits;
  readonly orders: OwnOrders;
}

/** What one request of a customer is answered with. */
export interface Account extends Customers {
  readonly shopUrl: string;
  readonly now: () => Date;
  readonly log: Log;
}

const { session: sessionCookie, signIn: signInCookie } = cookieNames;

/**
 * Leads to the sign-in pages; only the browser that was led there can come back signed in. Whoever was signed in before no longer is:
 * an id of a session that somebody knew is of no use after a sign-in.
 */
export async function beginSignIn({ pool, sessions }: Account, request: ShopperRequest): Promise<Answer> {
  // Browsers send the cookie of a session from pages of the shop alone, so not with the answer of the sign-in pages.
  const earlier = cookieOf(request, sessionCookie);
  if (earlier !== undefined) await sessions.end(earlier);
  const attempt = newAttempt();
  const cookie = setCookie(signInCookie, writeAttempt(attempt), { seconds: attemptSeconds, sameSite: 'Lax' });
  return withCookies(ledTo(pool.signInUrl(attempt)), [cookie, dropCookie(sessionCookie, 'Strict')]);
}

/** Takes whoever comes back from the sign-in pages. Whatever is wrong, there is one answer, and nobody is signed in. */
export async function endSignIn(account: Account, request: ShopperRequest): Promise<Answer> {
  const { shopUrl, limits, log } = account;
  const dropped = dropCookie(signInCookie, 'Lax');
  const sessionId = await signedIn(account, request).catch((error: unknown) => {
    log.error('the sign-in failed', error);
    return undefined;
  });
  if (sessionId === undefined) return withCookies(ledTo(`${shopUrl}/account/#sign-in-failed`), [dropped]);
  const terms = { seconds: limits.longestSeconds, sameSite: 'Strict' } as const;
  return withCookies(ledTo(`${shopUrl}/account/`), [dropped, setCookie(sessionCookie, sessionId, terms)]);
}

/** The id of the session that a sign-in began; nothing where it began none. */
async function signedIn(account: Account, request: ShopperRequest): Promise<string | undefined> {
  const { pool, sessions, now } = account;
  const attempt = readAttempt(cookieOf(request, signInCookie));
  const query = new URLSearchParams(request.query);
  const code = onlyValue(query, 'code');
  if (!attempt || code === undefined || onlyValue(query, 'state') !== attempt.state) return undefined;
  const { subject, authenticatedAt } = await pool.redeem(code, attempt);
  if (now().getTime() - authenticatedAt > attemptSeconds * 1000) return undefined;
  const sessionId = newSessionId();
  const begun = await sessions.start(sessionId, subject, authenticatedAt);
  return begun === 'started' ? sessionId : undefined;
}

function onlyValue(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

/** Who is signed in, with the id of the session. */
interface Present extends Session {
  readonly sessionId: string;
}

/** Answers whoever is signed in; everybody else is told that they are not. */
export async function forCustomer(
  account: Account,
  request: ShopperRequest,
  serve: (account: Account, present: Present, request: ShopperRequest) => Promise<Answer | Refusal>,
): Promise<Answer | Refusal> {
  const sessionId = cookieOf(request, sessionCookie);
  const session = sessionId === undefined ? undefined : await account.sessions.find(sessionId);
  if (sessionId === undefined || !session) {
    return { problem: 'signed_out', cookies: [dropCookie(sessionCookie, 'Strict')] };
  }
  return serve(account, { ...session, sessionId }, request);
}

export async function listOrders({ orders }: Account, { subject }: Present): Promise<Answer> {
  return answered({ orders: (await orders.list(subject)).map(orderView) });
}

export async function showOrder(
  { orders }: Account,
  { subject }: Present,
  request: ShopperRequest,
): Promise<Answer | Refusal> {
  const number = request.path.split('/').at(-1) ?? '';
  const order = orderNumberForm.test(number) ? await orders.find(subject, number) : undefined;
  return order ? answered({ order: orderView(order) }) : { problem: 'no_such_order' };
}

/** Ends the session, and says where the pool forgets the browser. */
export async function signOut({ sessions, pool }: Account, { sessionId }: Present): Promise<Answer> {
  await sessions.end(sessionId);
  return signedOut(pool);
}

/** Ends every session of whoever asks, in every browser, and what the pool knows of them. */
export async function signOutEverywhere(
  { sessions, pool, log }: Account,
  { subject }: Present,
): Promise<Answer> {
  await sessions.endAll(subject);
  // No token of the pool opens anything here, so that a pool that does not answer leaves nobody signed in.
  await pool.signOutEverywhere(subject).catch((error: unknown) => {
    log.error('the user pool did not end its own sign-ins', error);
    log.count('ShopperOrdersFailed');
  });
  return signedOut(pool);
}

function signedOut({ signOutUrl }: UserPool): Answer {
  return withCookies(answered({ url: signOutUrl }), [dropCookie(sessionCookie, 'Strict')]);
}
