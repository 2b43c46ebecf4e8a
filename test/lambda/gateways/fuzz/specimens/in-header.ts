import { randomContent } from '../../support/content.ts';
import { signed } from '../../support/signers.ts';
import {
  added,
  type Changes,
  changed,
  haveSame,
  lossy,
  messageOf,
  type Specimen,
  twice,
  without,
} from '../specimen.ts';

/** A gateway whose signature covers the body and stands alone in one header. */
interface InHeader {
  readonly name: string;
  readonly header: string;
  readonly breaks?: Changes;
  readonly keeps?: Changes;
  readonly isSame?: Specimen['isSame'];
}

function inHeader({ name, header, breaks = {}, keeps = {}, isSame }: InHeader): Specimen {
  return {
    name,
    write: (random, secret, largest) => messageOf(signed(name, randomContent(random, largest), secret)),
    isSame: isSame ?? ((changedOne, genuine) => isUnchanged(changedOne, genuine, header)),
    keeps,
    breaks: {
      ...lossy,
      ...brokenInHeader(header),
      'nothing, signed': (_, { secret }) => messageOf(signed(name, '', secret)),
      ...breaks,
    },
  };
}

const isUnchanged = (...[left, right, header]: [...Parameters<Specimen['isSame']>, string]) =>
  left.body.equals(right.body) && haveSame(header, left, right);

function brokenInHeader(header: string): Changes {
  const toEach = (change: (value: string) => string) => changed(header, change);
  return {
    'no signature': without(header),
    'an empty signature': toEach(() => ''),
    'a signature and a comma': toEach((value) => `${value},`),
    'two signatures with a space': toEach((value) => `${value} ${value}`),
    'a signature in quotes': toEach((value) => `"${value}"`),
    'a signature without its last character': toEach((value) => value.slice(0, -1)),
    'a signature without its last byte': toEach((value) => value.slice(0, -2)),
    'a signature without its first byte': toEach((value) => value.replace(/^(sha\d+=)?../, '$1')),
    'a signature and one more digit': toEach((value) => `${value}0`),
    'a signature and one more byte': toEach((value) => `${value}00`),
    'a signature with a null character': toEach((value) => `${value}\0`),
    'a signature in wide digits': toEach((value) => value.replace(/[\dA-Fa-f]/, '４')),
    'a signature in square brackets': toEach((value) => `[${value}]`),
    'a signature with a line end': toEach((value) => `${value}\r\n`),
  };
}

const inUpperCase = (header: string): Changes => ({
  'a signature in upper case': changed(header, (value) =>
    value.replace(/[0-9a-f]{64,}/, (hex) => hex.toUpperCase()),
  ),
});

const severalSignatures = (header: string): Changes => ({
  'two signatures in one line': changed(header, (value) => `${value},${value}`),
  'a signature twice': twice(header),
  'a foreign signature beside': twice(header, (value) => value.replace(/[0-9a-f]/gi, '0')),
});

const squareHeader = 'x-square-hmacsha256-signature';

/** The signature's base64, in a form that stands for the same bytes and is not what was sent. */
const base64Forms: Changes = {
  'base64 without its end': changed(squareHeader, (value) => value.replace(/=+$/, '')),
  'base64 with more of an end': changed(squareHeader, (value) => `${value}=`),
  // 32 bytes leave two bits of the last character unused.
  'base64 with its unused bits set': changed(squareHeader, (value) =>
    value.replace(/(.)=$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=`),
  ),
};

const mollieHeader = 'x-mollie-signature';

const mollie = inHeader({
  name: 'mollie',
  header: mollieHeader,
  // One of several signatures is enough, with or without the prefix, on lines of their own or on one.
  isSame: (changedOne, genuine) =>
    changedOne.body.equals(genuine.body) &&
    (changedOne.headers.get(mollieHeader) ?? [])
      .flatMap((line) => line.split(/, ?/))
      .some((value) =>
        genuine.headers.get(mollieHeader)?.includes(`sha256=${value.replace(/^sha256=/, '')}`),
      ),
  breaks: {
    ...inUpperCase(mollieHeader),
    'another hash in the prefix': changed(mollieHeader, (value) => value.replace('256', '512')),
    'a prefix in upper case': changed(mollieHeader, (value) => value.replace('sha', 'SHA')),
    'two prefixes': changed(mollieHeader, (value) => `sha256=${value}`),
    'a second line that is no signature': twice(mollieHeader, (value) => `${value}!`),
  },
  keeps: {
    'no prefix': changed(mollieHeader, (value) => value.replace('sha256=', '')),
    'a signature twice': twice(mollieHeader),
    'two signatures in one line': changed(mollieHeader, (value) => `${value},${value}`),
    'a foreign signature on one line with it': changed(
      mollieHeader,
      (value) => `sha256=${'0'.repeat(64)}, ${value}`,
    ),
    'a foreign signature beside': twice(mollieHeader, () => `sha256=${'0'.repeat(64)}`),
  },
});

const authorizenetHeader = 'x-anet-signature';

/** The gateways whose one signature header covers the body. */
export const inHeaders: readonly Specimen[] = [
  inHeader({
    name: 'square',
    header: squareHeader,
    breaks: { ...severalSignatures(squareHeader), ...base64Forms },
    keeps: {
      'the older header beside': added('x-square-signature', ({ random }) => random.word(28)),
      'another host': added('host', () => 'evil.example'),
    },
  }),
  mollie,
  inHeader({
    name: 'razorpay',
    header: 'x-razorpay-signature',
    breaks: { ...severalSignatures('x-razorpay-signature'), ...inUpperCase('x-razorpay-signature') },
    keeps: {
      'the id of an event beside': added('x-razorpay-event-id', ({ random }) => random.word(14)),
    },
  }),
  inHeader({
    name: 'checkoutcom',
    header: 'cko-signature',
    isSame: (changedOne, genuine) =>
      isUnchanged(changedOne, genuine, 'cko-signature') && haveSame('authorization', changedOne, genuine),
    breaks: {
      ...severalSignatures('cko-signature'),
      ...inUpperCase('cko-signature'),
      'no password': without('authorization'),
      'a password twice': twice('authorization'),
      'a password cut short': changed('authorization', (value) => value.slice(0, -1)),
      'a password in another scheme': changed('authorization', (value) => `Bearer ${value}`),
      'a password in upper case': changed('authorization', (value) => value.toUpperCase()),
    },
  }),
  inHeader({
    name: 'authorizenet',
    header: authorizenetHeader,
    isSame: (changedOne, genuine) =>
      changedOne.body.equals(genuine.body) &&
      changedOne.headers.get(authorizenetHeader)?.join().toLowerCase() ===
        genuine.headers.get(authorizenetHeader)?.join().toLowerCase(),
    breaks: {
      ...severalSignatures(authorizenetHeader),
      'no prefix': changed(authorizenetHeader, (value) => value.slice('sha512='.length)),
      'a prefix in upper case': changed(authorizenetHeader, (value) => value.replace('sha', 'SHA')),
    },
    keeps: {
      'digits in another case': changed(authorizenetHeader, (value, { random }) => {
        const digits = value.slice('sha512='.length);
        return `sha512=${[...digits].map((each) => (random.chance(0.5) ? each.toLowerCase() : each)).join('')}`;
      }),
    },
  }),
  inHeader({
    name: 'paystack',
    header: 'x-paystack-signature',
    breaks: { ...severalSignatures('x-paystack-signature'), ...inUpperCase('x-paystack-signature') },
  }),
];
