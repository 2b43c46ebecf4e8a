import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from '../../responder.ts';
import type { Message, Reply } from './protocols.ts';

/** Sends an answer. Its length follows from its body, but where there is none. */
export function send({ status, headers, body }: Answer, message: Message, reply: Reply): void {
  const bytes = Buffer.from(body);
  const isBodiless = status === 204 || status === 304 || message.method === 'HEAD';
  const { connection, 'content-length': told, ...others } = headers;
  const length = isBodiless ? [told ?? []].flat()[0] : String(bytes.length);
  // HTTP/2 has no header for the connection.
  const closes = connection !== undefined && message.httpVersionMajor === 1;
  const sent: OutgoingHttpHeaders = {
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, mutable(value)])),
    ...(length !== undefined && status !== 204 && { 'content-length': length }),
    ...(closes && { connection: 'close' }),
  };
  // Both kinds of replies take the same, but their types have no call in common.
  const writer = reply as ServerResponse;
  writer.writeHead(status, sent);
  writer.end(isBodiless ? '' : bytes);
}

function mutable(value: string | readonly string[]): string | string[] {
  return typeof value === 'string' ? value : [...value];
}
