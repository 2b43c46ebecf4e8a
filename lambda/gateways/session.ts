import { createHash } from 'node:crypto';
import { amountFault } from './amount-fault.ts';
import { digitsOf } from './counting.ts';
import type { Exchange, HttpRequest, HttpResponse, Refused } from './exchange.ts';
import type { Ended, Gateway, MerchantAccount } from './gateway.ts';
import type { Integration } from './gateway-config.ts';
import { isOk, jsonOf } from './http.ts';
import { toDecimal, toGatewayUnits } from './money.ts';
import { pageScripts, redirectOrigins } from './registry.ts';
import type { Made, ObjectName, PageStep, Session, SessionRequest } from './session-request.ts';

/** A session as a starter makes it: what every page is told alike is added to it. */
export type Begun =
  | Exclude<Session, { readonly outcome: 'page' }>
  | (Made & Pick<PageStep, 'outcome' | 'data'>);

/** How a payment starts in one integration. */
export type Starter = (request: SessionRequest, account: MerchantAccount) => Exchange<Begun>;

/** A starter that is one request and the reading of its answer, as JSON. */
export function asking(
  write: (request: SessionRequest, account: MerchantAccount) => HttpRequest,
  read: (answer: unknown, response: HttpResponse, account: MerchantAccount, request: SessionRequest) => Begun,
): Starter {
  return function* (request, account) {
    const response = yield write(request, account);
    return read(jsonOf(response), response, account, request);
  };
}

/** A gateway's `session`, made of one starter per integration that it supports. */
export function startedBy(starters: Readonly<Partial<Record<Integration, Starter>>>): Gateway['session'] {
  return (request, account) => {
    const { name, integration } = account.config;
    const start = starters[integration];
    if (!start) throw new Error(`the kit starts no payment for ${name} with the integration ${integration}`);
    check(request);
    const fault = amountFault(name, request.amountMinor, request.currency);
    if (fault !== undefined) throw new Error(fault);
    return framed(start(request, account), request, account);
  };
}

function* framed(
  start: Exchange<Begun>,
  request: SessionRequest,
  { config }: MerchantAccount,
): Exchange<Session> {
  const begun = yield* start;
  if (begun.outcome !== 'page') return begun;
  const { amountMinor, currency, returnUrl, expiresAt } = request;
  const digits = digitsOf(config.name);
  return {
    ...begun,
    gateway: config.name,
    integration: config.integration,
    mode: config.mode,
    scripts: pageScripts(config),
    amount: {
      minor: amountMinor,
      gatewayUnits: toGatewayUnits(amountMinor, currency, digits),
      decimal: toDecimal(amountMinor, currency, digits),
      currency,
    },
    returnUrl,
    challenge: config.threeDSecure,
    expiresAt,
  };
}

/** A member of the current secret, without which no request can be made. */
export function secretField({ config, secrets }: MerchantAccount, name: string): string {
  const value = secrets[0][name];
  if (!value) throw new Error(`the secret of ${config.name} has no '${name}'`);
  return value;
}

/** The same for each try of one attempt, so that a repeated request never pays twice. */
export function idempotencyKey({ orderReference, attempt }: SessionRequest): string {
  const digest = createHash('sha256').update(`${orderReference}.${attempt}`).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Sends the browser on, but never to an address that is not the gateway's own. */
export function redirect(
  url: string | undefined,
  response: HttpResponse,
  { config }: MerchantAccount,
): Begun {
  if (url === undefined) return refused(response);
  const origins = redirectOrigins(config);
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const isTheirs = target !== undefined && target.username === '' && origins.includes(target.origin);
  if (!isTheirs) return { outcome: 'refused', status: response.status, reason: 'foreign redirect' };
  return { outcome: 'redirect', url };
}

/** Hands the payment over to the gateway's script, if each value of the answer is there. */
export function page(data: Readonly<Record<string, unknown>>, response: HttpResponse): Begun {
  return Object.values(data).includes(undefined) ? refused(response) : { outcome: 'page', data };
}

/** A session with what the gateway calls what it has made, as far as its answer says so. */
export function named(
  session: Begun,
  names: Readonly<
    Partial<Record<'inquiry' | 'session', readonly [resource: string, id: string | undefined]>>
  >,
): Begun {
  if (session.outcome === 'refused') return session;
  const known = Object.entries(names).flatMap(([name, [resource, id]]) =>
    id === undefined ? [] : [[name, { resource, id }] as const],
  );
  return { ...session, ...Object.fromEntries(known) };
}

/** A request that ends one kind of session; `id` is safe in a path. */
type Ender = (id: string, account: MerchantAccount, now: Date) => HttpRequest;

/** A gateway's `endSession`, made of one request for each kind of thing that it makes. */
export function endedBy(
  enders: Readonly<Record<string, Ender>>,
): (session: ObjectName, account: MerchantAccount, now: Date) => Exchange<Ended> {
  return function* ({ resource, id }, account, now) {
    const end = enders[resource];
    if (!end || !/^[\w-]{1,128}$/.test(id))
      throw new Error(`no session '${id}' of ${account.config.name} can be ended`);
    const response = yield end(id, account, now);
    return isOk(response) ? { outcome: 'ended' } : refused(response);
  };
}

/** A time as gateways read it that take no `Z`. */
export function timeWithOffset(time: string | Date): string {
  return new Date(time).toISOString().replace('Z', '+00:00');
}

/** A time in whole seconds since 1970. */
export function unixSeconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

/** Says that the gateway would not, or that its answer cannot be used. */
export function refused(response: HttpResponse): Refused {
  return { outcome: 'refused', status: response.status, reason: isOk(response) ? 'unreadable' : 'status' };
}

// A colon would move the borders of fields that Adyen signs in one line; digits alone would look like a card number.
const referencePattern = /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,36}$/;

function check({ orderReference, attempt, amountMinor, currency, country, ...rest }: SessionRequest): void {
  if (!referencePattern.test(orderReference)) throw new Error(`'${orderReference}' is no order reference`);
  if (!Number.isSafeInteger(attempt) || attempt < 1) throw new Error(`${attempt} is no number of an attempt`);
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1)
    throw new Error(`${amountMinor} is no amount to pay`);
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error(`'${currency}' is no currency`);
  if (!/^[A-Z]{2}$/.test(country)) throw new Error(`'${country}' is no country`);
  for (const url of [rest.returnUrl, rest.cancelUrl, rest.callbackUrl]) {
    if (!url.startsWith('https://')) throw new Error(`'${url}' is no https address`);
  }
}
