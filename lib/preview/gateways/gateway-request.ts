/** A request to one of a gateway's hosts, as its fake reads it. */
export interface GatewayRequest {
  readonly method: string;
  /** The host that it was meant for. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer of a gateway; text is sent as it is, anything else as JSON. */
export interface GatewayAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a request's query says. */
export function queryOf({ path }: GatewayRequest): URLSearchParams {
  return new URLSearchParams(path.split('?')[1] ?? '');
}

/** The path of a request without its query. */
export function pathOf({ path }: GatewayRequest): string {
  return path.split('?')[0] ?? '';
}
