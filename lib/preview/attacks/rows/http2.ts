import type { Attack, AttackGroup } from '../attack.ts';

const post = [
  [':method', 'POST'],
  [':scheme', 'https'],
  [':path', '/csp-report'],
  [':authority', 'HOST'],
  ['user-agent', 'curl'],
] as const;
const get = [
  [':method', 'GET'],
  [':scheme', 'https'],
  [':path', '/'],
  [':authority', 'HOST'],
  ['user-agent', 'curl'],
] as const;

type Fields = readonly (readonly [string, string])[];

/** What would be two requests, or another one, once an edge had made HTTP/1.1 of it. */
function shape(name: string, fields: Fields, body?: string): Attack {
  return {
    name,
    sent: { fields, ...(body !== undefined && { body }) },
    expected: { statuses: [400, 403], isEnded: true },
    defence: { edge: 'protocol' },
  };
}

const hidden = 'GET /smuggled HTTP/1.1\r\nhost: HOST\r\n\r\n';
const but = (changed: string, value: string, fields: Fields = get) =>
  fields.map(([name, usual]) => [name, name === changed ? value : usual] as const);

/** Requests of HTTP/2 that would be others in HTTP/1.1. */
export const http2: AttackGroup = {
  title: 'Requests of HTTP/2 that HTTP/1.1 would read otherwise',
  attacks: [
    shape('a length that is shorter than the body', [...post, ['content-length', '0']], hidden),
    shape('a length that is longer than the body', [...post, ['content-length', '400']], hidden),
    shape('chunks in HTTP/2', [...post, ['transfer-encoding', 'chunked']], `0\r\n\r\n${hidden}`),
    shape(
      'a line that ends in the path',
      but(':path', '/ HTTP/1.1\r\nhost: evil.example\r\n\r\nGET /smuggled'),
    ),
    shape('a method that holds a path', but(':method', 'GET /smuggled HTTP/1.1\r\nx-a:')),
    shape('two paths', [...get, [':path', '/smuggled']]),
    shape('a path after other headers', [['user-agent', 'curl'], ...get.slice(0, 4)]),
    shape('an authority and another host', [...get, ['host', 'evil.example']]),
    shape('a name in capitals', [...get, ['Transfer-Encoding', 'chunked']]),
    shape('a header of the connection', [...get, ['connection', 'transfer-encoding']]),
    shape('a path that is a whole address', but(':path', 'https://evil.example/')),
  ],
};
