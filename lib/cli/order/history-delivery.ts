import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { queryOf } from '../gateway/callback.ts';
import {
  bytesOf,
  kindOf,
  type Members,
  members,
  optionalText,
  readHeaders,
  refuseUnknown,
} from '../json-members.ts';

/** One delivery of a history. */
export interface HistoryDelivery {
  readonly delivery: Delivery;
  /** When it arrived. */
  readonly at?: Date;
  /** What the gateway answers when it is asked, in order. */
  readonly answers: readonly HttpResponse[];
}

const contents = ['body', 'bodyBase64', 'form', 'xml'] as const;
const known = [...contents, 'query', 'headers', 'url', 'at', 'answers'];

/** Reads one delivery of a history; `now` is when it is judged, where it does not say when it arrived. */
export function readDelivery(value: unknown, place: string, now: Date | undefined): HistoryDelivery {
  const given = members(value, place, '{ "body": { … } }');
  refuseUnknown(given, known, place);
  const url = optionalText(given, 'url', place) ?? '';
  const headers = given['headers'];
  const at = timeMember(given, 'at', place) ?? now;
  const delivery: Delivery = {
    method: 'POST',
    registeredUrl: url,
    query: readQuery(given['query'], place) ?? queryOf(url),
    headers: headers === undefined ? new Map() : readHeaders(headers, place),
    body: readBody(given, place),
  };
  return { delivery, ...(at && { at }), answers: readAnswers(given['answers'], `${place}: answers`) };
}

function readBody(given: Members, place: string): Buffer {
  const [name, ...more] = contents.filter((each) => given[each] !== undefined);
  if (more.length > 0)
    throw new InputError(`${place}: found ${[name, ...more].join(' and ')}, write one of them`);
  switch (name) {
    case 'bodyBase64':
      return bytesOf(optionalText(given, name, place) ?? '', `${place}: bodyBase64`);
    case 'form':
      return Buffer.from(readForm(given['form'], `${place}: form`));
    case 'xml':
      return Buffer.from(payloadForm(optionalText(given, name, place) ?? ''));
    case 'body':
      return Buffer.from(textOf(given['body']));
    default:
      if (given['query'] !== undefined || given['url'] !== undefined) return Buffer.alloc(0);
      throw new InputError(`${place}: found no body, write body, bodyBase64, form or xml`);
  }
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

// Braintree posts its XML as base64 in a form.
function payloadForm(xml: string): string {
  return new URLSearchParams({ bt_payload: Buffer.from(xml).toString('base64') }).toString();
}

function readForm(value: unknown, place: string): string {
  return typeof value === 'string' ? value : parametersOf(value, place).toString();
}

function readQuery(value: unknown, place: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value.replace(/^\?/, '');
  return parametersOf(value, `${place}: query`).toString();
}

function parametersOf(value: unknown, place: string): URLSearchParams {
  const given = members(value, place, 'text, or { "name": "value" }');
  const pairs = Object.entries(given).map(([name, each]): [string, string] => {
    if (typeof each === 'string' || typeof each === 'number') return [name, String(each)];
    throw new InputError(`${place}: ${name} is ${kindOf(each)}, write text`);
  });
  return new URLSearchParams(pairs);
}

/** A member with a time: ISO 8601, or seconds since 1970. */
export function timeMember(given: Members, name: string, place: string): Date | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const time = new Date(
    typeof value === 'number' ? milliseconds(value) : typeof value === 'string' ? value : Number.NaN,
  );
  if (!Number.isNaN(time.getTime())) return time;
  throw new InputError(`${place}: ${name} is no time, write one such as 2026-01-01T00:00:00Z or 1767225600`);
}

// No order is so old that its time in milliseconds is as small as one in seconds.
function milliseconds(value: number): number {
  return value < 1e11 ? value * 1000 : value;
}

function readAnswers(value: unknown, place: string): readonly HttpResponse[] {
  if (value === undefined) return [];
  if (!Array.isArray(value))
    throw new InputError(`${place} is ${kindOf(value)}, write a list of JSON bodies`);
  return value.map(answerOf);
}

// Gateways write the status of an error into its body, by number or by name.
function answerOf(answer: unknown): HttpResponse {
  const body = textOf(answer);
  const { status, name } = Object(answer) as { readonly status?: unknown; readonly name?: unknown };
  if (typeof status === 'number' && Number.isInteger(status) && status >= 100 && status < 600) {
    const inner: unknown = Object(answer).body;
    return { status, body: inner === undefined ? body : textOf(inner) };
  }
  return { status: typeof name === 'string' ? (statusNames.get(name) ?? 200) : 200, body };
}

const statusNames: ReadonlyMap<string, number> = new Map([
  ['UNPROCESSABLE_ENTITY', 422],
  ['RESOURCE_NOT_FOUND', 404],
  ['INVALID_RESOURCE_ID', 404],
  ['NOT_AUTHORIZED', 403],
  ['INVALID_REQUEST', 400],
]);
