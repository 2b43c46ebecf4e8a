import type { AttackGroup } from '../attack.ts';

const hidden = 'GET /smuggled HTTP/1.1\r\nhost: HOST\r\nuser-agent: curl\r\n\r\n';

function post(...lines: readonly string[]): string {
  return ['POST /csp-report HTTP/1.1', 'host: HOST', 'user-agent: curl', ...lines, '', ''].join('\r\n');
}

function slow(name: string, sent: string) {
  return { name, sent, expected: { statuses: [408], answers: 1 }, defence: { edge: 'protocol' as const } };
}

function shape(name: string, sent: string) {
  return {
    name,
    sent,
    expected: { statuses: [400, 403], answers: 1 },
    defence: { edge: 'protocol' as const },
  };
}

/** Shapes of requests of which two servers could find two ends, and requests that never end. `HOST` stands for the host and port of the shop. */
export const smuggling: AttackGroup = {
  title: 'Requests with two ends or none',
  attacks: [
    shape(
      'a length and chunks',
      `${post('content-length: 6', 'transfer-encoding: chunked')}0\r\n\r\n${hidden}`,
    ),
    shape(
      'chunks and a shorter length',
      `${post('transfer-encoding: chunked', 'content-length: 3')}1\r\nx\r\n0\r\n\r\n${hidden}`,
    ),
    shape(
      'chunks by two names',
      `${post('transfer-encoding: chunked', 'transfer-encoding: identity')}0\r\n\r\n${hidden}`,
    ),
    shape(
      'chunks by a name that is nearly right',
      `${post('transfer-encoding: xchunked')}0\r\n\r\n${hidden}`,
    ),
    shape(
      'chunks by a name that goes on after a tab',
      `${post('transfer-encoding:\tchunked\tx', 'content-length: 60')}${hidden}`,
    ),
    shape(
      'chunks, twice',
      `${post('transfer-encoding: chunked', 'transfer-encoding: chunked', 'content-length: 5')}0\r\n\r\n${hidden}`,
    ),
    shape(
      'chunks by HTTP/1.0',
      `${post('transfer-encoding: chunked', 'content-length: 5').replace('1.1', '1.0')}0\r\n\r\n${hidden}`,
    ),
    shape('two equal lengths', `${post('content-length: 60', 'content-length: 60')}${hidden}`),
    shape('two lengths in one line', `${post('content-length: 60, 0')}${hidden}`),
    shape('a length in hexadecimal digits', `${post('content-length: 0x3c')}${hidden}`),
    shape(
      'a line that ends by a carriage return alone',
      `GET / HTTP/1.1\r\nhost: HOST\rx-a: b\r\n\r\n${hidden}`,
    ),
    shape('a header without its name', `${post(': x', 'content-length: 60')}${hidden}`),
    shape('a null in a header', `${post('x-a: b\0c', 'content-length: 60')}${hidden}`),
    shape('two lengths', `${post('content-length: 0', 'content-length: 60')}${hidden}`),
    shape('a length with a sign', `${post('content-length: +0')}${hidden}`),
    shape('a space before the colon', `${post('content-length : 60')}${hidden}`),
    shape('a header that goes on in the next line', `${post('x-a: 1\r\n content-length: 60')}${hidden}`),
    shape('a chunk whose length is no number', `${post('transfer-encoding: chunked')}zz\r\n\r\n${hidden}`),
    shape('lines that end by half', 'GET / HTTP/1.1\nhost: HOST\n\nGET /smuggled HTTP/1.1\n\n'),
    shape('no host', 'GET / HTTP/1.1\r\nuser-agent: curl\r\n\r\n'),
    shape('two hosts', 'GET / HTTP/1.1\r\nhost: HOST\r\nhost: evil.example\r\nuser-agent: curl\r\n\r\n'),
    slow('headers that never end', 'GET / HTTP/1.1\r\nhost: HOST\r\nuser-agent: curl\r\n'),
    slow('a body that never ends', `${post('content-length: 100')}x`),
  ],
};
