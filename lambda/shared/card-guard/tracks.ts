import { brandOf } from './brand.ts';
import { type Hit, withheld } from './hit.ts';

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
