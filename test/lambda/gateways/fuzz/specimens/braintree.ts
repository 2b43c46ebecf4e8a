import { plantedCards } from '../../support/content.ts';
import type { Message } from '../../support/message.ts';
import type { Random } from '../../support/random.ts';
import { signed } from '../../support/signers.ts';
import { type Change, type Changes, messageOf, type Specimen } from '../specimen.ts';

/** Changes the form that the body is. */
const form = (change: (fields: URLSearchParams, random: Random) => string | undefined): Change => {
  return (message, { random }) => {
    const fields = fieldsOf(message);
    return { ...message, body: Buffer.from(change(fields, random) ?? fields.toString()) };
  };
};

const fieldsOf = ({ body }: Pick<Message, 'body'>) => new URLSearchParams(body.toString('latin1'));

const field = (name: string, change: (value: string) => string) =>
  form((fields) => {
    fields.set(name, change(fields.get(name) ?? ''));
    return undefined;
  });

const signature = (change: (value: string) => string) => field('bt_signature', change);
const payload = (change: (value: string) => string) => field('bt_payload', change);

const breaks: Changes = {
  'no signature': form((fields) => void fields.delete('bt_signature')),
  'no payload': form((fields) => void fields.delete('bt_payload')),
  'two signatures': form((fields) => void fields.append('bt_signature', fields.get('bt_signature') ?? '')),
  'two payloads': form((fields) => void fields.append('bt_payload', fields.get('bt_payload') ?? '')),
  'two pairs of one key': signature((value) => `${value}&${value}`),
  'three parts in a pair': signature((value) => `${value}|`),
  'a signature cut short': signature((value) => value.slice(0, -2)),
  'a signature and one more byte': signature((value) => `${value}00`),
  'a signature and a null character': signature((value) => `${value}\0`),
  'a signature in upper case': signature((value) => value.replace(/\|.*/, (hex) => hex.toUpperCase())),
  'a signature without its key': signature((value) => value.replace(/^.*\|/, '')),
  'a signature of another key': signature((value) => `x${value}`),
  'a key with a space': signature((value) => ` ${value}`),
  'a comma between pairs': signature((value) => `a|b,${value}`),
  'a payload with a space': payload((value) => ` ${value}`),
  'a payload with two line ends': payload((value) => `${value}\n`),
  'a payload with a carriage return': payload((value) => value.replace('\n', '\r\n')),
  'a payload with its end marked': payload((value) => value.replace('\n', '=\n')),
  'a payload for addresses': payload((value) => `-_${value}`),
  'another payload': payload((value) => Buffer.from(`${Buffer.from(value, 'base64')} `).toString('base64')),
  'a payload of nothing': payload(() => ''),
  'JSON instead': form((fields) => JSON.stringify(Object.fromEntries(fields))),
};

const keeps: Changes = {
  'pairs of other keys beside': signature(
    (value) => `other_key|${'0'.repeat(40)}&${value}&k|${'1'.repeat(40)}`,
  ),
  'pairs that are none beside': signature((value) => `nonsense&${value}`),
  'fields in another order': form((fields) => new URLSearchParams([...fields].reverse()).toString()),
  'another field': form((fields, random) => void fields.append('bt_other', random.text(5))),
  'no line end': payload((value) => value.trimEnd()),
  'every character encoded': form((fields) =>
    [...fields].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&'),
  ),
  'ampersands too many': form((fields) => `&${fields}&&`),
};

function encoded(text: string): string {
  return [...text].map((each) => `%${each.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
}

/** Braintree's messages: forms with a payload of XML and one signature for each key. */
export const braintree: Specimen = {
  name: 'braintree',
  write: (random, secret) => messageOf(signed('braintree', notification(random), secret)),
  isSame: (changed, genuine) => {
    const [ours, theirs] = [fieldsOf(changed), fieldsOf(genuine)];
    const pairs = (ours.get('bt_signature') ?? '').split('&');
    const isSigned = pairs.includes(theirs.get('bt_signature') ?? '');
    return isSigned && ours.get('bt_payload')?.trimEnd() === theirs.get('bt_payload')?.trimEnd();
  },
  breaks,
  keeps,
};

function notification(random: Random): string {
  const transaction = {
    id: random.word(8),
    type: random.pick(['sale', 'credit']),
    'order-id': `order-${random.word(5)}`,
    amount: (random.integer(1e6) / 100).toFixed(2),
    'currency-iso-code': random.pick(['EUR', 'JPY', 'USD']),
    'credit-card-number': random.pick(plantedCards),
    'customer-name': escaped(random.text(random.integer(24))),
  };
  const members = Object.entries(transaction).map(([name, value]) => `<${name}>${value}</${name}>`);
  const kind = random.pick(['transaction_settled', 'dispute_opened', 'check', 'unheard_of']);
  const text = `<transaction>${members.join('')}</transaction>`.repeat(random.chance(0.02) ? 50 : 1);
  return `<notification><kind>${kind}</kind><subject>${text}</subject></notification>`;
}

function escaped(text: string): string {
  return text.replace(/[\0<>&]/g, (each) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[each] ?? '');
}
