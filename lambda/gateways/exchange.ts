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
}

/** The gateway would not, or its answer cannot be used. */
export interface Refused {
  readonly outcome: 'refused';
  /** The status of its HTTP answer. */
  readonly status: number;
  readonly reason: 'status' | 'declined' | 'unreadable' | 'foreign redirect';
}
