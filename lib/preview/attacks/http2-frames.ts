import type { Http2Request } from './attack.ts';

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const types = { data: 0, headers: 1, reset: 3, settings: 4, goAway: 7 } as const;
const endStream = 1;
const endHeaders = 4;

/** The bytes of a connection with one request, after which the client has nothing more to say (RFC 9113). */
export function http2Bytes({ fields, body }: Http2Request, host: string): Buffer {
  const block = Buffer.concat(fields.map(([name, value]) => literal(name, value.replaceAll('HOST', host))));
  const ends = body === undefined ? endStream : 0;
  return Buffer.concat([
    Buffer.from(preface),
    frame('settings', 0, 0, Buffer.alloc(0)),
    frame('headers', endHeaders | ends, 1, block),
    ...(body === undefined ? [] : [frame('data', endStream, 1, Buffer.from(body, 'latin1'))]),
    frame('goAway', 0, 0, Buffer.alloc(8)),
  ]);
}

function frame(type: keyof typeof types, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(types[type], 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** A field that no table has, without compression (RFC 7541, section 6.2.2). */
function literal(name: string, value: string): Buffer {
  return Buffer.concat([Buffer.of(0), sized(name), sized(value)]);
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length > 126) throw new Error(`${text} is longer than these frames take`);
  return Buffer.concat([Buffer.of(bytes.length), bytes]);
}

/** What a server has sent back: the statuses of its answers, and whether it has ended a stream or the connection as wrong. */
export function http2Answers(told: Buffer): {
  readonly statuses: readonly number[];
  readonly isEnded: boolean;
} {
  const statuses: number[] = [];
  let isEnded = false;
  for (let at = 0; at + 9 <= told.length; ) {
    const length = told.readUIntBE(at, 3);
    const type = told.readUInt8(at + 3);
    const payload = told.subarray(at + 9, at + 9 + length);
    if (type === types.headers) statuses.push(statusOf(payload));
    const error =
      type === types.reset ? payload.readUInt32BE(0) : type === types.goAway ? payload.readUInt32BE(4) : 0;
    if (error !== 0) isEnded = true;
    at += 9 + length;
  }
  return { statuses, isEnded };
}

const tabled = [200, 204, 206, 304, 400, 404, 500];

/** The status is the first field of an answer: it stands in the table, or as three digits in Huffman's code (RFC 7541, appendices A and B). */
function statusOf(block: Buffer): number {
  const first = block.readUInt8(0);
  const known = tabled[first - 0x88];
  if (known !== undefined) return known;
  const length = block.readUInt8(1) & 0x7f;
  const value = block.subarray(2, 2 + length);
  if ((block.readUInt8(1) & 0x80) === 0) return Number(value.toString('latin1'));
  const bits = [...value].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/0000[01]|00010|011001|01101[01]|0111[01]{2}/g) ?? [];
  return Number(digits.slice(0, 3).map(digitOf).join(''));
}

function digitOf(code: string): number {
  const number = Number.parseInt(code, 2);
  return code.length === 5 ? number : number - 22;
}
