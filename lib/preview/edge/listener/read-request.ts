import { TLSSocket } from 'node:tls';
import type { ViewerRequest } from '../../responder.ts';
import type { Message } from './protocols.ts';

/** A request that is read no further, with the status that answers it. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Bodies are kept in memory, so there is a limit to them here. CloudFront's is 50 GB, and that of the load balancer behind it 1 MB. */
const mostBodyBytes = 10_485_760;

/**
 * Reads a request off a connection. Throws a `RefusedRequest` for whatever servers behind each other may read differently: a host that is
 * missing, sent twice or written in the first line, and a body that is too long.
 */
export async function readRequest(message: Message): Promise<ViewerRequest> {
  const headers = headersOf(message.rawHeaders);
  const host = hostOf(message, headers);
  const target = message.url ?? '';
  if (!target.startsWith('/')) throw new RefusedRequest(400, 'The first line holds no path.');
  const { socket } = message;
  const url = addressOf(socket, host, target);
  return {
    method: message.method ?? '',
    url,
    target,
    headers: { ...headers, host: [host] },
    body: await bodyOf(message),
    address: socket.remoteAddress ?? '127.0.0.1',
    port: socket.remotePort ?? 0,
  };
}

function addressOf(socket: Message['socket'], host: string, target: string): URL {
  const [scheme, usualPort] = socket instanceof TLSSocket ? ['https', /:443$/] : ['http', /:80$/];
  const address = `${scheme}://${host}${target}`;
  // A host that reads as something else, such as one with a user before it, is none.
  if (URL.canParse(address) && new URL(address).host === host.replace(usualPort, '')) return new URL(address);
  throw new RefusedRequest(400, 'The host is none.');
}

function headersOf(raw: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null);
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    // HTTP/2 names what HTTP/1.1 has in its first line.
    if (name.startsWith(':') && name !== ':authority') continue;
    headers[name] = [...(headers[name] ?? []), raw[at + 1] ?? ''];
  }
  return headers;
}

/** The only host of a request, in lower case. */
function hostOf(message: Message, headers: Record<string, string[]>): string {
  const { ':authority': authority = [], host = [] } = headers;
  delete headers[':authority'];
  const [name, ...others] = new Set([...authority, ...host].map((each) => each.toLowerCase()));
  if (name === undefined || name === '') throw new RefusedRequest(400, 'The request names no host.');
  const isOnce = others.length === 0 && authority.length < 2 && host.length < 2;
  if (!isOnce || (message.httpVersionMajor === 1 && host.length !== 1)) {
    throw new RefusedRequest(400, 'The request names more than one host.');
  }
  return name;
}

async function bodyOf(message: Message): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message) {
      size += chunk.length;
      // The rest is read too: whoever is cut off while he sends may never read why.
      if (size <= mostBodyBytes) chunks.push(chunk);
    }
  } catch {
    // Connection or stream has ended, by the viewer or by a limit of time.
    throw new RefusedRequest(400, 'The request was broken off.');
  }
  if (size > mostBodyBytes) throw new RefusedRequest(413, `The body is longer than ${mostBodyBytes} bytes.`);
  return Buffer.concat(chunks);
}
