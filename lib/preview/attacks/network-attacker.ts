import { Agent, request as httpsRequest } from 'node:https';
import { type ConnectionOptions, connect } from 'node:tls';
import type { Answer } from '../responder.ts';
import { http2Answers, http2Bytes } from './http2-frames.ts';
import type { Attacker, SentRequest, Told } from './run-attacks.ts';

/** How long a connection may say nothing, in milliseconds, until what came counts as all: longer than any server waits for a request. */
const patience = 45_000;

export interface NetworkProps {
  /** Where the shop is, for example `https://localhost:8443`. */
  readonly shop: string;
  /** The address of this machine from which everything comes, for example `127.0.0.2`. */
  readonly address: string;
}

/** Reaches a shop over the network as curl does, with `--insecure`: its certificate is one of this machine. */
export function networkAttacker({ shop, address }: NetworkProps): Attacker {
  const { hostname, port, host } = new URL(shop);
  const place = { host: '127.0.0.1', port: Number(port), servername: hostname, localAddress: address };
  const trusting = { ...place, rejectUnauthorized: false };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    close: () => agent.destroy(),
    send: ({ method, host: asked, path, headers, body }: SentRequest) =>
      new Promise<Answer>((resolve, reject) => {
        const given = Object.entries(headers)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => [name, value.replaceAll('HOST', host)]);
        const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
        const sending = httpsRequest(
          {
            ...trusting,
            method,
            path,
            headers: {
              host: asked === undefined ? host : `${asked}.${host}`,
              ...length,
              ...Object.fromEntries(given),
            },
            agent,
          },
          (message) => {
            const parts: Buffer[] = [];
            message.on('data', (part: Buffer) => parts.push(part));
            message.on('error', reject);
            message.on('end', () => {
              const { statusCode = 0, headers: told } = message;
              const named = Object.entries(told).map(([name, value]) => [name, value ?? ''] as const);
              resolve({ status: statusCode, headers: Object.fromEntries(named), body: Buffer.concat(parts) });
            });
          },
        );
        sending.on('error', reject);
        sending.end(body);
      }),
    sendBytes: async (sent) => {
      if (typeof sent === 'string') {
        const bytes = Buffer.from(sent.replaceAll('HOST', host), 'latin1');
        return http1Answers(await exchanged(trusting, 'http/1.1', bytes));
      }
      return http2Answers(await exchanged(trusting, 'h2', http2Bytes(sent, host)));
    },
  };
}

/** Sends bytes, and gives what came back until the connection ended. */
function exchanged(place: ConnectionOptions, protocol: string, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect({ ...place, ALPNProtocols: [protocol] });
    const parts: Buffer[] = [];
    const end = () => {
      socket.destroy();
      resolve(Buffer.concat(parts));
    };
    socket.setTimeout(patience, end);
    socket.on('data', (part) => parts.push(part));
    // Whoever is refused may find the connection reset; what came before that counts.
    socket.on('error', end);
    socket.on('close', end);
    socket.write(bytes);
  });
}

function http1Answers(told: Buffer): Told {
  const lines = told.toString('latin1').matchAll(/^HTTP\/1\.[01] (\d{3})/gm);
  return { statuses: [...lines].map(([, status]) => Number(status)), isEnded: false };
}
