/** A request to the callback address, as it arrived. */
export interface Delivery {
  readonly method: string;
  /** The callback address as the gateway knows it. From the configuration: a request can claim any host. */
  readonly registeredUrl: string;
  /** The query as it arrived, still encoded, without `?`. */
  readonly query: string;
  /** Every value of each header, by its name in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** The bytes that were signed: a body that was parsed and written again has another signature. */
  readonly body: Buffer;
  /** What `certificateUrl` led to, and whom we trust to issue it. */
  readonly certificate?: { readonly chain: string; readonly roots: readonly string[] };
}

/**
 * Longest body in bytes that pages and browsers may send; of callbacks, gateways decide. The firewall refuses what is longer before a
 * function hears of it. An order of eighty lines with a long address is as long, and a card's token has some hundred bytes.
 */
export const longestBody = 8192;

/** The members of an AWS event that make a delivery; each kind of event has its own subset of them. */
export interface HttpEvent {
  readonly httpMethod?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** The header in which the edge carries the query as it arrived; it takes it away from every other request. */
export const rawQueryHeader = 'x-palisade-raw-query';

/** Reads a delivery from the event of a load balancer. Its query parameters arrive encoded and stay so. */
export function deliveryOf(event: HttpEvent, registeredUrl: string): Delivery {
  const headers = byName(every(event.multiValueHeaders, event.headers));
  return {
    method: event.httpMethod ?? 'POST',
    registeredUrl,
    query: headers.get(rawQueryHeader)?.[0] ?? queryOf(event),
    headers,
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** The query out of the map that a load balancer makes of it: names keep their values, and their order is the map's. */
function queryOf(event: HttpEvent): string {
  return every(event.multiValueQueryStringParameters, event.queryStringParameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The value of a header that arrived exactly once; a second one is somebody's attempt to be read differently. */
export function header(delivery: Delivery, name: string): string | undefined {
  const values = delivery.headers.get(name);
  return values?.length === 1 ? values[0] : undefined;
}

type Pair = readonly [name: string, value: string];

// The single-value members keep only the last of several values, so they count only without the others.
function every(
  multiple: Readonly<Record<string, readonly string[] | undefined>> | undefined,
  single: Readonly<Record<string, string | undefined>> | undefined,
): readonly Pair[] {
  const entries =
    multiple ??
    Object.fromEntries(
      Object.entries(single ?? {}).map(([name, value]) => [name, value === undefined ? [] : [value]]),
    );
  return Object.entries(entries).flatMap(([name, values = []]) => values.map((value): Pair => [name, value]));
}

function byName(pairs: readonly Pair[]): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, string[]>();
  for (const [name, value] of pairs) addTo(headers, name.toLowerCase(), value);
  return headers;
}

/** The values in a header like `t=1,v1=ab,v1=cd`, by name; nothing if a part is not a name, a sign and a value. */
export function headerPairs(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const values = new Map<string, string[]>();
  for (const part of text.split(',')) {
    const sign = part.indexOf('=');
    if (sign < 1 || sign === part.length - 1 || part.includes('=', sign + 1)) return undefined;
    addTo(values, part.slice(0, sign), part.slice(sign + 1));
  }
  return values;
}

/** Adds one value to those of a name, in a time that does not grow with their number: anybody can send thousands. */
function addTo(values: Map<string, string[]>, name: string, value: string): void {
  const known = values.get(name);
  if (known) known.push(value);
  else values.set(name, [value]);
}
