import { createHmac } from 'node:crypto';
import {
  type Change,
  type Changes,
  changed,
  haveSame,
  lossy,
  type Specimen,
  twice,
  without,
} from '../fuzz/specimen.ts';
import { now } from '../support/accounts.ts';
import { randomContent } from '../support/content.ts';

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
const [id, time, signature] = names;
const to = (change: (value: string) => string): Change => changed(signature, change);

const breaks: Changes = {
  ...lossy,
  ...Object.fromEntries(names.map((name) => [`no ${name}`, without(name)])),
  ...Object.fromEntries(names.map((name) => [`${name} twice`, twice(name)])),
  'another id': changed(id, (value) => `${value}0`),
  'an id that moves the border': changed(id, (value) => `${value}.1`),
  'a second later': changed(time, (value) => String(Number(value) + 1)),
  'a time with something after it': changed(time, (value) => `${value}s`),
  'a time with a zero before it': changed(time, (value) => `0${value}`),
  'a signature cut short': to((value) => value.slice(0, -1)),
  'a signature without its end': to((value) => value.replace(/=+$/, '')),
  'a signature without its version': to((value) => value.slice('v1,'.length)),
  'a version to come': to((value) => value.replace('v1', 'v2')),
  'a version in upper case': to((value) => value.replace('v1', 'V1')),
  'two signatures with a comma': to((value) => `${value},${value}`),
};

const keeps: Changes = {
  'a foreign signature beside': to((value) => `v1,${Buffer.alloc(32).toString('base64')} ${value}`),
  'a version to come beside': to((value) => `${value} v1a,${Buffer.alloc(64).toString('base64')}`),
};

/** Messages of senders that follow Standard Webhooks. */
export const standardWebhooks: Specimen = {
  name: 'standard-webhooks',
  secretOf: (version) => ({
    secret: `whsec_${Buffer.from(`standard ${version}`.padEnd(24, version)).toString('base64')}`,
  }),
  write: (random, { secret = '' }, largest) => {
    const body = Buffer.from(JSON.stringify(randomContent(random, largest)));
    const messageId = `msg_${random.word(20)}`;
    const timestamp = String(now.getTime() / 1000);
    const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
      .update(`${messageId}.${timestamp}.`)
      .update(body)
      .digest('base64');
    return {
      query: '',
      headers: [
        [id, messageId],
        [time, timestamp],
        [signature, `v1,${mac}`],
      ],
      body,
    };
  },
  isSame: (changedOne, genuine) => {
    const [own = ''] = genuine.headers.get(signature) ?? [];
    const [value = '', ...more] = changedOne.headers.get(signature) ?? [];
    const isSigned = more.length === 0 && value.split(' ').includes(own);
    const isAddressed = haveSame(id, changedOne, genuine) && haveSame(time, changedOne, genuine);
    return isSigned && isAddressed && changedOne.body.equals(genuine.body);
  },
  breaks,
  keeps,
  window: { before: 300, after: 300 },
};
