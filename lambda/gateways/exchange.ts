/** Yields requests, is given their answers, and returns what they came to. */
export type Exchange<Result> = Generator<HttpRequest, Result, HttpResponse>;

/** A request to the gateway. It holds secrets: not for the log. */
export interface HttpRequest {
  readonly method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The gateway's answer. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  /** The headers of Standard Webhooks, by name, where the answer has all of them. */
  readonly signed?: Readonly<Record<string, string>>;
}

/** The gateway would not, or its answer cannot be used. */
export interface Refused {
  readonly outcome: 'refused';
  /** The status of its HTTP answer. */
  readonly status: number;
  readonly reason: RefusalReason;
  /** The gateway's own word for why, for the log. */
  readonly code?: string;
}

type RefusalReason =
  /** The status of the answer says all that is known. */
  | 'status'
  /** The card was not accepted: nothing was charged, and another one may be. */
  | 'declined'
  /** The card's token was used before, or is too old: nothing was charged with this request. */
  | 'token used up'
  /** Nothing was charged, and neither card nor token are to blame: what the shop sent, or how its account is set up. */
  | 'not charged'
  | 'unreadable'
  | 'foreign redirect';
