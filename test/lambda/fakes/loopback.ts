import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import type { GatewayAnswer, GatewayRequest } from '../../../lib/preview/gateways/gateway-request.ts';

/** A gateway on 127.0.0.1: a real HTTP server that speaks the part of its API that the kit uses. */
export interface Fake {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The same request, but to the fake. Throws for a host that is none of the gateway's. */
  readonly route: (request: HttpRequest) => HttpRequest;
  /** What arrived, in its order and without what authenticates it. */
  readonly requests: readonly SeenRequest[];
  /** What the next requests meet with, one each. */
  readonly failNext: (...failures: readonly Failure[]) => void;
  readonly close: () => Promise<void>;
}

/** A request as it arrived. */
export type SeenRequest = GatewayRequest;

/** How a request goes wrong. Only `status` keeps the gateway from doing what it was asked. */
export type Failure =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'late'; readonly milliseconds: number }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'malformed' };

/** An answer of a gateway. */
export type FakeAnswer = GatewayAnswer;

/** Starts a gateway that stands for these hosts; the first one where a client does not say which it means. */
export async function startLoopback(
  hosts: readonly [string, ...string[]],
  answer: (request: SeenRequest) => FakeAnswer,
): Promise<Fake> {
  const requests: SeenRequest[] = [];
  const failures: Failure[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming, hosts[0]);
    requests.push(withoutCredentials(request));
    const failure = failures.shift();
    const given = failure?.kind === 'status' ? { status: failure.status, body: {} } : answer(request);
    if (failure?.kind === 'dropped') outgoing.destroy();
    else if (failure?.kind === 'malformed') send(outgoing, { ...given, body: '{"id":' });
    else if (failure?.kind === 'late')
      timers.add(setTimeout(() => send(outgoing, given), failure.milliseconds));
    else send(outgoing, given);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    route: (request) => routed(request, hosts, origin),
    requests,
    failNext: (...more) => failures.push(...more),
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const forwardedHost = 'x-forwarded-host';

function routed(request: HttpRequest, hosts: readonly string[], origin: string): HttpRequest {
  const { protocol, host, pathname, search } = new URL(request.url);
  if (protocol !== 'https:' || !hosts.includes(host)) throw new Error(`${request.url} is none of ${hosts}`);
  return {
    ...request,
    url: `${origin}${pathname}${search}`,
    headers: { ...request.headers, [forwardedHost]: host },
  };
}

async function read(incoming: IncomingMessage, usualHost: string): Promise<SeenRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const { [forwardedHost]: host = usualHost, ...headers } = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  const { method = '', url = '' } = incoming;
  return { method, host, path: url, headers, body: Buffer.concat(parts).toString('utf8') };
}

const credentials = ['authorization', 'x-api-key'];

function withoutCredentials(request: SeenRequest): SeenRequest {
  const headers = Object.entries(request.headers).filter(([name]) => !credentials.includes(name));
  return { ...request, headers: Object.fromEntries(headers) };
}

function send(outgoing: ServerResponse, { status, body, headers = {} }: FakeAnswer): void {
  const isText = typeof body === 'string';
  outgoing.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  outgoing.end(isText ? body : JSON.stringify(body));
}
