import type { Answer } from '../responder.ts';
import { type Asked, type AskProps, type Obtained, obtain } from './ask-origin.ts';
import { behaviourOf } from './distribution.ts';
import { pathOf } from './origin-request.ts';

/**
 * The distribution's own page in the place of an error, if it has one for the status. CloudFront fetches it by the behaviour of its
 * path, without functions; where that fails, the viewer is answered the error of the page.
 */
export async function withErrorPage(props: AskProps, asked: Asked, obtained: Obtained): Promise<Obtained> {
  const { distribution } = props;
  const { answer } = obtained;
  const own = distribution.errorResponses.find(({ ErrorCode }) => ErrorCode === answer.status);
  if (own?.ResponsePagePath === undefined || own.ResponseCode === undefined) return obtained;
  const target = own.ResponsePagePath;
  const request = {
    ...asked.request,
    method: 'GET',
    target,
    url: new URL(target, asked.request.url),
    body: Buffer.alloc(0),
  };
  const behaviour = behaviourOf(distribution, pathOf(target));
  const page = await obtain(props, { ...asked, request, behaviour });
  const isThere = page.answer.status < 400;
  return { answer: isThere ? { ...page.answer, status: own.ResponseCode } : page.answer, result: 'Error' };
}

/** An answer as one to HEAD, whose body is only told of. */
export function withoutBody(answer: Answer): Answer {
  const length = answer.headers['content-length'] ?? String(Buffer.from(answer.body).length);
  return { ...answer, headers: { ...answer.headers, 'content-length': length }, body: '' };
}
