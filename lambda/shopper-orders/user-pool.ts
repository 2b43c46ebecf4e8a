import * as z from 'zod/mini';
import { parseJson } from '../gateways/json.ts';
import type { RetryingSend } from '../shared/http/send.ts';
import { createIdTokenReader, type SignedIn } from './id-token.ts';
import type { UserPoolSettings } from './settings.ts';
import { challengeOf, type SignInAttempt } from './sign-in-attempt.ts';

/** The user pool of the shop, whose pages take what a person proves with: no password comes here. */
export interface UserPool {
  /** Where a person proves who they are. */
  readonly signInUrl: (attempt: SignInAttempt) => string;
  /** Who came back with a code. Throws where nobody proved anything. */
  readonly redeem: (code: string, attempt: SignInAttempt) => Promise<SignedIn>;
  /** Where the pool forgets the browser, and leads back to the shop. */
  readonly signOutUrl: string;
  /** Ends what the pool itself knows of somebody's sign-ins, in every browser. */
  readonly signOutEverywhere: (subject: string) => Promise<void>;
}

/** The calls of the pool that take the rights of the function. */
export interface PoolAdministration {
  /** What proves to the pool that it is the shop that redeems a code; the pool alone keeps it. */
  readonly clientSecret: () => Promise<string>;
  readonly signOutEverywhere: (subject: string) => Promise<void>;
}

export interface UserPoolProps {
  readonly pool: UserPoolSettings;
  readonly administration: PoolAdministration;
  readonly shopUrl: string;
  readonly send: RetryingSend;
}

/** Where the sign-in pages lead back to. */
export const callbackPath = '/api/account/callback';

/** Makes the user pool out of its addresses. */
export function createUserPool({ pool, administration, shopUrl, send }: UserPoolProps): UserPool {
  const { clientId, pages } = pool;
  const redirectUri = `${shopUrl}${callbackPath}`;
  const readIdToken = createIdTokenReader({ pool, send });
  return {
    signInUrl: (attempt) =>
      addressOf(`${pages}/oauth2/authorize`, {
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: challengeOf(attempt),
        code_challenge_method: 'S256',
        // The pool remembers a browser for an hour, also after somebody has signed out of the shop elsewhere.
        prompt: 'login',
      }),
    redeem: async (code, attempt) => {
      const secret = await administration.clientSecret();
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code,
        code_verifier: attempt.verifier,
      });
      const { status, body: answer } = await send({
        method: 'POST',
        url: `${pages}/oauth2/token`,
        headers: {
          authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': 'palisade',
        },
        body: body.toString(),
      });
      if (status !== 200) throw new Error(`the user pool answered the code with ${status}`);
      return readIdToken(tokensForm.parse(parseJson(Buffer.from(answer))).id_token, attempt.nonce);
    },
    signOutUrl: addressOf(`${pages}/logout`, { client_id: clientId, logout_uri: `${shopUrl}/account/` }),
    signOutEverywhere: administration.signOutEverywhere,
  };
}

function addressOf(url: string, parameters: Readonly<Record<string, string>>): string {
  return `${url}?${new URLSearchParams(parameters)}`;
}

// The access and the refresh token are dropped: nothing here asks the pool for anything in a person's name.
const tokensForm = z.looseObject({ id_token: z.string() });
