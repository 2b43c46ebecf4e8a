import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import { at, parseJson } from '../../../../lambda/gateways/json.ts';
import { textOf } from '../support/message.ts';

/** A form of message that one side takes and the other refuses: an SDK and we. */
export interface Divergence {
  /** What the one side takes. */
  readonly name: string;
  readonly applies: (delivery: Delivery, now: Date) => boolean;
}

const valuesOf = ({ headers }: Delivery, name: string) => headers.get(name) ?? [];
const partsOf = (delivery: Delivery, name: string) => valuesOf(delivery, name).join(', ').split(',');
const isBase64 = (text: unknown) => Buffer.from(String(text), 'base64').toString('base64') === text;

/** Bytes that decode to the mark for what could not be read: many bodies have one signature. */
const lossyText: Divergence = {
  name: 'bodies that are no UTF-8, read as if they were',
  applies: ({ body }) => textOf(body) === undefined,
};

const noBody: Divergence = { name: 'messages without a body', applies: ({ body }) => body.length === 0 };

const severalLines = (header: string): Divergence => ({
  name: `several lines of ${header}, put together to one`,
  applies: (delivery) => valuesOf(delivery, header).length > 1,
});

const looseParts = (header: string): Divergence => ({
  name: `parts of ${header} that are no name, sign and value`,
  applies: (delivery) => partsOf(delivery, header).some((part) => !/^[^=]+=[^=]+$/.test(part)),
});

const severalTimes = (header: string, name: string): Divergence => ({
  name: `several times in ${header}`,
  applies: (delivery) => partsOf(delivery, header).filter((part) => part.trim().startsWith(name)).length > 1,
});

const looseTime = (name: string, timeIn: (delivery: Delivery) => string): Divergence => ({
  name,
  applies: (delivery) => String(Number.parseInt(timeIn(delivery), 10)) !== timeIn(delivery),
});

const stripeTime = (delivery: Delivery) =>
  /(?:^|,)t=([^,]*)/.exec(valuesOf(delivery, 'stripe-signature')[0] ?? '')?.[1] ?? '';

const stripe: readonly Divergence[] = [
  lossyText,
  severalLines('stripe-signature'),
  looseParts('stripe-signature'),
  severalTimes('stripe-signature', 't='),
  looseTime('times with anything around their digits', stripeTime),
  {
    name: 'times to come, however far',
    applies: (delivery, now) => Number(stripeTime(delivery)) - now.getTime() / 1000 > 300,
  },
  {
    name: 'a byte order mark before what was signed',
    applies: ({ body }) => body.subarray(0, 3).equals(Buffer.from('\ufeff')),
  },
];

interface AdyenItem {
  readonly merchantAccountCode?: unknown;
  readonly additionalData?: { readonly hmacSignature?: unknown };
  readonly amount?: { readonly value?: unknown };
}

function adyenItems({ body }: Delivery): readonly AdyenItem[] {
  const list = at(parseJson(body.toString('utf8')), 'notificationItems');
  return Array.isArray(list) ? list.map((each) => Object(at(each, 'NotificationRequestItem'))) : [];
}

const isSplit = (name: string, value: unknown) => /Reference|Code$/.test(name) && String(value).includes(':');

const adyen: readonly Divergence[] = [
  lossyText,
  severalLines('hmacsignature'),
  {
    name: 'signatures with anything around their base64',
    applies: (delivery) =>
      delivery.headers.has('hmacsignature')
        ? !isBase64(valuesOf(delivery, 'hmacsignature')[0])
        : adyenItems(delivery).some(({ additionalData }) => !isBase64(additionalData?.hmacSignature)),
  },
  {
    name: 'fields of another type whose text is the same',
    applies: (delivery) =>
      adyenItems(delivery).some(({ amount, ...item }) => {
        const values = [...Object.values(item), ...Object.values(amount ?? {})];
        return typeof amount?.value !== 'number' || values.some(Array.isArray);
      }),
  },
  {
    name: 'fields with a colon, which move their borders',
    applies: (delivery) =>
      adyenItems(delivery).some((item) => Object.entries(item).some(([name, value]) => isSplit(name, value))),
  },
  {
    name: 'payments of any merchant account',
    applies: (delivery) =>
      adyenItems(delivery).some(({ merchantAccountCode }) => merchantAccountCode === 'another'),
  },
  {
    name: 'messages without items',
    applies: (delivery) => !delivery.headers.has('hmacsignature') && adyenItems(delivery).length === 0,
  },
];

