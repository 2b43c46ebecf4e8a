import { brandOf } from './brand.ts';
import { type Hit, maskedCode, withheld } from './span.ts';

/** Verification codes in a folded text: three or four digits right after a word that means such a code. */
export function* codesIn(text: string): Generator<Hit> {
  for (const pattern of [separated, glued]) {
    for (const match of text.matchAll(pattern)) yield codeAt(match.index + match[0].length, match[1]);
  }
}

/** The code that follows a card number and its expiry date, as people type the three in one go. */
export function codeAfter(text: string, numberEnd: number): Hit | undefined {
  const [found, digits] = afterExpiry.exec(text.slice(numberEnd, numberEnd + longestExpiryAndCode)) ?? [];
  return found === undefined ? undefined : codeAt(numberEnd + found.length, digits);
}

function codeAt(end: number, digits = ''): Hit {
  return { start: end - digits.length, end, kind: 'code', mask: maskedCode };
}

// Every repetition is bounded, so that no text makes a match take longer than another.
const between = '[^\\p{L}\\p{N}]';
const gap = `${between}{0,2}`;
const noMore = '(?![\\p{L}\\p{N}]|\\.\\p{N})';

// Words as they stand in a folded text: without accents. The short ones must not be the end of another word.
const words = [
  'cvv2?',
  'cvc2?',
  'ccv2?',
  'cvp2',
  '(?:(?<!\\p{L})|card|cc)(?:csc|cvn2?|cvd)',
  `card${gap}cid`,
  `card${gap}code`,
  `security${gap}code`,
  `card${gap}verification${gap}(?:code|number)`,
  `verification${gap}value`,
  'kartenpruf(?:nummer|ziffer)',
  'prufnummer',
  'codigo de seguridad',
  'codice di sicurezza',
  'cryptogramme(?: visuel)?',
  'beveiligingscode',
].join('|');

const separated = new RegExp(
  `(?:${words})(?:${between}{0,6}(?:code|number|value|num|no|nr|is|ist|est|es))?${between}{1,12}(\\d{3,4})${noMore}`,
  'giu',
);
const glued = new RegExp(`(?<![\\p{L}\\p{N}])(?:cvv2?|cvc2?|ccv2?|csc)(\\d{3,4})${noMore}`, 'giu');

const longestExpiryAndCode = 40;
const afterExpiry =
  /^[\s,;|:/]{1,3}(?:exp[a-z.]{0,8}[\s:]{0,2})?(?:0[1-9]|1[0-2])[\s/.-]{0,3}(?:20)?\d\d[\s,;|:/-]{1,3}(\d{3,4})(?![\p{L}\p{N}])/iu;

/** What a magnetic stripe holds, in a folded text: the first track with the name, the second with digits only. */
export function* tracksIn(text: string): Generator<Hit> {
  for (const match of text.matchAll(firstTrack)) yield trackAt(match);
  for (const match of text.matchAll(secondTrack)) {
    const [found, number = ''] = match;
    const framed = found.startsWith(';') && found.endsWith('?');
    if (framed || brandOf(number)) yield trackAt(match);
  }
}

function trackAt(match: RegExpExecArray): Hit {
  const [found, number = ''] = match;
  const brand = brandOf(number)?.brand;
  const span = { start: match.index, end: match.index + found.length };
  return { ...span, kind: 'track', mask: withheld, ...(brand && { brand }) };
}

// ISO/IEC 7813: number, name, year and month of expiry, service code, and what the issuer added. The form of a track
// says enough without the check digit; the second one has that form only inside its sentinels.
const firstTrack = /%?B(\d{12,19})\^[^^\r\n]{2,26}\^\d{4,7}[^?\r\n]{0,60}\??/gi;
const secondTrack = /;?(?<!\d)(\d{12,19})[=D]\d\d(?:0[1-9]|1[0-2])\d{3,20}\??/gi;
