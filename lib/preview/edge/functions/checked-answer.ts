import type { EventRequest, EventResponse, Fields, FunctionEvent } from './event.ts';
import restrictions from './restricted-headers.json' with { type: 'json' };

/** What a function answers: the request, changed, or a response. */
export type FunctionAnswer = Partial<EventRequest> & Partial<EventResponse>;

/** The function has answered neither a request nor a response of the documented form, for which CloudFront answers 502. */
export class InvalidAnswer extends Error {
  override readonly name = 'InvalidAnswer';
}

/** Gives what a function has answered. Throws an `InvalidAnswer` where CloudFront would not take it. */
export function checkedAnswer(answer: unknown, event: FunctionEvent): FunctionAnswer {
  if (typeof answer !== 'object' || answer === null) {
    throw new InvalidAnswer('the function answers neither a request nor a response');
  }
  const { statusCode, headers = {} } = answer as FunctionAnswer;
  if (statusCode === undefined) checkRequest(answer, event);
  else if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) {
    throw new InvalidAnswer(`the function answers the status ${statusCode}`);
  }
  for (const [name, field] of Object.entries<{ value?: unknown } | undefined>(headers)) {
    checkHeader(name, field?.value);
  }
  return answer;
}

function checkRequest({ uri, method, headers = {} }: FunctionAnswer, { request }: FunctionEvent): void {
  if (!uri?.startsWith('/')) {
    throw new InvalidAnswer(`the function answers a request for ${uri}, which is no path`);
  }
  if (method !== request.method) throw new InvalidAnswer(`the function changes the method to ${method}`);
  for (const name of restrictions.readOnlyInViewerRequests) {
    if (readValue(headers, name) !== readValue(request.headers, name)) {
      throw new InvalidAnswer(`the function changes the header ${name}, which it may only read`);
    }
  }
}

function readValue(headers: Fields, name: string): string | undefined {
  return headers[name]?.value;
}

const disallowed = restrictions.disallowed.map(
  (name) => new RegExp(`^${name.toLowerCase().replace('*', '.*')}$`),
);

function checkHeader(name: string, value: unknown): void {
  if (name !== name.toLowerCase()) {
    throw new InvalidAnswer(`the function names a header ${name}, not in lower case`);
  }
  if (typeof value !== 'string') throw new InvalidAnswer(`the function gives the header ${name} no text`);
  if (disallowed.some((pattern) => pattern.test(name))) {
    throw new InvalidAnswer(`the function sets the header ${name}, which no function may set`);
  }
}

/** Whether functions see a header of a request. */
export function isSeenByFunctions(name: string): boolean {
  return !disallowed.some((pattern) => pattern.test(name));
}
