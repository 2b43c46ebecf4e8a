/** Names in lower case, values in the order in which they arrived. */
type RequestHeaders = Readonly<Record<string, readonly string[]>>;

/** A request as the preview reads it off a connection, under the real names of the hosts. */
export interface ViewerRequest {
  readonly method: string;
  /** Scheme, host, and the address as a browser would normalize it. */
  readonly url: URL;
  /** Path and query, byte for byte as they were sent. */
  readonly target: string;
  readonly headers: RequestHeaders;
  readonly body: Buffer;
  /** The IP address of who sent it. */
  readonly address: string;
  /** The TCP port of who sent it. */
  readonly port: number;
}

/** What a request is answered. */
export interface Answer {
  readonly status: number;
  /** A header that is sent more than once has a list. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array | string;
}

/** Whoever answers requests in the preview: the edge, an origin behind it, a gateway. */
export type Responder = (request: ViewerRequest) => Promise<Answer>;

/** What somebody asks for; the rest of a request follows from it. */
export interface RequestProps {
  /** @default GET */
  readonly method?: string;
  /** The path stands in the request as it is written here, dots and all. */
  readonly url: string;
  /** In any case. The host follows from the address. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** @default 127.0.0.1 */
  readonly address?: string;
}

/** Makes the request of a caller inside of this process, as the listener makes those of the network. */
export function viewerRequest({
  method = 'GET',
  url,
  headers = {},
  body = '',
  address = '127.0.0.1',
}: RequestProps): ViewerRequest {
  const parsed = new URL(url);
  const bytes = Buffer.from(body);
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat()] as const);
  return {
    method,
    url: parsed,
    target: targetOf(url),
    headers: {
      host: [parsed.host],
      ...(bytes.length > 0 && { 'content-length': [String(bytes.length)] }),
      ...Object.fromEntries(given),
    },
    body: bytes,
    address,
    port: 49_152,
  };
}

function targetOf(url: string): string {
  const [target = ''] = /(?<=^[a-z]+:\/\/[^/?#]*)[/?][^#]*/.exec(url) ?? [];
  return target.startsWith('/') ? target : `/${target}`;
}

/** The first value of a header of a request; nothing where it was not sent. */
export function firstHeader({ headers }: Pick<ViewerRequest, 'headers'>, name: string): string | undefined {
  return headers[name]?.[0];
}
