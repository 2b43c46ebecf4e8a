import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { DeployedResource } from '../../../../lib/preview/deployed-resources.ts';
import { startListener } from '../../../../lib/preview/edge/listener/start-listener.ts';
import { type EdgeProps, openEdge } from '../../../../lib/preview/edge/open-edge.ts';
import type { Answer, Responder, ViewerRequest } from '../../../../lib/preview/responder.ts';
import { edgeEngine } from '../../../support/edge/engine.ts';

/** A distribution on a port of this machine, and what its origins were asked. */
export interface Served {
  readonly port: number;
  readonly certificate: string;
  readonly asked: ViewerRequest[];
  readonly told: string[];
  /** Sends a request over a socket of its own. The path stands in it as it is written. */
  readonly send: (path: string, options?: SentOptions) => Promise<Received>;
  readonly close: () => Promise<void>;
}

interface SentOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  /** @default https */
  readonly scheme?: 'http' | 'https';
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface ServedProps extends Partial<Omit<EdgeProps, 'resources' | 'origins'>> {
  readonly resources: readonly DeployedResource[];
  /** What the origins answer. @default - 200 with the text of the path */
  readonly origin?: (request: ViewerRequest, originId: string) => Answer | Promise<Answer>;
}

const shop = 'shop.boutique.example';

/** Opens a distribution, and listens for it under its real name. */
export async function served({ origin = echo, ...props }: ServedProps): Promise<Served> {
  const asked: ViewerRequest[] = [];
  const told: string[] = [];
  const origins =
    (originId: string): Responder =>
    async (request) => {
      asked.push(request);
      return origin(request, originId);
    };
  const edge = await openEdge({
    firewall: { decide: async () => ({ action: 'allow', headers: {} }) },
    readObject: async () => Buffer.from('{"data":[]}'),
    engine: edgeEngine(),
    tell: (line) => told.push(line),
    ...props,
    origins,
  });
  const listener = await startListener({
    port: 0,
    shop,
    responders: new Map([[shop, edge.respond]]),
    distribution: edge.distribution,
    tell: (line) => told.push(line),
  });
  const { port, certificate } = listener;
  return {
    port,
    certificate,
    asked,
    told,
    send: (path, options) => send({ port, certificate }, path, options),
    close: async () => {
      await listener.close();
      await edge.close();
    },
  };
}

function echo({ target }: ViewerRequest): Answer {
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: target };
}

function send(
  { port, certificate }: Pick<Served, 'port' | 'certificate'>,
  path: string,
  { method = 'GET', headers = {}, body, scheme = 'https' }: SentOptions = {},
): Promise<Received> {
  const options = {
    port,
    path,
    method,
    host: '127.0.0.1',
    agent: false as const,
    headers: { host: shop, ...headers },
  };
  return new Promise((resolve, reject) => {
    const sent =
      scheme === 'https'
        ? httpsRequest({ ...options, ca: certificate, servername: shop })
        : httpRequest(options);
    sent.on('response', (response) => {
      const { statusCode: status = 0, headers: received } = response;
      buffer(response).then((bytes) => resolve({ status, headers: received, body: bytes }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
