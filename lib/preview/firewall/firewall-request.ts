import type { ViewerRequest } from '../responder.ts';

/** A request as a firewall reads it: text holds one byte in each character, so that lengths and patterns are those of bytes. */
export interface FirewallRequest {
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  /** As it was sent, without its question mark. */
  readonly query: string;
  /** Every value of each header, by its name in lower case, in the order in which they came. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
  /** Who sent it: an address of IPv4 or IPv6. */
  readonly address: string;
}

/** A request as the edge reads it off a connection, for a firewall. */
export function firewallRequest({ method, target, headers, body, address }: ViewerRequest): FirewallRequest {
  const [path, query] = split(target, '?');
  return {
    method,
    path: bytes(path),
    query: bytes(query),
    headers: new Map(Object.entries(headers).map(([name, values]) => [name, values.map(bytes)])),
    body: body.toString('latin1'),
    address,
  };
}

/** What came off a connection has one byte in each character already; what a caller wrote in other letters is encoded. */
function bytes(text: string): string {
  return /[^\0-\xff]/.test(text) ? utf8Bytes(text) : text;
}

/** Text with one byte of its UTF-8 in each character. */
export function utf8Bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** The cookies of a request, in their order. */
export function cookiesOf({ headers }: FirewallRequest): readonly (readonly [string, string])[] {
  return (headers.get('cookie') ?? [])
    .flatMap((value) => value.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => split(pair, '='));
}

/** The arguments of the query, in their order, as they were sent. */
export function argumentsOf({ query }: FirewallRequest): readonly (readonly [string, string])[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => split(pair, '='));
}

/** The value of a header, with commas between the values of one that came several times. */
export function headerOf({ headers }: FirewallRequest, name: string): string | undefined {
  return headers.get(name.toLowerCase())?.join(',');
}

function split(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
