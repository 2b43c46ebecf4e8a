import { firstHeader, type ViewerRequest } from '../responder.ts';
import type { HeadersPolicyConfig } from './settings/policies.ts';

/** A header of a response headers policy. */
export interface PolicyHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it takes the place of one that the origin sends. */
  readonly override: boolean;
}

/** What of a request CORS depends on. */
export interface Preflight {
  /** The origin of the page that asks; nothing where the browser names none. */
  readonly from?: string | undefined;
  /** Whether the browser asks what it may ask, before it does. */
  readonly asksBefore: boolean;
}

export function preflightOf(request: ViewerRequest): Preflight {
  const asksBefore =
    request.method === 'OPTIONS' && firstHeader(request, 'access-control-request-method') !== undefined;
  return { from: firstHeader(request, 'origin'), asksBefore };
}

/** The headers that CloudFront adds for a page of another origin, if the policy admits that. */
export function corsHeaders(
  {
    AccessControlAllowCredentials: credentials,
    AccessControlAllowHeaders: headers,
    AccessControlAllowMethods: methods,
    AccessControlAllowOrigins: origins,
    AccessControlExposeHeaders: exposed,
    AccessControlMaxAgeSec: age,
    OriginOverride: override,
  }: NonNullable<HeadersPolicyConfig['CorsConfig']>,
  { from, asksBefore }: Preflight,
): readonly PolicyHeader[] {
  if (from === undefined || !origins.Items.some((pattern) => admits(pattern, from))) return [];
  const isForAll = origins.Items.includes('*');
  const before = {
    'access-control-allow-methods': methods.Items.includes('ALL') ? allMethods : methods.Items.join(', '),
    'access-control-allow-headers': headers.Items.join(', '),
    'access-control-max-age': age === undefined ? undefined : String(age),
  };
  const added: Readonly<Record<string, string | undefined>> = {
    'access-control-allow-origin': isForAll ? '*' : from,
    vary: isForAll ? undefined : 'Origin',
    'access-control-allow-credentials': credentials ? 'true' : undefined,
    'access-control-expose-headers': exposed?.Items.join(', '),
    ...(asksBefore && before),
  };
  return Object.entries(added).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, override }],
  );
}

const allMethods = 'GET, DELETE, HEAD, OPTIONS, PATCH, POST, PUT';

/** Whether a pattern of an origin, in which one star may stand for a part of the host, takes an origin. */
function admits(pattern: string, origin: string): boolean {
  if (pattern === '*' || pattern === origin) return true;
  const [start, end] = pattern.split('*');
  if (end === undefined || start === undefined) return false;
  return origin.startsWith(start) && origin.endsWith(end) && origin.length > start.length + end.length;
}
