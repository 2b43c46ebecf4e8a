import { type Answer, firstHeader, type ViewerRequest } from '../responder.ts';
import { headerOf } from './edge-answers.ts';

const describing = ['cache-control', 'content-location', 'date', 'etag', 'expires', 'last-modified', 'vary'];

/** Answers 304 where a viewer already has what it asks for (RFC 9110, section 13). */
export function conditioned(request: ViewerRequest, answer: Answer): Answer {
  if (answer.status !== 200 || !['GET', 'HEAD'].includes(request.method) || !isKnown(request, answer)) {
    return answer;
  }
  const kept = Object.entries(answer.headers).filter(
    ([name]) => describing.includes(name) || !name.startsWith('content-'),
  );
  return { status: 304, headers: Object.fromEntries(kept), body: '' };
}

function isKnown(request: ViewerRequest, answer: Answer): boolean {
  const tags = request.headers['if-none-match'];
  const etag = headerOf(answer, 'etag');
  if (tags)
    return (
      etag !== undefined &&
      tags
        .join(',')
        .split(',')
        .some((tag) => isSame(tag, etag))
    );
  const since = Date.parse(firstHeader(request, 'if-modified-since') ?? '');
  const modified = Date.parse(headerOf(answer, 'last-modified') ?? '');
  return modified <= since;
}

function isSame(tag: string, etag: string): boolean {
  const [one, other] = [tag, etag].map((each) => each.trim().replace(/^W\//, ''));
  return one === '*' || one === other;
}
