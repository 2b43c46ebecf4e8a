import { randomContent } from '../../support/content.ts';
import { signed } from '../../support/signers.ts';
import { type Changes, changed, lossy, messageOf, type Specimen, twice, without } from '../specimen.ts';

const header = 'stripe-signature';
const to = (change: (value: string) => string) => changed(header, change);

/** The first number of the header, which is the time. */
const time = (change: (time: string) => string) => to((value) => value.replace(/\d+/, change));

const breaks: Changes = {
  ...lossy,
  'nothing, signed': (_, { secret }) => messageOf(signed('stripe', '', secret)),
  'no header': without(header),
  'the header twice': twice(header),
  'the header twice in one line': to((value) => `${value},${value}`),
  'a second time': to((value) => `${value},t=1`),
  'something after the signature': to((value) => `${value}=junk`),
  'a comma too many': to((value) => `${value},`),
  'a space after the comma': to((value) => value.replace(',', ', ')),
  'a semicolon for the comma': to((value) => value.replace(',', ';')),
  'an older scheme': to((value) => value.replace('v1', 'v0')),
  'a scheme to come': to((value) => value.replace('v1', 'v2')),
  'a scheme in upper case': to((value) => value.replace('v1', 'V1')),
  'a signature in upper case': to((value) => value.replace(/[0-9a-f]{64}/, (hex) => hex.toUpperCase())),
  'a signature cut short': to((value) => value.slice(0, -2)),
  'a signature and one more byte': to((value) => `${value}00`),
  'a signature as base64': to((value) =>
    value.replace(/[0-9a-f]{64}/, (hex) => Buffer.from(hex, 'hex').toString('base64')),
  ),
  'no time': to((value) => value.replace(/^t=\d+,/, '')),
  'an empty time': time(() => ''),
  'a second later': time((text) => String(Number(text) + 1)),
  'a second earlier': time((text) => String(Number(text) - 1)),
  'a time with a sign': time((text) => `+${text}`),
  'a time with a zero before it': time((text) => `0${text}`),
  'a time with a fraction': time((text) => `${text}.0`),
  'a time with an exponent': time((text) => `${text}e0`),
  'a time in milliseconds': time((text) => `${text}000`),
  'a byte order mark': (message) => ({
    ...message,
    body: Buffer.concat([Buffer.from('\ufeff'), message.body]),
  }),
  'a time in wide digits': time((text) => text.replace('1', '１')),
};

const keeps: Changes = {
  'a foreign signature before': to((value) => value.replace('v1=', `v1=${'0'.repeat(64)},v1=`)),
  'a foreign signature after': to((value) => `${value},v1=${'f'.repeat(64)}`),
  'what is no signature beside': to((value) => `${value},v1=none`),
  'an older scheme beside': to((value) => `${value},v0=${'0'.repeat(64)}`),
  'the time at the end': to((value) => value.split(',').reverse().join(',')),
};

/** Stripe's messages, whose one header holds a time and any number of signatures. */
export const stripe: Specimen = {
  name: 'stripe',
  write: (random, secret, largest) => messageOf(signed('stripe', randomContent(random, largest), secret)),
  isSame: ({ headers, body }, genuine) => {
    const [time = '', signature = ''] = genuine.headers.get(header)?.[0]?.split(',') ?? [];
    const [value = '', ...more] = headers.get(header) ?? [];
    return (
      more.length === 0 && value.includes(time) && value.includes(signature) && body.equals(genuine.body)
    );
  },
  breaks,
  keeps,
  window: { before: 300, after: 300 },
};
