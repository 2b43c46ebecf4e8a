import { firstHeader, type ViewerRequest } from '../responder.ts';
import type { Behaviour, Origin } from './distribution.ts';
import { rawQueryOf } from './functions/event.ts';
import headers from './request-headers.json' with { type: 'json' };
import { type madeHeaders, type Selections, takenCookies, takenQuery, takes } from './selection.ts';

const removed = headers.removed.map((name) => new RegExp(`^${name.toLowerCase().replace('*', '.*')}$`));
const always: readonly string[] = headers.always;
const conditional: readonly string[] = headers.conditional;

export interface OriginRequestProps {
  readonly request: ViewerRequest;
  readonly behaviour: Behaviour;
  readonly origin: Origin;
  readonly requestId: string;
}

/** What CloudFront asks an origin for a viewer's request: what is in the cache key, what the origin request policy adds, and its own headers. */
export function originRequest({ request, behaviour, origin, requestId }: OriginRequestProps): ViewerRequest {
  const selections = [behaviour.key, ...(behaviour.toOrigin ? [behaviour.toOrigin] : [])];
  const target = `${origin.path}${originTarget(request, selections)}`;
  const viewers = viewerHeaders(request, behaviour, selections);
  const host = viewers['host']?.[0] ?? origin.domain;
  return {
    ...request,
    url: new URL(`https://${host}${target}`),
    target,
    headers: {
      'user-agent': ['Amazon CloudFront'],
      ...viewers,
      ...madeFor(request, selections),
      ...origin.customHeaders,
      host: [host],
      via: [...(request.headers['via'] ?? []), '2.0 preview.cloudfront.net (CloudFront)'],
      'x-amz-cf-id': [requestId],
      'x-forwarded-for': [[...(request.headers['x-forwarded-for'] ?? []), request.address].join(', ')],
    },
  };
}

function originTarget({ target }: ViewerRequest, selections: readonly Selections[]): string {
  const path = pathOf(target);
  const query = takenQuery(rawQueryOf(target) ?? '', selections);
  return query === '' ? path : `${path}?${query}`;
}

/** The path of a target, as it was sent. */
export function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

function viewerHeaders(
  request: ViewerRequest,
  behaviour: Behaviour,
  selections: readonly Selections[],
): ViewerRequest['headers'] {
  const kept = Object.entries(request.headers).filter(
    ([name]) =>
      isForwardable(name, behaviour) &&
      ([...always, ...conditional].includes(name) || isTaken(name, selections)),
  );
  const cookies = takenCookies(request.headers['cookie'] ?? [], selections);
  const coding = normalizedCodings(request, behaviour.acceptedCodings);
  return {
    ...Object.fromEntries(kept),
    ...(cookies !== '' && { cookie: [cookies] }),
    ...(coding !== '' && { 'accept-encoding': [coding] }),
  };
}

function isForwardable(name: string, { ttl, acceptedCodings }: Behaviour): boolean {
  // Cookies have a selection of their own. Where CloudFront takes compressed answers, it writes the codings itself, and where
  // it caches, it decides on conditions.
  if (name === 'cookie' || (name === 'accept-encoding' && acceptedCodings.length > 0)) return false;
  if (ttl.most > 0 && conditional.includes(name)) return false;
  return !name.startsWith('cloudfront-') && !removed.some((pattern) => pattern.test(name));
}

function isTaken(name: string, selections: readonly Selections[]): boolean {
  return selections.some(({ headers }) => takes(headers, name));
}

/** The codings that viewer and cache policy both know, in CloudFront's own order; empty where there is none. */
export function normalizedCodings(request: ViewerRequest, accepted: readonly string[]): string {
  const asked = (firstHeader(request, 'accept-encoding') ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  return accepted.filter((coding) => asked.includes(coding)).join(',');
}

function madeFor(request: ViewerRequest, selections: readonly Selections[]): ViewerRequest['headers'] {
  const made: Readonly<Record<(typeof madeHeaders)[number], string>> = {
    'cloudfront-forwarded-proto': request.url.protocol.replace(':', ''),
    'cloudfront-viewer-address': `${request.address}:${request.port}`,
  };
  // They are named one by one: a policy that takes all headers of viewers takes none of these.
  const asked = Object.entries(made).filter(([name]) =>
    selections.some(({ headers }) => headers.names.includes(name) && headers.takes !== 'allExcept'),
  );
  return Object.fromEntries(asked.map(([name, value]) => [name, [value]]));
}
