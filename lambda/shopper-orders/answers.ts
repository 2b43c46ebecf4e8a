import { type Answer, bare, json } from '../shared/http/answer.ts';
import { type ProblemCode, type ProblemKind, problemAnswer } from '../shared/http/problem.ts';
import type { Reader } from '../shared/http/reader.ts';

// CloudFront shows the shop's own page for every 404 and keeps it for a minute, so that none of these is one.
const problems = {
  /** Nobody is signed in, or no longer. */
  signed_out: { status: 401, next: 'shop' },
  /** There is no such order, it is somebody else's, or a link to it is none: whoever asks cannot tell which. */
  no_such_order: { status: 403, next: 'shop' },
  cross_site_request: { status: 403, next: 'shop' },
  method_not_allowed: { status: 405, next: 'shop' },
  no_such_address: { status: 400, next: 'shop' },
  internal_error: { status: 500, next: 'shop' },
} as const satisfies Readonly<Partial<Record<ProblemCode, ProblemKind>>>;

/** Why a request was not served. */
export interface Refusal {
  readonly problem: keyof typeof problems;
  /** Cookies that are set all the same. */
  readonly cookies?: readonly string[];
  /** The methods that the address takes, where another one was used. */
  readonly allow?: string;
}

/** Whether something is a refusal. */
export function isRefusal<Other extends object>(value: Other | Refusal): value is Refusal {
  return 'problem' in value;
}

// No other page may learn which address of the shop a browser came from, and nothing here may be shown inside a page.
const headers = {
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
};

/** Answers what a page of the shop asked for. */
export function answered(value: unknown): Answer {
  return json(200, value, headers);
}

/** Answers why a request was not served, in words that are the same for each reason. */
export function refused({ problem, cookies = [], allow }: Refusal, reader: Reader): Answer {
  const answer = problemAnswer({ code: problem, ...problems[problem] }, reader, {
    ...headers,
    ...(allow !== undefined && { allow }),
  });
  return cookies.length > 0 ? withCookies(answer, cookies) : answer;
}

/** Leads a browser on. */
export function ledTo(url: string): Answer {
  return bare(303, { ...headers, location: url });
}

/** The same answer, with cookies set. */
export function withCookies(answer: Answer, cookies: readonly string[]): Answer {
  return { ...answer, multiValueHeaders: { ...answer.multiValueHeaders, 'set-cookie': [...cookies] } };
}
