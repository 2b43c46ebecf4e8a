import { passesLuhn } from '../lambda/shared/card-guard/brand.ts';
import type { CheckoutRequest } from './wire.ts';

/**
 * The names of the fields that hold what looks like a card's number, code or expiry date. Nothing of a request with one is sent: the
 * shop's origin must never see card data, and people paste it into whatever field is next. A gateway's token is exempt, unless it
 * is itself the number of a card.
 */
export function cardDataIn({ items, card, ...fields }: CheckoutRequest): readonly string[] {
  const texts = Object.entries(fields).filter(([name]) => !ours.includes(name));
  const found = texts.filter(([name, text]) => holdsCardData(name, String(text))).map(([name]) => name);
  const isNumber = /^[\d -]+$/.test(card?.token ?? '') && holdsNumber(card?.token ?? '');
  return [...found, ...(isNumber ? ['card'] : []), ...(holdsNumber(JSON.stringify(items)) ? ['items'] : [])];
}

// What this client writes itself; digits of a random UUID may pass for a card by chance.
const ours = ['checkout', 'gateway', 'locale', 'currency', 'total'];

// A Norwegian postal code has four digits, as a code may.
const mayBeDigits = ['postalCode', 'line1', 'line2'];

function holdsCardData(name: string, typed: string): boolean {
  const text = typed.normalize('NFKC').replace(/[\p{Cf}\p{M}]/gu, '');
  return (
    holdsNumber(text) ||
    codeBesideWord.test(text) ||
    expiry.test(text) ||
    (!mayBeDigits.includes(name) && /^\s*\d{3,4}\s*$/.test(text))
  );
}

const codeBesideWord =
  /(?:cvv2?|cvc2?|ccv|csc|cid|security.?code|pr(?:ü|u|ue)fnummer|cryptogramme)\D{0,12}\d{3,4}(?!\d)/i;
const expiry = /(?:^|\s)(?:0[1-9]|1[0-2])\s?[/.-]\s?(?:20)?[2-4]\d\s*$/;

// The beginnings of all numbers that the functions' own guard knows, without the brands: here only the question counts.
const issued = /^(?:4|5[0-9]|2[2-7]|3[04-9]|352|35[3-8]|6[02-9]|62|81|1800|2131|9792)/;

function holdsNumber(text: string): boolean {
  return [...text.matchAll(/(?<!\d)\d(?:[\s.+-]{0,3}\d){11,}/g)].some(([found]) =>
    windows(found.replace(/\D/g, '')).some((digits) => issued.test(digits) && passesLuhn(digits)),
  );
}

/** A row of digits, and, where something was glued to a number, its parts of the usual lengths. */
function windows(digits: string): readonly string[] {
  const lengths = digits.length <= 19 ? [digits.length, 16, 15] : [16];
  return lengths.flatMap((length) =>
    Array.from({ length: Math.max(0, digits.length - length + 1) }, (_, at) => digits.slice(at, at + length)),
  );
}
