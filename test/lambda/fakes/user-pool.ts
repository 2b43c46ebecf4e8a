import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { UserPoolSettings } from '../../../lambda/shopper-orders/settings.ts';
import type { PoolAdministration } from '../../../lambda/shopper-orders/user-pool.ts';

/** Somebody with an account in the fake pool. */
export interface PoolUser {
  readonly subject: string;
  readonly email: string;
  readonly password: string;
  /** The code that an authenticator app would show; missing where they have no second factor. */
  readonly totp?: string;
  readonly isConfirmed?: boolean;
}

export interface FakeUserPoolProps {
  readonly users: readonly PoolUser[];
  readonly shopUrl: string;
  readonly now: () => Date;
}

/** A request of a browser for a sign-in page, and what it is answered. */
interface PageRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}
interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The sign-in pages of Cognito, its token endpoint and its keys: an own issuer that signs real tokens. */
export interface FakeUserPool {
  readonly settings: UserPoolSettings;
  readonly administration: PoolAdministration;
  readonly page: (request: PageRequest) => PageAnswer;
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
  /** Whose sign-ins were ended everywhere. */
  readonly signedOut: readonly string[];
  /** Codes that were redeemed. */
  readonly redeemed: readonly string[];
  /** What the next tokens claim instead, or which key signs them. */
  readonly forgeNext: (change: Forgery) => void;
}

/** A token that is none of the pool's, or none of this sign-in. */
interface Forgery {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
  readonly header?: Readonly<Record<string, unknown>>;
}

const clientSecret = 'secret-of-the-app-client';
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A key that is none of the pool's. */
export const strangersKey = () => pair().privateKey;

interface Grant {
  readonly user: PoolUser;
  readonly query: URLSearchParams;
  readonly authenticatedAt: number;
}

export function createFakeUserPool({ users, shopUrl, now }: FakeUserPoolProps): FakeUserPool {
  const { privateKey, publicKey } = pair();
  const settings: UserPoolSettings = {
    id: 'eu-west-1_Fake',
    clientId: 'client1',
    pages: 'https://boutique-prod-0123abcd.auth.eu-west-1.amazoncognito.com',
    issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Fake',
  };
  const grants = new Map<string, Grant>();
  const [redeemed, signedOut]: [string[], string[]] = [[], []];
  let forgery: Forgery = {};
  const seconds = () => Math.floor(now().getTime() / 1000);
  const wallSeconds = () => Math.floor(Date.now() / 1000);

  const tokenOf = ({ user, query, authenticatedAt }: Grant) => {
    const claims = {
      iss: settings.issuer,
      aud: settings.clientId,
      sub: user.subject,
      token_use: 'id',
      nonce: query.get('nonce'),
      auth_time: authenticatedAt,
      email: user.email,
      email_verified: user.isConfirmed ?? true,
      // Whoever verifies a token holds it against the clock on the wall, whatever time a test has chosen.
      iat: wallSeconds(),
      exp: wallSeconds() + 300,
      ...forgery.claims,
    };
    const header = { alg: 'RS256', kid: 'key1', ...forgery.header };
    const signed = [header, claims].map((part) => base64url(JSON.stringify(part))).join('.');
    const signature = sign('sha256', Buffer.from(signed), forgery.key ?? privateKey);
    forgery = {};
    return `${signed}.${signature.toString('base64url')}`;
  };

  const redeem = ({ headers, body = '' }: HttpRequest): HttpResponse => {
    const form = new URLSearchParams(body);
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const basic = `Basic ${Buffer.from(`${settings.clientId}:${clientSecret}`).toString('base64')}`;
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      headers['authorization'] === basic &&
      challenge === grant?.query.get('code_challenge') &&
      form.get('redirect_uri') === grant.query.get('redirect_uri');
    if (!grant || !isRight) return { status: 400, body: '{"error":"invalid_grant"}' };
    redeemed.push(code);
    return { status: 200, body: JSON.stringify({ id_token: tokenOf(grant), token_type: 'Bearer' }) };
  };

  return {
    settings,
    administration: {
      clientSecret: async () => clientSecret,
      signOutEverywhere: async (subject) => {
        signedOut.push(subject);
      },
    },
    signedOut,
    redeemed,
    forgeNext: (change) => {
      forgery = change;
    },
    send: async (request) => {
      if (request.url === `${settings.pages}/oauth2/token`) return redeem(request);
      if (request.url !== `${settings.issuer}/.well-known/jwks.json`) {
        throw new Error(`${request.url} is none of the pool's`);
      }
      const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key1', alg: 'RS256', use: 'sig' };
      return { status: 200, body: JSON.stringify({ keys: [jwk] }) };
    },
    page: (request) =>
      answerPage(
        request,
        (user, query) => {
          const code = randomBytes(16).toString('hex');
          grants.set(code, { user, query, authenticatedAt: seconds() });
          const redirectUri = query.get('redirect_uri') ?? '';
          if (!redirectUri.startsWith(`${shopUrl}/`)) throw new Error('the pool knows no such callback');
          return ledTo(`${redirectUri}?${new URLSearchParams({ code, state: query.get('state') ?? '' })}`);
        },
        users,
      ),
  };
}

/** The pages, until somebody has proved who they are. */
function answerPage(
  { method, url, body }: PageRequest,
  proven: (user: PoolUser, query: URLSearchParams) => PageAnswer,
  users: readonly PoolUser[],
): PageAnswer {
  if (url.pathname === '/logout') return ledTo(url.searchParams.get('logout_uri') ?? '');
  if (method === 'GET') return signInPage(url.search);
  const proof = provenBy(users, new URLSearchParams(body));
  if (proof === 'nobody') return signInPage(url.search, 'Incorrect username or password.');
  if (proof === 'second factor') return secondFactorPage(url.search, new URLSearchParams(body));
  return proven(proof, url.searchParams);
}

/** The pool answers alike, whether nobody has the address or the password is wrong. */
function provenBy(users: readonly PoolUser[], form: URLSearchParams): PoolUser | 'nobody' | 'second factor' {
  const user = users.find(
    ({ email, password }) => email === form.get('email') && password === form.get('password'),
  );
  if (!user) return 'nobody';
  if (user.totp === undefined || user.totp === form.get('totp')) return user;
  return form.has('totp') ? 'nobody' : 'second factor';
}

function signInPage(query: string, says = ''): PageAnswer {
  return page(
    `<p id="says">${says}</p><form method="post" action="/login${escaped(query)}"><input name="email"><input name="password" type="password"><button>Sign in</button></form>`,
  );
}

function secondFactorPage(query: string, form: URLSearchParams): PageAnswer {
  const kept = ['email', 'password'].map(
    (name) => `<input type="hidden" name="${name}" value="${escaped(form.get(name) ?? '')}">`,
  );
  return page(
    `<form method="post" action="/login${escaped(query)}">${kept.join('')}<input name="totp" id="totp"><button>Confirm</button></form>`,
  );
}

function page(content: string): PageAnswer {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return { status: 200, headers, body: `<!doctype html><title>Sign in</title>${content}` };
}

function ledTo(location: string): PageAnswer {
  return { status: 302, headers: { location }, body: '' };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
