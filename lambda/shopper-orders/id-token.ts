import { JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import * as z from 'zod/mini';
import type { RetryingSend } from '../shared/http/send.ts';
import type { UserPoolSettings } from './settings.ts';

/** Somebody who has just proved to the user pool who they are. */
export interface SignedIn {
  readonly subject: string;
  /** In milliseconds since 1970. */
  readonly authenticatedAt: number;
}

export interface IdTokenProps {
  readonly pool: UserPoolSettings;
  readonly send: RetryingSend;
}

/**
 * Makes what reads ID tokens: signed by a key of the pool, by the pool, for this shop, still valid, of this sign-in, and of somebody
 * whose mail address is confirmed. Throws for any other.
 */
export function createIdTokenReader({ pool, send }: IdTokenProps) {
  const fetcher = {
    fetch: async (url: string) => {
      const { status, body } = await send({ method: 'GET', url, headers: { accept: 'application/json' } });
      if (status !== 200) throw new Error(`the keys of the user pool were answered with ${status}`);
      return new TextEncoder().encode(body).buffer;
    },
  };
  const verifier = JwtVerifier.create(
    {
      issuer: pool.issuer,
      audience: pool.clientId,
      jwksUri: `${pool.issuer}/.well-known/jwks.json`,
      graceSeconds: 0,
    },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return async (token: string, nonce: string): Promise<SignedIn> => {
    const claims = claimsForm.parse(await verifier.verify(token));
    if (claims.nonce !== nonce) throw new Error('the ID token is of another sign-in');
    return { subject: claims.sub, authenticatedAt: claims.auth_time * 1000 };
  };
}

const claimsForm = z.looseObject({
  sub: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
  token_use: z.literal('id'),
  nonce: z.string(),
  auth_time: z.int(),
  email_verified: z.literal(true),
});
