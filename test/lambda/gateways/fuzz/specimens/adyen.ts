import { createHmac } from 'node:crypto';
import type { Delivery } from '../../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../../lambda/gateways/gateway.ts';
import { plantedCards, randomContent } from '../../support/content.ts';
import type { Message } from '../../support/message.ts';
import type { Random } from '../../support/random.ts';
import { signed } from '../../support/signers.ts';
import {
  type Change,
  type Changes,
  changed,
  haveSame,
  lossy,
  messageOf,
  type Specimen,
  twice,
} from '../specimen.ts';

type Item = Record<string, unknown> & {
  amount: Record<string, unknown>;
  additionalData: Record<string, unknown>;
};

interface Content {
  readonly notificationItems: readonly { readonly NotificationRequestItem: Item }[];
}

const names = ['pspReference', 'originalReference', 'merchantAccountCode', 'merchantReference'] as const;
const header = 'hmacsignature';

/** Changes one item of a message that signs its items, and the line of one that signs its body. */
const item = (
  change: (item: Item, random: Random) => void,
  line = (value: string) => `${value}=`,
): Change => {
  return (message, context) => {
    if (message.headers.length > 0) return changed(header, line)(message, context);
    return rewritten(message, ({ notificationItems }) => {
      change(context.random.pick(notificationItems).NotificationRequestItem, context.random);
    });
  };
};

const signature = (change: (value: string) => string) =>
  item(({ additionalData }) => {
    additionalData['hmacSignature'] = change(String(additionalData['hmacSignature']));
  }, change);

/** Puts something in the place of each signed field in turn. */
const instead = (value: (was: unknown) => unknown) =>
  item((each, random) => {
    const name = random.pick([...names, 'eventCode', 'success', 'value', 'currency']);
    const parent = name === 'value' || name === 'currency' ? each.amount : each;
    parent[name] = value(parent[name]);
  });

// Written as text, since JSON.stringify would come to the end of the stack as well.
const deep: Change = (message, context) => {
  const marked = item((each) => Object.assign(each, { pspReference: 'P-DEEP' }))(message, context);
  const text = marked.body.toString('utf8').replace('"P-DEEP"', '['.repeat(20_000) + ']'.repeat(20_000));
  return { ...marked, body: Buffer.from(text) };
};

/** A message of one item, signed as it is. */
const signedItem = (change: (item: object, secret: Secret) => object): Change => {
  return (_, { random, secret }) => {
    const NotificationRequestItem = change(payment(random, secret), secret);
    return messageOf(signed('adyen', { notificationItems: [{ NotificationRequestItem }] }, secret));
  };
};

const breaks: Changes = {
  'a border in a field, signed': signedItem((each) => ({ ...each, merchantReference: 'order:1' })),
  'another merchant account, signed': signedItem((each) => ({ ...each, merchantAccountCode: 'another' })),
  'fields with their border moved, signed': signedItem((each, { merchantAccount }) => ({
    ...each,
    merchantAccountCode: `${merchantAccount}:order`,
    merchantReference: '1',
  })),
  ...lossy,
  'no signature': item(
    ({ additionalData }) => void delete additionalData['hmacSignature'],
    () => '',
  ),
  'a signature cut short': signature((value) => value.slice(0, -1)),
  'a signature with a space after it': signature((value) => `${value} \u00a0`),
  'a signature with more of an end': signature((value) => `${value}=`),
  'a signature without its end': signature((value) => value.replace(/=+$/, '')),
  'two signatures in one': signature((value) => `${value},${value}`),
  'a signature with something after it': signature((value) => `${value}!`),
  'a field that was changed': instead((was) => (typeof was === 'number' ? was + 1 : `${was ?? ''}x`)),
  'a field with a colon': instead((was) => `${was ?? ''}:`),
  'a field as a list': instead((was) => [was ?? '']),
  'a field as an object': instead((was) => ({ toString: was, valueOf: was })),
  'a field as a long list': instead(() => Array.from({ length: 1000 }, () => 'a')),
  'a field as a deep list': deep,
  'fields that changed places': item((each) => {
    [each['pspReference'], each['merchantReference']] = [each['merchantReference'], each['pspReference']];
  }),
  'another merchant account': item((each) =>
    Object.assign(each, { merchantAccountCode: 'merchantAccount_c' }),
  ),
  'an amount as text': item(({ amount }) => Object.assign(amount, { value: String(amount['value']) })),
  'an item without its signature beside': item((each) => Object.assign(each, { additionalData: null })),
  'no items': (message, context) =>
    message.headers.length > 0
      ? changed(header, () => '')(message, context)
      : rewritten(message, (content) => Object.assign(content, { notificationItems: [] })),
  'items that are none': (message, context) =>
    message.headers.length > 0
      ? twice(header)(message, context)
      : rewritten(message, (content) => {
          const items = [...content.notificationItems, context.random.pick([null, 1, 'a', [], {}])];
          Object.assign(content, { notificationItems: items });
        }),
  'another signature in the header': (message, context) =>
    message.headers.length > 0
      ? changed(header, (value) => value.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')))(
          message,
          context,
        )
      : { ...message, headers: [[header, 'A'.repeat(43).concat('=')]] },
};

