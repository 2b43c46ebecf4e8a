import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenedShop } from './open-shop.ts';

/** The shop once more, on an origin of this machine without TLS. */
export async function plainCopy(shop: OpenedShop) {
  const server = createServer(async ({ method = '', url = '' }, outgoing) => {
    const request = { method, url: new URL(url, shop.url), headers: {}, body: '' };
    const { status, headers, body } = await shop.answer(request);
    const kept = Object.entries(headers).filter(([name]) => name === 'content-type');
    outgoing.writeHead(status, Object.fromEntries(kept) as OutgoingHttpHeaders).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
