import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { PreviewError } from '../../preview-error.ts';
import type { Answer, Responder, ViewerRequest } from '../../responder.ts';
import type { Distribution } from '../distribution.ts';
import { httpsRedirect } from '../edge-answers.ts';
import { type MachineNames, type MachineNamesProps, machineNames } from '../machine-names.ts';
import { makeCertificate } from './certificate.ts';
import { createProtocols, type Message, type Reply, type ViewerLimits } from './protocols.ts';
import { RefusedRequest, readRequest } from './read-request.ts';
import { send } from './send-answer.ts';
import { tlsSettings } from './tls-settings.ts';

export interface ListenerProps extends Pick<MachineNamesProps, 'pinned'> {
  /** The port of 127.0.0.1; 0 takes one that is free. */
  readonly port: number;
  /** The real name of the shop, whose responder also answers for hosts that nobody knows. */
  readonly shop: string;
  /** Who answers for each host, by its real name. The shop's is among them. */
  readonly responders: ReadonlyMap<string, Responder>;
  /** How the shop's distribution speaks TLS. */
  readonly distribution: Pick<Distribution, 'minimumProtocol' | 'httpVersion'>;
  /** Told what has failed. */
  readonly tell: (line: string) => void;
  /** How long a viewer may take, in milliseconds. @default - 10 s for the headers, 30 s for a whole request */
  readonly limits?: ViewerLimits;
}

/** What listens for viewers on this machine. */
export interface Listener {
  readonly port: number;
  readonly names: MachineNames;
  /** The certificate that it shows, in PEM. It is made at the start, and lies in no file. */
  readonly certificate: string;
  /** Ends it and every connection. */
  readonly close: () => Promise<void>;
}

/** Listens for HTTPS and plain HTTP on one port of 127.0.0.1. Throws a `PreviewError` where the port is taken. */
export async function startListener(props: ListenerProps): Promise<Listener> {
  const { port: wanted, shop, responders, distribution, pinned = [] } = props;
  const hosts = [...responders.keys()];
  const settings = tlsSettings(distribution);
  const { certificate, privateKey } = makeCertificate(certifiedNames(shop, hosts), new Date());
  const sockets = new Set<Socket>();
  const server = createServer((socket) => keep(socket, sockets));
  await listen(server, wanted);
  const { port } = server.address() as AddressInfo;
  const names = machineNames({ shop, hosts, port, pinned });
  const protocols = createProtocols(answering(props, names), props.limits);
  const secure = createTlsServer({
    ...settings,
    cert: certificate,
    key: privateKey,
    handshakeTimeout: firstByteLimit,
  });
  secure.on('secureConnection', (socket: TLSSocket) => protocols.serve(socket));
  secure.on('tlsClientError', (_, socket) => socket.destroy());
  server.on('connection', (socket) => dispatch(socket, { secure, plain: protocols.serve }));
  return {
    port,
    names,
    certificate,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      protocols.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function certifiedNames(shop: string, hosts: readonly string[]): readonly string[] {
  const others = hosts.filter((host) => host !== shop);
  return ['localhost', ...others.map((host) => `${host}.localhost`), ...hosts];
}

function keep(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
  socket.on('error', () => socket.destroy());
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new PreviewError(
      `port ${port} of 127.0.0.1 is in use, stop what listens there or write another with --port`,
    );
  }
}

/** The first byte of a TLS connection, which no line of HTTP begins with. */
const handshake = 0x16;

interface Doors {
  readonly secure: Server;
  readonly plain: (socket: Socket) => void;
}

function dispatch(socket: Socket, { secure, plain }: Doors): void {
  socket.setTimeout(firstByteLimit, () => socket.destroy());
  socket.once('data', (first: Buffer) => {
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    socket.pause();
    socket.unshift(first);
    if (first[0] === handshake) {
      secure.emit('connection', socket);
    } else {
      plain(socket);
      socket.resume();
    }
  });
}

/** How long a connection may say nothing at all, and how long it may shake hands, in milliseconds. */
const firstByteLimit = 10_000;

/** Answers each request under the name that it came for: those of this machine are translated, real ones are not. */
function answering({ shop, responders, tell }: ListenerProps, names: MachineNames) {
  const real: Responder = (request) => {
    const { hostname, protocol } = request.url;
    const responder = responders.get(hostname);
    if (protocol === 'http:' && responder && hostname !== shop) {
      return Promise.resolve(httpsRedirect(request.method, hostname, request.target));
    }
    const chosen = responder ?? responders.get(shop);
    if (!chosen) throw new Error(`nobody answers for the shop at ${shop}`);
    return chosen(request);
  };
  const translated = names.translate(real);
  const answerTo = (request: ViewerRequest) =>
    names.realHost(request) === undefined ? real(request) : translated(request);
  return (message: Message, reply: Reply): void => {
    readRequest(message)
      .then(answerTo)
      .catch((error) => failure(error, tell))
      .then((answer) => send(answer, message, reply))
      .catch((error) => {
        tell(`an answer could not be sent: ${error instanceof Error ? error.message : String(error)}`);
        reply.destroy();
      });
  };
}

function failure(error: unknown, tell: (line: string) => void): Answer {
  if (error instanceof RefusedRequest) {
    return {
      status: error.status,
      headers: { server: 'CloudFront', connection: 'close' },
      body: `${error.message}\n`,
    };
  }
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { status: 500, headers: { server: 'CloudFront' }, body: '' };
}
