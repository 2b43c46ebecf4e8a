import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Responder, type ViewerRequest, viewerRequest } from './responder.ts';

/** What functions find in the place of the internet. */
export interface Internet {
  /** Where every host of it is found on this machine; the header `X-Forwarded-Host` says which one is meant. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Listens on the loopback interface for requests of functions to hosts of the internet, which a responder answers. */
export async function openInternet(respond: Responder): Promise<Internet> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { status, headers, body } = await respond(await read(incoming));
      outgoing.writeHead(status, { ...headers } as Record<string, string | string[]>).end(body);
    } catch (error) {
      outgoing.destroy(error as Error);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The request as it would reach the host itself. */
async function read(incoming: IncomingMessage): Promise<ViewerRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const { 'x-forwarded-host': meant, host: _, ...headers } = incoming.headersDistinct;
  const sent = Object.entries(headers).map(([name, values]) => [name, values ?? []] as const);
  return viewerRequest({
    method: incoming.method ?? 'GET',
    url: `https://${meant?.[0] ?? 'nobody.invalid'}${incoming.url ?? '/'}`,
    headers: Object.fromEntries(sent),
    body: Buffer.concat(parts),
  });
}
