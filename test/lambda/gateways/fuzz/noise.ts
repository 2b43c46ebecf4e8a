import type { HeaderLine, Message } from '../support/message.ts';
import type { Random } from '../support/random.ts';
import type { Change } from './specimen.ts';

/** Changes without a purpose: most of them spoil a message, and some hit nothing that is signed. */
export const noise: readonly (readonly [name: string, change: Change])[] = [
  ...Object.entries(changesOfBytes()).map(([name, change]): [string, Change] => [
    `body: ${name}`,
    (message, { random }) => ({ ...message, body: change(message.body, random) }),
  ]),
  ...Object.entries(changesOfText()).map(([name, change]): [string, Change] => [
    `header: ${name}`,
    (message, { random }) =>
      onOneLine(message, random, ([header, value]) => [[header, change(value, random)]]),
  ]),
  ...Object.entries(changesOfText()).map(([name, change]): [string, Change] => [
    `query: ${name}`,
    (message, { random }) => ({ ...message, query: change(message.query, random) }),
  ]),
  ['headers: one dropped', (message, { random }) => onOneLine(message, random, () => [])],
  ['headers: one twice', (message, { random }) => onOneLine(message, random, (line) => [line, line])],
  [
    'headers: one twice in another case',
    (message, { random }) =>
      onOneLine(message, random, ([name, value]) => [
        [name, value],
        [name.toUpperCase(), value],
      ]),
  ],
  [
    'headers: one renamed',
    (message, { random }) =>
      onOneLine(message, random, ([name, value]) => [
        [random.pick([name.replaceAll('-', '_'), `${name} `, `x-${name}`, name.slice(1), `${name}:`]), value],
      ]),
  ],
  ['headers: none', (message) => ({ ...message, headers: [] })],
  ['headers of another message', (message, { other }) => ({ ...message, headers: other.headers })],
  ['body of another message', (message, { other }) => ({ ...message, body: other.body })],
  ['event: base64 called text', (message) => ({ ...message, shape: { body: 'base64 called text' } })],
  ['event: text called base64', (message) => ({ ...message, shape: { body: 'text called base64' } })],
];

function onOneLine(
  message: Message,
  random: Random,
  change: (line: HeaderLine) => readonly HeaderLine[],
): Message {
  const chosen = random.integer(message.headers.length);
  return {
    ...message,
    headers: message.headers.flatMap((line, index) => (index === chosen ? change(line) : [line])),
  };
}

function changesOfBytes(): Readonly<Record<string, (body: Buffer, random: Random) => Buffer>> {
  return {
    'a bit flipped': (body, random) => {
      const copy = Buffer.from(body);
      const place = random.integer(copy.length);
      if (copy.length > 0) copy[place] = (copy[place] ?? 0) ^ (1 << random.integer(8));
      return copy;
    },
    'a byte dropped': (body, random) => spliced(body, random, 1, ''),
    'bytes put in': (body, random) => spliced(body, random, 0, random.text(1 + random.integer(3))),
    'a byte replaced': (body, random) => spliced(body, random, 1, random.text(1)),
    'an end cut off': (body, random) => body.subarray(0, random.integer(body.length)),
    'a beginning cut off': (body, random) => body.subarray(1 + random.integer(body.length)),
    'a part repeated': (body, random) => {
      const [from, to] = [random.integer(body.length), random.integer(body.length)];
      return Buffer.concat([body.subarray(0, to), body.subarray(from, from + 64), body.subarray(to)]);
    },
    'something before it': (body, random) =>
      Buffer.concat([Buffer.from(random.pick(['\ufeff', ' ', '\n', '\0'])), body]),
    'something after it': (body, random) =>
      Buffer.concat([body, Buffer.from(random.pick(['\n', ' ', '\r\n', '\0', '{}', '&']))]),
    'written in another normal form': (body, random) =>
      Buffer.from(body.toString('utf8').normalize(random.pick(['NFC', 'NFD', 'NFKC']))),
    'written in another encoding': (body, random) =>
      Buffer.from(body.toString('utf8'), random.pick(['latin1', 'utf16le', 'ascii'] as const)),
    'written in another case': (body, random) =>
      Buffer.from(random.chance(0.5) ? upper(body.toString('utf8')) : body.toString('utf8').toLowerCase()),
    'written again as JSON': (body, random) => rewritten(body, random.pick([0, 1, 2])),
    'line ends changed': (body) => Buffer.from(body.toString('utf8').replaceAll('\\n', '\\r\\n')),
    'nothing left': () => Buffer.alloc(0),
    'zeros instead': (body) => Buffer.alloc(body.length),
    'a million bytes instead': (_, random) =>
      Buffer.alloc(
        random.chance(0.02) ? 1_000_000 : 1000,
        random.pick(['a', '[', '{"a":', '%', '&', '=', ',']),
      ),
  };
}

function changesOfText(): Readonly<Record<string, (text: string, random: Random) => string>> {
  return {
    'a character dropped': (text, random) => edited(text, random, 1, ''),
    'a character put in': (text, random) => edited(text, random, 0, random.text(1)),
    'a digit or letter put in': (text, random) => edited(text, random, 0, random.word(1)),
    'a character replaced': (text, random) => edited(text, random, 1, random.word(1)),
    'an end cut off': (text, random) => text.slice(0, random.integer(text.length)),
    'something after it': (text, random) =>
      text + random.pick(['0', '00', '=', '==', ',', ';', '\0', '"', '\u00a0', '\u2003', '\n', ', ', '%00']),
    'something before it': (text, random) =>
      random.pick(['0', '=', ',', '"', '\0', '\u00a0', '\ufeff', 'sha256=', 'v1=', 'sha512=', '+', '-']) +
      text,
    'itself again': (text, random) => text + random.pick(['', ',', ', ', ' ', '&', ';']) + text,
    'in quotes': (text) => `"${text}"`,
    'in another case': (text, random) => (random.chance(0.5) ? upper(text) : text.toLowerCase()),
    'in wide digits': (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    'in percent signs': (text) =>
      text.replace(/[^A-Za-z]/g, (each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`),
    'hexadecimal as base64': (text) =>
      text.replace(/[0-9a-f]{32,}/gi, (hex) => Buffer.from(hex, 'hex').toString('base64')),
    'base64 as hexadecimal': (text) =>
      text.replace(/[A-Za-z0-9+/]{27,}=*/g, (base64) => Buffer.from(base64, 'base64').toString('hex')),
    'base64 for addresses': (text) => text.replaceAll('+', '-').replaceAll('/', '_'),
    'base64 without its end': (text) => text.replace(/=+$/, ''),
    nothing: () => '',
    'a word of another language': (_, random) =>
      random.pick(['null', 'undefined', 'true', '[object Object]', 'NaN']),
    'thousands of characters': (text, random) =>
      text + random.pick(['=', ',', 'a', ',v1=a', ' ', '%']).repeat(4096),
  };
}

function spliced(body: Buffer, random: Random, length: number, replacement: string): Buffer {
  const place = random.integer(body.length);
  return Buffer.concat([body.subarray(0, place), Buffer.from(replacement), body.subarray(place + length)]);
}

function edited(text: string, random: Random, length: number, replacement: string): string {
  const place = random.integer(text.length + 1);
  return text.slice(0, place) + replacement + text.slice(place + length);
}

function rewritten(body: Buffer, indent: number): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8')), undefined, indent));
  } catch {
    return Buffer.from(JSON.stringify(body.toString('utf8')));
  }
}

function upper(text: string): string {
  return text.toUpperCase();
}