/** Changes what is not signed of the items; a signed body takes none. */
const unsigned = (change: (content: Content, random: Random) => void, indent?: number): Change => {
  return (message, { random }) => {
    if (message.headers.length > 0) return message;
    return rewritten(message, (content) => change(content, random), indent);
  };
};

const eachItem = (change: (item: Item, random: Random) => void): Change =>
  unsigned(({ notificationItems }, random) => {
    for (const { NotificationRequestItem } of notificationItems) change(NotificationRequestItem, random);
  });

const keeps: Changes = {
  'another layout': unsigned(() => undefined, 2),
  'members that are not signed': eachItem((each, random) => {
    Object.assign(each, { reason: random.text(8), eventDate: 'yesterday', paymentMethod: random.word(4) });
    Object.assign(each.additionalData, { cardNumber: random.pick(plantedCards), avsResult: '1' });
  }),
  'members in another order': eachItem((each) => {
    const members = Object.entries(each).reverse();
    for (const [name] of members) delete each[name];
    Object.assign(each, Object.fromEntries(members));
  }),
  'items in another order': unsigned((content) => {
    Object.assign(content, { notificationItems: [...content.notificationItems].reverse() });
  }),
  'nothing for an empty field': eachItem((each, random) => {
    if (each['originalReference'] === '') each['originalReference'] = random.pick([null, undefined]);
  }),
  'escaped characters': (message) =>
    message.headers.length > 0
      ? message
      : { ...message, body: Buffer.from(escaped(message.body.toString('utf8'))) },
};

/** Adyen's messages: payments, whose items are signed one by one, and others, whose body is. */
export const adyen: Specimen = {
  name: 'adyen',
  write: (random, secret, largest) =>
    random.chance(0.75) ? items(random, secret) : body(random, secret, largest),
  isSame: (changedOne, genuine) => {
    if (changedOne.headers.has(header) || genuine.headers.has(header)) {
      return changedOne.body.equals(genuine.body) && haveSame(header, changedOne, genuine);
    }
    const [ours, theirs] = [signedItems(changedOne), signedItems(genuine)];
    return ours.length > 0 && ours.every((each) => theirs.includes(each));
  },
  breaks,
  keeps,
};

function items(random: Random, secret: Secret): Message {
  const count = 1 + random.integer(3);
  const notificationItems = Array.from({ length: count }, () => ({
    NotificationRequestItem: payment(random, secret),
  }));
  return messageOf(signed('adyen', { live: 'true', unreadable: '\ufffd', notificationItems }, secret));
}

function payment(random: Random, { merchantAccount }: Secret): object {
  return {
    additionalData: { cardBin: '424242', cardNumber: random.pick(plantedCards) },
    amount: { value: random.integer(1e7), currency: random.pick(['EUR', 'JPY', 'ISK']) },
    eventCode: random.pick(['AUTHORISATION', 'REFUND', 'CHARGEBACK', 'REPORT_AVAILABLE']),
    eventDate: '2026-01-01T00:00:00Z',
    merchantAccountCode: merchantAccount,
    merchantReference: random.pick([`order-${random.word(6)}`, random.text(6).replaceAll(':', '')]),
    originalReference: random.pick(['', random.word(16)]),
    pspReference: `P${random.word(15)}`,
    reason: random.text(random.integer(20)),
    success: random.pick(['true', 'false']),
  };
}

function body(random: Random, { hmacKey = '' }: Secret, largest: number): Message {
  const bytes = Buffer.from(
    JSON.stringify({ type: 'balancePlatform.x', data: randomContent(random, largest) }),
  );
  const mac = createHmac('sha256', Buffer.from(hmacKey, 'hex')).update(bytes).digest('base64');
  return { query: '', headers: [[header, mac]], body: bytes };
}

function rewritten(message: Message, change: (content: Content) => void, indent?: number): Message {
  const content: Content = JSON.parse(message.body.toString('utf8'));
  change(content);
  return { ...message, body: Buffer.from(JSON.stringify(content, undefined, indent)) };
}

function signedItems({ body }: Delivery): readonly string[] {
  try {
    const { notificationItems }: Content = JSON.parse(body.toString('utf8').replace(/^\ufeff/, ''));
    return notificationItems.map(({ NotificationRequestItem: each }) =>
      JSON.stringify([
        ...names.map((name) => String(each[name] ?? '')),
        ...[each.amount['value'], each.amount['currency'], each['eventCode'], each['success']].map(String),
        each.additionalData['hmacSignature'],
      ]),
    );
  } catch {
    return [];
  }
}

function escaped(json: string): string {
  return json.replace(/[^\0-~]/g, (each) =>
    [...Array(each.length).keys()]
      .map((index) => `\\u${each.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