const formOf = ({ body }: Delivery) => new URLSearchParams(body.toString('latin1'));
const pairsOf = (delivery: Delivery) =>
  (formOf(delivery).get('bt_signature') ?? '').split('&').map((pair) => pair.split('|'));

const braintree: readonly Divergence[] = [
  {
    name: 'the first of several fields of one name',
    applies: (delivery) =>
      ['bt_signature', 'bt_payload'].some((name) => formOf(delivery).getAll(name).length > 1),
  },
  {
    name: 'pairs of key and signature with a third part',
    applies: (delivery) => pairsOf(delivery).some(({ length }) => length > 2),
  },
  {
    name: 'the first of several signatures of one key',
    applies: (delivery) => {
      const keys = pairsOf(delivery).map(([key]) => key);
      return new Set(keys).size < keys.length;
    },
  },
  {
    name: 'null characters after a signature, which its comparison takes for nothing',
    applies: (delivery) => pairsOf(delivery).some(([, signature = '']) => signature.endsWith('\0')),
  },
];

const mollie: readonly Divergence[] = [
  lossyText,
  noBody,
  {
    name: 'signatures beside lines that are none',
    applies: (delivery) =>
      valuesOf(delivery, 'x-mollie-signature').some((value) => !/^(?:sha256=)?[0-9a-f]+$/.test(value)),
  },
];

const idsOf = ({ query }: Delivery) => new URLSearchParams(query).getAll('data.id');
const milliseconds = (delivery: Delivery) =>
  /ts=(\d{13})(?!\d)/.exec(valuesOf(delivery, 'x-signature')[0] ?? '')?.[1];

const mercadopago: readonly Divergence[] = [
  severalLines('x-signature'),
  looseParts('x-signature'),
  severalTimes('x-signature', 'ts='),
  { name: 'the first of several ids', applies: (delivery) => idsOf(delivery).length > 1 },
  {
    name: 'ids with space around them',
    applies: (delivery) => idsOf(delivery).some((id) => id !== id.trim()),
  },
  {
    name: 'the last of several signatures',
    applies: (delivery) =>
      partsOf(delivery, 'x-signature').filter((part) => part.trim().startsWith('v1=')).length > 1,
  },
  {
    name: 'values with space of any kind around them',
    applies: (delivery) =>
      [...partsOf(delivery, 'x-signature'), ...valuesOf(delivery, 'x-request-id')].some(
        (value) => value !== value.trim(),
      ),
  },
  noBody,
  {
    name: 'ids and requests with a border in them, or no id',
    applies: (delivery) =>
      [...idsOf(delivery), ...valuesOf(delivery, 'x-request-id')].some((value) => !/^[\w-]+$/.test(value)),
  },
  {
    name: 'messages of any age with a time in milliseconds, which it cannot count',
    applies: (delivery, now) => Math.abs(Number(milliseconds(delivery)) - now.getTime()) > 300_000,
  },
];

const standardwebhooks: readonly Divergence[] = [
  lossyText,
  severalLines('webhook-signature'),
  looseTime('times with anything around their digits', (delivery) =>
    valuesOf(delivery, 'webhook-timestamp').join(', '),
  ),
  {
    name: 'signatures with anything after them',
    applies: (delivery) =>
      valuesOf(delivery, 'webhook-signature')
        .join(', ')
        .split(' ')
        .some((part) => part.split(',').length !== 2),
  },
];

/** What each SDK takes beyond what we do, by its package. */
export const divergences: Readonly<Record<string, readonly Divergence[]>> = {
  stripe,
  square: [lossyText, noBody],
  '@adyen/api-library': adyen,
  braintree,
  razorpay: [lossyText, noBody],
  'mollie-api-typescript': mollie,
  mercadopago,
  standardwebhooks,
};

/** What we take beyond what each SDK does, by its package. */
export const acceptances: Readonly<Record<string, readonly Divergence[]>> = {
  'mollie-api-typescript': [
    {
      // Whoever passes the several headers of this gateway on may join them.
      name: 'several signatures on one line',
      applies: (delivery) => valuesOf(delivery, 'x-mollie-signature').some((value) => value.includes(',')),
    },
  ],
};
