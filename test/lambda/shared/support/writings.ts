/** The ways in which a card number is written where none belongs. */
export const writings: Readonly<Record<string, (number: string) => unknown>> = {
  'plain text': (number) => `my card is ${number}, thanks`,
  alone: (number) => number,
  'JSON number': (number) =>
    Number.isSafeInteger(Number(number)) ? { value: Number(number) } : { value: BigInt(number) },
  'member of a nested value': (number) => ({ items: [{ note: ['', { text: number }] }] }),
  'name of a member': (number) => ({ [number]: true }),
  'raw JSON body': (number) => `{"note":${number},"note":"x"}`,
  'raw JSON body with \\u escapes': (number) => `{"note":"${jsonEscaped(number)}"}`,
  'raw form body': (number) => `a=1&note=${grouped(number, '+')}&b=2`,
  bytes: (number) => Buffer.from(`note=${number}`),
  'groups with spaces': (number) => grouped(number, ' '),
  'groups with hyphens': (number) => grouped(number, '-'),
  'groups with dots': (number) => grouped(number, '.'),
  'groups with no-break spaces': (number) => grouped(number, '\u00a0'),
  'groups with narrow no-break spaces': (number) => grouped(number, '\u202f'),
  'groups with thin spaces': (number) => grouped(number, '\u2009'),
  'groups with ideographic spaces': (number) => grouped(number, '\u3000'),
  'groups with tabs': (number) => grouped(number, '\t'),
  'groups with no-break hyphens': (number) => grouped(number, '\u2011'),
  'groups with figure dashes': (number) => grouped(number, '\u2012'),
  'groups with en dashes': (number) => grouped(number, '\u2013'),
  'groups with minus signs': (number) => grouped(number, '\u2212'),
  'groups with middle dots': (number) => grouped(number, '\u00b7'),
  'groups with spaces around hyphens': (number) => grouped(number, ' - '),
  'groups with zero-width spaces': (number) => grouped(number, '\u200b'),
  'groups with soft hyphens': (number) => grouped(number, '\u00ad'),
  'two unequal groups': (number) => `${number.slice(0, 6)} ${number.slice(6)}`,
  'groups before an expiry date': (number) => `${grouped(number, ' ')} 12 26`,
  'single digits with spaces': (number) => [...number].join(' '),
  'single digits with hyphens': (number) => [...number].join('-'),
  'full-width digits': (number) => inScript(number, 0xff10),
  'Arabic-Indic digits': (number) => inScript(number, 0x0660),
  'Extended Arabic-Indic digits': (number) => inScript(number, 0x06f0),
  'Devanagari digits': (number) => inScript(number, 0x0966),
  'Bengali digits': (number) => inScript(number, 0x09e6),
  'Thai digits': (number) => inScript(number, 0x0e50),
  'mathematical bold digits': (number) => inScript(number, 0x1d7ce),
  'superscript digits': (number) => [...number].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join(''),
  'keycap digits': (number) => [...number].join('\ufe0f\u20e3'),
  'URL-encoded groups': (number) => encodeURIComponent(grouped(number, ' ')),
  'URL-encoded no-break spaces': (number) => encodeURIComponent(grouped(number, '\u00a0')),
  'URL-encoded full-width digits': (number) => encodeURIComponent(inScript(number, 0xff10)),
  'every digit URL-encoded': percentEncoded,
  'every digit URL-encoded twice': (number) => encodeURIComponent(percentEncoded(number)),
  'groups URL-encoded twice': (number) => encodeURIComponent(encodeURIComponent(grouped(number, ' '))),
  'HTML character references': (number) => [...number].map((digit) => `&#${digit.charCodeAt(0)};`).join(''),
  base64: (number) => base64(number),
  'base64 without padding': (number) => base64(number).replace(/=+$/, ''),
  base64url: (number) => Buffer.from(`${number}\u00ff?>`).toString('base64url'),
  'base64url with padding': (number) => base64(`>>>???${number}`).replaceAll('+', '-').replaceAll('/', '_'),
  'base64 of groups in JSON': (number) => base64(JSON.stringify({ note: grouped(number, '-') })),
  'base64 of full-width digits': (number) => base64(inScript(number, 0xff10)),
  'base64 in lines': (number) =>
    base64(`${'-'.repeat(50)}${number}${'-'.repeat(50)}`).replace(/(.{76})/g, '$1\r\n'),
  'base64 glued to an id': (number) => `tok_${base64(number)}`,
  'base64 after one more letter': (number) => `x${base64(number)}`,
  'base64 after two more letters': (number) => `xy${base64(number)}`,
  'base64 twice': (number) => base64(base64(number)),
  'base64 of URL-encoded text': (number) => base64(encodeURIComponent(grouped(number, ' '))),
  'URL-encoded base64': (number) => encodeURIComponent(base64(`???>>>${number}`)),
  'base64 of UTF-16': (number) => Buffer.from(number, 'utf16le').toString('base64'),
  'glued to letters': (number) => `tok_1NkQ${number}abc`,
  'glued to letters of another script': (number) => `карта${number}номер`,
};

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function inScript(number: string, zero: number): string {
  return [...number].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
}

function percentEncoded(number: string): string {
  return [...number].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join('');
}

function jsonEscaped(number: string): string {
  return [...number].map((digit) => `\\u00${digit.charCodeAt(0).toString(16)}`).join('');
}

// As it stands on the card: four, six and the rest for 14 and 15 digits, fours for all others.
function grouped(number: string, separator: string): string {
  const groups =
    number.length === 14 || number.length === 15
      ? [number.slice(0, 4), number.slice(4, 10), number.slice(10)]
      : (number.match(/.{1,4}/g) ?? []);
  return groups.join(separator);
}
