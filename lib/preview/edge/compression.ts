import type { Answer, ViewerRequest } from '../responder.ts';
import compression from './compression.json' with { type: 'json' };
import type { Behaviour } from './distribution.ts';
import { headerOf } from './edge-answers.ts';
import { normalizedCodings } from './origin-request.ts';
import { codings } from './text-bodies.ts';

const types: readonly string[] = compression.contentTypes;
const { least, most } = compression.bytes;

/** An answer as CloudFront compresses it: where behaviour, viewer and cache policy want it, and type and size are worth it. */
export function compressed(answer: Answer, request: ViewerRequest, behaviour: Behaviour): Answer {
  const [coding = ''] = normalizedCodings(request, behaviour.acceptedCodings).split(',');
  const pack = codings[coding]?.pack;
  // CloudFront compresses what it caches, and nothing else.
  if (!pack || !behaviour.compress || behaviour.ttl.most === 0 || !isWorthIt(answer)) return answer;
  const bytes = Buffer.from(answer.body);
  const etag = headerOf(answer, 'etag');
  const { 'content-length': _, ...headers } = answer.headers;
  return {
    ...answer,
    headers: {
      ...headers,
      'content-encoding': coding,
      vary: [headerOf(answer, 'vary'), 'Accept-Encoding'].filter(Boolean).join(', '),
      ...(etag && { etag: etag.startsWith('W/') ? etag : `W/${etag}` }),
    },
    body: pack(bytes),
  };
}

function isWorthIt(answer: Answer): boolean {
  const type = (headerOf(answer, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const size = Buffer.from(answer.body).length;
  return (
    compression.statuses.includes(answer.status) &&
    headerOf(answer, 'content-encoding') === undefined &&
    types.includes(type) &&
    size >= least &&
    size <= most
  );
}
