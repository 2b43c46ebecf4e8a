import type { HttpRequest, HttpResponse } from './exchange.ts';
import { parseJson } from './json.ts';

type Headers = Readonly<Record<string, string>>;

/** A request whose body is JSON. */
export function postJson(url: string, headers: Headers, body: unknown): HttpRequest {
  const type = { 'content-type': 'application/json' };
  return { method: 'POST', url, headers: { ...headers, ...type }, body: JSON.stringify(body) };
}

/** A request whose body is a form. */
export function postForm(
  url: string,
  headers: Headers,
  fields: Readonly<Record<string, string>>,
): HttpRequest {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    method: 'POST',
    url,
    headers: { ...headers, ...type },
    body: new URLSearchParams(fields).toString(),
  };
}

/** A request without a body. */
export function get(url: string, headers: Headers): HttpRequest {
  return { method: 'GET', url, headers };
}

/** A request that takes something away. */
export function remove(url: string, headers: Headers): HttpRequest {
  return { method: 'DELETE', url, headers };
}

/** A request that changes some members of something, in JSON. */
export function changeJson(
  method: 'PATCH' | 'PUT',
  url: string,
  headers: Headers,
  body: unknown,
): HttpRequest {
  return { ...postJson(url, headers, body), method };
}

/** The header of a key that stands for the shop. */
export function bearer(key: string): Headers {
  return { authorization: `Bearer ${key}` };
}

/** The header of a name and a key. */
export function basic(name: string, key: string): Headers {
  return { authorization: `Basic ${Buffer.from(`${name}:${key}`).toString('base64')}` };
}

/** Whether the gateway did what it was asked. */
export function isOk({ status }: HttpResponse): boolean {
  return status >= 200 && status < 300;
}

/** The gateway's answer as JSON, if it did what it was asked. */
export function jsonOf(response: HttpResponse): unknown {
  return isOk(response) ? parseJson(response.body) : undefined;
}
