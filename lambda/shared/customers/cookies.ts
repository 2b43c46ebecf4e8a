import type { Delivery } from '../../gateways/delivery.ts';

/**
 * The cookies of the shop. Browsers take a name with this prefix only over HTTPS, for this host alone and for every path, so that no
 * other host below the domain can plant one.
 */
export const cookieNames = { session: '__Host-session', signIn: '__Host-sign-in' } as const;

type CookieName = (typeof cookieNames)[keyof typeof cookieNames];

/** The value of a cookie that was sent exactly once: of two, somebody else has planted one. */
export function cookieOf({ headers }: Pick<Delivery, 'headers'>, name: CookieName): string | undefined {
  const values = (headers.get('cookie') ?? [])
    .flatMap((line) => line.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

/** What a cookie is sent with. */
export interface CookieTerms {
  readonly seconds: number;
  /**
   * `Lax` comes along where another site leads here, as the sign-in pages do; `Strict` never does.
   */
  readonly sameSite: 'Lax' | 'Strict';
}

/** The header that sets a cookie: no script reads it, and it travels by HTTPS alone. */
export function setCookie(name: CookieName, value: string, { seconds, sameSite }: CookieTerms): string {
  return `${name}=${value}; Max-Age=${seconds}; Path=/; Secure; HttpOnly; SameSite=${sameSite}`;
}

/** The header that takes a cookie away. */
export function dropCookie(name: CookieName, sameSite: CookieTerms['sameSite']): string {
  return setCookie(name, '', { seconds: 0, sameSite });
}
