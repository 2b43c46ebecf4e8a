import { type Answer, bare, json } from '../shared/http/answer.ts';

// CloudFront shows the shop's own page for every 404 and keeps it for a minute, so that none of these is one.
const problems = {
  /** Nobody is signed in, or no longer. */
  signed_out: 401,
  /** There is no such order, it is somebody else's, or a link to it is none: whoever asks cannot tell which. */
  no_such_order: 403,
  cross_site_request: 403,
  method_not_allowed: 405,
  no_such_address: 400,
  internal_error: 500,
} as const;
export type ProblemName = keyof typeof problems;

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

/** Answers that there is nothing, in words that are the same for each reason. */
export function refused(problem: ProblemName): Answer {
  return json(problems[problem], { problem }, headers);
}

/** Leads a browser on. */
export function ledTo(url: string): Answer {
  return bare(303, { ...headers, location: url });
}

/** The same answer, with cookies set. */
export function withCookies(answer: Answer, cookies: readonly string[]): Answer {
  return { ...answer, multiValueHeaders: { ...answer.multiValueHeaders, 'set-cookie': [...cookies] } };
}
