import { createHmac } from 'node:crypto';
import type { Secret } from '../../../../../lambda/gateways/gateway.ts';
import { now } from '../../support/accounts.ts';
import { plantedCards } from '../../support/content.ts';
import type { Message } from '../../support/message.ts';
import type { Random } from '../../support/random.ts';
import { type Change, type Changes, changed, haveSame, type Specimen, twice, without } from '../specimen.ts';

const header = 'x-signature';
const to = (change: (value: string) => string) => changed(header, change);
const time = (change: (time: string) => string) => to((value) => value.replace(/\d+/, change));
const asked = (change: (query: string, random: Random) => string): Change => {
  return (message, { random }) => ({ ...message, query: change(message.query, random) });
};

function signedWith(
  { webhookSecret = '' }: Secret,
  random: Random,
  id: string,
  request: string | undefined,
  type = 'payment',
): Message {
  const ts = random.chance(0.5) ? now.getTime() : now.getTime() / 1000;
  const part = request === undefined ? '' : `request-id:${request};`;
  const text = `id:${id.toLowerCase()};${part}ts:${ts};`;
  const v1 = createHmac('sha256', webhookSecret).update(text).digest('hex');
  return {
    query: new URLSearchParams({ 'data.id': id, type }).toString(),
    headers: [
      ['x-signature', `ts=${ts},v1=${v1}`],
      ...(request === undefined ? [] : [['x-request-id', request] as const]),
    ],
    body: Buffer.from(JSON.stringify({ action: 'payment.updated', card: random.pick(plantedCards) })),
  };
}

const breaks: Changes = {
  'an id with a border in it, signed': (_, { random, secret }) =>
    signedWith(secret, random, '1;request-id:r', undefined),
  'a request with a border in it, signed': (_, { random, secret }) =>
    signedWith(secret, random, '1', 'r;ts:1'),
  'an empty id, signed': (_, { random, secret }) => signedWith(secret, random, '', 'r'),
  'no signature': without(header),
  'the signature twice': twice(header),
  'the signature twice in one line': to((value) => `${value},${value}`),
  'a second time': to((value) => `${value},ts=1`),
  'something after the signature': to((value) => `${value}=junk`),
  'a comma too many': to((value) => `${value},`),
  'a foreign signature before': to((value) => value.replace('v1=', `v1=${'0'.repeat(64)},v1=`)),
  'a foreign signature after': to((value) => `${value},v1=${'0'.repeat(64)}`),
  'a signature with a space after it': to((value) => `${value}\u00a0`),
  'a signature in upper case': to((value) => value.replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase())),
  'a signature cut short': to((value) => value.slice(0, -2)),
  'another scheme': to((value) => value.replace('v1', 'v2')),
  'a time with a zero before it': time((text) => `0${text}`),
  'a time with a sign': time((text) => `-${text}`),
  'a second later': time((text) => String(Number(text) + 1)),
  'a time in the other unit': time((text) => (text.length === 13 ? text.slice(0, -3) : `${text}000`)),
  'another id': asked((query) => query.replace(/data\.id=./, 'data.id=0Z')),
  'a second id': asked((query) => `${query}&data.id=1`),
  'the id twice': asked((query) => `${query}&${/data\.id=\w+/.exec(query)?.[0]}`),
  'no id': asked((query) => query.replace('data.id', 'id')),
  'an id with a border in it': asked((query) => query.replace(/data\.id=(\w+)/, 'data.id=$1%3Bts%3A1')),
  'an id with a space after it': asked((query) => query.replace(/data\.id=(\w+)/, 'data.id=$1+')),
  'an id in wide digits': asked((query) => query.replace(/data\.id=\w/, 'data.id=%EF%BC%94')),
  'an id as a list': asked((query) => query.replace('data.id=', 'data.id[]=')),
  'another request': (message) => ({
    ...message,
    headers: [...message.headers.filter(([name]) => name !== 'x-request-id'), ['x-request-id', 'another']],
  }),
  'a second request': (message) => ({
    ...message,
    headers: [...message.headers, ['x-request-id', 'another'], ['X-Request-Id', 'another']],
  }),
  'an empty body': (message) => ({ ...message, body: Buffer.alloc(0) }),
};

const keeps: Changes = {
  'another body, which is not signed': (message, { random }) => ({
    ...message,
    body: Buffer.from(`{"card":"${random.pick(plantedCards)}","text":${JSON.stringify(random.text(9))}}`),
  }),
  'the id in another case': asked((query) => query.replace(/data\.id=\w+/, (all) => `data.id=${lower(all)}`)),
  'parameters beside it': asked((query, random) => `${query}&source_news=${random.word(4)}`),
  'parameters in another order': asked((query) => query.split('&').reverse().join('&')),
  'an encoded name': asked((query) => query.replace('data.id', 'data%2Eid')),
  'a scheme to come beside': to((value) => `${value},v2=${'0'.repeat(64)}`),
  'the time at the end': to((value) => value.split(',').reverse().join(',')),
};

const lower = (parameter: string) => parameter.slice('data.id='.length).toLowerCase();

/** Mercado Pago's messages, which sign an id, a request and a time, each of them in several forms. */
export const mercadopago: Specimen = {
  name: 'mercadopago',
  write: (random, secret) => {
    const id = random.chance(0.7) ? String(1 + random.integer(1e9)) : `ORD${random.word(12)}`;
    const type = random.pick(['payment', 'order', 'merchant_order']);
    return signedWith(secret, random, id, random.chance(0.8) ? random.word(8) : undefined, type);
  },
  isSame: (changedOne, genuine) => {
    const [time = '', signature = ''] = genuine.headers.get(header)?.[0]?.split(',') ?? [];
    const [value = '', ...more] = changedOne.headers.get(header) ?? [];
    const idsOf = (query: string) => new URLSearchParams(query).getAll('data.id').join().toLowerCase();
    const isAsked = idsOf(changedOne.query) === idsOf(genuine.query) && changedOne.body.length > 0;
    const isSigned = more.length === 0 && value.includes(time) && value.includes(signature);
    return isAsked && isSigned && haveSame('x-request-id', changedOne, genuine);
  },
  breaks,
  keeps,
  window: { before: 300, after: 300 },
};
