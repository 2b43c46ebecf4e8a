import { EventEmitter, once } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certified } from '../../../lib/preview/gateways/paypal/certificate.ts';
import { recordRequest } from '../../support/record-requests.ts';

/** A request of the browser, whatever host it is meant for. */
export interface BrowserRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** What the browser is answered. */
export interface BrowserAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
}

/** All hosts of the world, as a browser on this machine sees them. */
export interface Hosts {
  readonly port: number;
  /** What was asked for, in its order. */
  readonly requests: readonly BrowserRequest[];
  /** The next request for a path. */
  readonly next: (pathname: string) => Promise<BrowserRequest>;
  readonly stop: () => Promise<void>;
}

/** Starts them on the loopback interface, with TLS that a browser has to be told to trust. */
export async function startHosts(
  answer: (request: BrowserRequest) => Promise<BrowserAnswer>,
): Promise<Hosts> {
  const { certificate, key } = certified('every.example');
  const requests: BrowserRequest[] = [];
  const arrivals = new EventEmitter();
  const tls = { cert: certificate, key: key.export({ type: 'pkcs8', format: 'pem' }) };
  const server = createServer(tls, async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const { method = '', url = '', headers, headersDistinct } = incoming;
    const request = {
      method,
      url: new URL(url, `https://${headers.host}`),
      headers: headersDistinct as Readonly<Record<string, readonly string[]>>,
      body: Buffer.concat(parts).toString('utf8'),
    };
    requests.push(request);
    recordRequest(request);
    arrivals.emit(request.url.pathname, request);
    const { status, headers: answered, body } = await answer(request);
    outgoing.writeHead(status, answered as OutgoingHttpHeaders).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    next: async (pathname) => {
      const [request] = await once(arrivals, pathname);
      return request;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
