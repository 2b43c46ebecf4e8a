import { passesLuhn } from '../../../../lambda/shared/card-guard/brand.ts';
import type { Seeded } from './seeded.ts';

type Make = (choose: Seeded) => string;

/** Ids and numbers that are no card numbers, as they really look. */
export const lookAlikes: Readonly<Record<string, Make>> = {
  ULID: ({ below, text }) => `01K${below(8)}${text(22, crockford)}`,
  'UUID, version 4': ({ text, pick }) =>
    `${text(8, hex)}-${text(4, hex)}-4${text(3, hex)}-${pick([...'89ab'])}${text(3, hex)}-${text(12, hex)}`,
  'UUID, version 7': (choose) => {
    const time = epoch(choose).toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${choose.text(3, hex)}-a${choose.text(3, hex)}-${choose.text(12, hex)}`;
  },
  'id of a gateway, as `pi_3N…`': ({ text }) => `pi_3${text(23, alphanumeric)}`,
  'SHA-256, hexadecimal': ({ text }) => text(64, hex),
  'signature, base64': ({ text }) => `${text(43, `${alphanumeric}+/`)}=`,
  'trace id': (choose) => `Root=1-${Math.floor(epoch(choose) / 1000).toString(16)}-${choose.text(24, hex)}`,
  'order number, as `B-2026-000123`': ({ below, digits }) => `B-${2024 + below(6)}-${digits(6)}`,
  'order number of date and count, as `20261122000123`': (choose) =>
    `${isoTime(choose).slice(0, 10).replaceAll('-', '')}${choose.digits(6)}`,
  'order number of 16 random digits': ({ digits }) => digits(16),
  'order number of a prefix and 16 random digits': ({ digits }) => `B-${digits(16)}`,
  'time, ISO 8601': isoTime,
  'time, epoch milliseconds': (choose) => String(epoch(choose)),
  'time, epoch microseconds': (choose) => `${epoch(choose)}${choose.digits(3)}`,
  'time, epoch nanoseconds': (choose) => `${epoch(choose)}${choose.digits(6)}`,
  'snowflake id': (choose) =>
    String(((BigInt(epoch(choose)) - 1_288_834_974_657n) << 22n) + BigInt(choose.below(4_194_304))),
  'random fraction, as `0.4242…`': ({ below, digits }) => `0.${1 + below(9)}${digits(15)}`,
  amount: ({ below, digits }) => `${below(100_000)}.${digits(2)}`,
  'IPv4 address': ({ below }) => [1 + below(223), below(256), below(256), below(256)].join('.'),
  IBAN: iban,
  'IBAN in groups': (choose) => iban(choose).replace(/(.{4})(?=.)/g, '$1 '),
  'EAN-13, any country': ({ digits }) => withEanDigit(digits(12)),
  'EAN-13, Germany (40 to 44)': ({ below, digits }) => withEanDigit(`4${below(5)}${digits(10)}`),
  'EAN-13, Great Britain (50)': ({ digits }) => withEanDigit(`50${digits(10)}`),
  'UPC-A': ({ digits }) => withEanDigit(digits(11)),
  'ISBN-13': ({ below, digits }) => withEanDigit(`97${8 + below(2)}${digits(9)}`),
  'UPS tracking': ({ text, digits }) =>
    `1Z${text(6, `${digitCharacters}ABCDEFGHJKLMNPRSTUVWXY`)}${digits(10)}`,
  'USPS tracking, 22 digits': ({ pick, digits }) => `${pick(['92', '93', '94', '95'])}${digits(20)}`,
  'USPS tracking, 20 digits': ({ pick, digits }) => `${pick(['70', '14', '23', '03'])}${digits(18)}`,
  'FedEx tracking, 12 digits': ({ digits }) => digits(12),
  'DHL parcel, 20 digits': ({ digits }) => `00340${digits(15)}`,
  IMEI: ({ pick, digits }) => withLuhnDigit(`${pick(['35', '86', '01'])}${digits(12)}`),
  'IMEISV, 16 digits': ({ pick, digits }) => `${pick(['35', '86', '01'])}${digits(14)}`,
  'ICCID, 20 digits': ({ pick, digits }) => `89${pick(['49', '44', '01', '33'])}${digits(16)}`,
  'phone number with plus': (choose) => `+${phone(choose)}`,
  'phone number with 00': (choose) => `00${phone(choose)}`,
  'phone number without prefix, Germany': ({ pick, digits }) =>
    `49${pick(['151', '160', '170', '176'])}${digits(8)}`,
  'phone number without prefix, Colombia': ({ pick, digits }) => `573${pick(['00', '10', '20'])}${digits(7)}`,
  'five days and numbers in one line': (choose) =>
    Array.from({ length: 5 }, () => `${isoTime(choose).slice(0, 10)} ${choose.below(1000)}`).join(' '),
  'twenty numbers below a hundred in one line': ({ below }) =>
    Array.from({ length: 20 }, () => 1 + below(99)).join(' '),
  'ten numbers of four digits in one line': ({ below, digits }) =>
    Array.from({ length: 10 }, () => `${1 + below(9)}${digits(3)}`).join(' '),
};

const digitCharacters = '0123456789';
const hex = '0123456789abcdef';
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

// From 2024 to 2033.
function epoch({ below }: Seeded): number {
  return 1_704_067_200_000 + below(300_000_000) * 1000 + below(1000);
}

function isoTime(choose: Seeded): string {
  return new Date(epoch(choose)).toISOString();
}

const ibans: readonly (readonly [country: string, length: number])[] = [
  ['DE', 18],
  ['ES', 20],
  ['AT', 16],
  ['BE', 12],
  ['PL', 24],
];

function iban({ pick, digits }: Seeded): string {
  const [country, length] = pick(ibans);
  const account = digits(length);
  const letters = [...country].map((letter) => letter.charCodeAt(0) - 55).join('');
  const check = 98n - (BigInt(`${account}${letters}00`) % 97n);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

function phone({ pick, digits }: Seeded): string {
  const [prefix, length] = pick<readonly [string, number]>([
    ['49151', 8],
    ['44', 10],
    ['1', 10],
    ['336', 8],
    ['573', 9],
    ['639', 9],
    ['628', 10],
  ]);
  return `${prefix}${digits(length)}`;
}

function withEanDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

function withLuhnDigit(digits: string): string {
  return [...digitCharacters].map((last) => `${digits}${last}`).find(passesLuhn) ?? digits;
}
