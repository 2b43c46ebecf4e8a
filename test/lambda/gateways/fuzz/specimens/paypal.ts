import { sign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Secret } from '../../../../../lambda/gateways/gateway.ts';
import { type Certified, certified } from '../../../../../lib/preview/gateways/paypal/certificate.ts';
import { now } from '../../support/accounts.ts';
import { plantedCards } from '../../support/content.ts';
import type { Message } from '../../support/message.ts';
import { type Random, randomOf } from '../../support/random.ts';
import { type Changes, changed, haveSame, type Specimen, twice, without } from '../specimen.ts';

const address = 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77';
const signature = 'paypal-transmission-sig';
const time = 'paypal-transmission-time';
const url = 'paypal-cert-url';
const names = ['paypal-transmission-id', time, signature, 'paypal-auth-algo', url];

const instead = (value: string) => changed(url, () => value);

const breaks: Changes = {
  ...Object.fromEntries(names.map((name) => [`no ${name}`, without(name)])),
  ...Object.fromEntries(names.map((name) => [`${name} twice`, twice(name)])),
  'a signature cut short': changed(signature, (value) => value.slice(0, -4)),
  'a signature without its end': changed(signature, (value) => value.replace(/=+$/, '')),
  'a signature and a space': changed(signature, (value) => `${value}\u00a0`),
  'a weaker hash': changed('paypal-auth-algo', () => 'SHA1withRSA'),
  'a hash in another case': changed('paypal-auth-algo', (value) => value.toLowerCase()),
  'a second later': changed(time, (value) => value.replace('00Z', '01Z')),
  'a time in another zone': changed(time, (value) => value.replace('Z', '+00:00')),
  'a time with a fraction': changed(time, (value) => value.replace('Z', '.0Z')),
  'an id with a border in it': changed('paypal-transmission-id', (value) => `${value}|x`),
  'a foreign address': instead(address.replace('paypal.com', 'evil.example')),
  'an address of another owner': instead(address.replace('paypal.com', 'paypal.com.evil.example')),
  'an address behind a name': instead(address.replace('//', '//api.paypal.com@evil.example/')),
  'an address with a port': instead(address.replace('.com', '.com:8443')),
  'an address without a lock': instead(address.replace('https', 'http')),
  'an address with a backslash': instead(address.replace('.com/', '.com\\@evil.example/')),
  'an address that leads away': instead(`${address}/../../../../redirect`),
  'an address with a question': instead(`${address}?to=https://evil.example`),
  'an address of tests': instead(address.replace('api.', 'api.sandbox.')),
  'an address with a line end': instead(`${address}\n`),
  'an address in wide letters': instead(address.replace('paypal', 'ｐaypal')),
  'another certificate': instead(`${address}0`),
};

const keeps: Changes = {
  'the host in upper case': changed(url, (value) =>
    value.replace('https://api.paypal.com', 'HTTPS://API.PayPal.COM'),
  ),
};

/** PayPal's messages, signed with a certificate that was made for the purpose. */
export const paypal: Specimen = {
  name: 'paypal',
  write: (random, secret) => genuine(random.integer(poolSize), secret),
  isSame: (changedOne, original) =>
    changedOne.body.equals(original.body) &&
    names.every((name) => name === url || haveSame(name, changedOne, original)) &&
    changedOne.headers.get(url)?.join().toLowerCase() === address.toLowerCase(),
  breaks,
  keeps,
  window: { before: 300, after: 4 * 24 * 60 * 60 },
  certificateAt: (asked) => {
    const { certificate, root } = keys();
    return new URL(asked).href === address ? { chain: certificate, roots: [root] } : undefined;
  },
};

// An RSA signature takes a hundred times as long as any other here, so that the same messages serve again.
const poolSize = 64;
const pool = new Map<string, Message>();

function genuine(index: number, secret: Secret): Message {
  const key = `${index}:${secret['webhookId']}`;
  const message = pool.get(key) ?? written(randomOf(`paypal ${key}`), secret);
  pool.set(key, message);
  return message;
}

function written(random: Random, { webhookId = '' }: Secret): Message {
  const body = Buffer.from(JSON.stringify(content(random)));
  const id = `${random.word(8)}-${random.word(4)}-${random.word(12)}`;
  const sentAt = `${now.toISOString().slice(0, 19)}Z`;
  const text = `${id}|${sentAt}|${webhookId}|${crc32(body)}`;
  const values = [
    id,
    sentAt,
    sign('sha256', Buffer.from(text), keys().key).toString('base64'),
    'SHA256withRSA',
    address,
  ];
  return { query: '', headers: names.map((name, index) => [name, values[index] ?? '']), body };
}

function content(random: Random): object {
  return {
    id: `WH-${random.word(17)}`,
    event_type: random.pick(['PAYMENT.CAPTURE.COMPLETED', 'CHECKOUT.ORDER.APPROVED', 'UNHEARD.OF']),
    summary: random.text(random.integer(40)),
    resource: { id: random.word(17), card: random.pick(plantedCards), custom_id: `order-${random.word(5)}` },
  };
}

let made: Certified | undefined;

function keys(): Certified {
  made ??= certified('messageverificationcerts.paypal.com');
  return made;
}
