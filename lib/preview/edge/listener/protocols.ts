import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  constants,
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Socket } from 'node:net';

export type Message = IncomingMessage | Http2ServerRequest;
export type Reply = ServerResponse | Http2ServerResponse;

/** How long a viewer may take, in milliseconds. */
export interface ViewerLimits {
  readonly headers: number;
  readonly request: number;
}

/** HTTP/1.1 and HTTP/2 on connections that somebody else has taken, whatever lies below them. */
export interface Protocols {
  readonly serve: (socket: Socket) => void;
  readonly close: () => void;
}

/** Reads HTTP strictly: what is no request by its rules is answered 400, what comes too slowly 408, and the connection ends. */
export function createProtocols(
  answer: (message: Message, reply: Reply) => void,
  limits: ViewerLimits = { headers: 10_000, request: 30_000 },
): Protocols {
  const http = createHttpServer({
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: Math.min(500, limits.headers / 2),
    // The edge refuses long requests in CloudFront's words, long before this.
    maxHeaderSize: 65_536,
    // Whoever reads the request counts its hosts, and answers in words.
    requireHostHeader: false,
  });
  http.maxHeadersCount = 0;
  http.on('request', answer);
  http.on('connect', (_, socket) => socket.end(refusalLine('400 Bad Request')));
  http.on('clientError', refuseParsed);
  // It never listens itself, and counts the time of its connections from this event on.
  http.emit('listening');
  const http2 = createHttp2Server({
    settings: { enablePush: false, maxConcurrentStreams: 100, maxHeaderListSize: 65_536 },
  });
  http2.on('request', answer);
  http2.on('stream', (stream) => limitBody(stream, limits.request));
  http2.on('session', (session) => session.setTimeout(limits.request, () => session.close()));
  return {
    serve: (socket) => {
      const isHttp2 = 'alpnProtocol' in socket && socket.alpnProtocol === 'h2';
      (isHttp2 ? http2 : http).emit('connection', socket);
    },
    close: () => {
      http.close();
      http.closeAllConnections();
    },
  };
}

/** Ends a stream whose request is not whole in time, however steadily it comes. */
function limitBody(stream: ServerHttp2Stream, limit: number): void {
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), limit);
  const clear = () => clearTimeout(timer);
  stream.once('end', clear).once('close', clear);
}

function refuseParsed(
  error: NodeJS.ErrnoException,
  socket: Pick<Socket, 'writable' | 'end' | 'destroy'>,
): void {
  if (socket.writable && error.code !== 'ECONNRESET') {
    socket.end(refusalLine(statuses[error.code ?? ''] ?? '400 Bad Request'));
  } else {
    socket.destroy();
  }
}

const statuses: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '413 Content Too Large',
};

function refusalLine(status: string): string {
  return `HTTP/1.1 ${status}\r\nServer: CloudFront\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
}
