import type { Exchange, HttpRequest, HttpResponse } from '../../../../lambda/gateways/exchange.ts';

/** What was asked in an exchange, and what came of it. */
export interface Talk<Result> {
  readonly requests: readonly HttpRequest[];
  readonly result: Result;
}

/** Runs an exchange with answers prepared beforehand; it must ask exactly as often as there are answers. */
export function talk<Result>(
  exchange: Exchange<Result>,
  ...answers: readonly (HttpResponse | object)[]
): Talk<Result> {
  const requests: HttpRequest[] = [];
  let step = exchange.next();
  for (const each of answers) {
    if (step.done) throw new Error(`the exchange ended after ${requests.length} requests`);
    requests.push(step.value);
    step = exchange.next('status' in each && 'body' in each ? (each as HttpResponse) : ok(each));
  }
  if (!step.done) throw new Error(`the exchange asks for more: ${step.value.method} ${step.value.url}`);
  return { requests, result: step.value };
}

/** A gateway's agreeing answer. */
export function ok(body: object | string): HttpResponse {
  return { status: 200, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

/** The members of a request's body, whether a form or JSON. */
export function sent({ headers, body = '' }: HttpRequest): unknown {
  if (headers['content-type'] === 'application/json') return JSON.parse(body);
  return Object.fromEntries(new URLSearchParams(body));
}
