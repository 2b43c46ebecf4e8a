import { type Delivery, header } from '../../gateways/delivery.ts';

/** One member of a list such as `Accept`, with its weight. */
interface Weighted {
  readonly value: string;
  readonly weight: number;
}

// What browsers send has some ten members; more are nobody's.
const mostMembers = 30;

/** The members of a header that is such a list, the weightiest first; those that are refused are left out. */
function weighted(delivery: Delivery, name: string): readonly Weighted[] {
  const members = (delivery.headers.get(name) ?? []).join(',').split(',').slice(0, mostMembers);
  return members
    .map((member) => {
      const [value = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { value, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ value, weight }) => value !== '' && weight > 0 && weight <= 1)
    .sort((one, other) => other.weight - one.weight);
}

/** The languages that a browser asks for, the most wanted first (RFC 9110, `Accept-Language`). */
export function wantedLanguages(delivery: Delivery): readonly string[] {
  return weighted(delivery, 'accept-language').map(({ value }) => value);
}

/** Whether whoever asks is a script, which can do nothing with a page. */
export function wantsJson(delivery: Delivery): boolean {
  const mode = header(delivery, 'sec-fetch-mode');
  if (mode !== undefined && mode !== 'navigate') return true;
  if (mediaType(header(delivery, 'content-type') ?? '') === 'application/json') return true;
  const accepted = weighted(delivery, 'accept');
  const types = ['application/json', 'application/problem+json'];
  const json = Math.max(...types.map((type) => preference(accepted, type)));
  return json > preference(accepted, 'text/html');
}

/** How much a type is wanted; of equal weights, the one that is named counts more than a wildcard. */
function preference(accepted: readonly Weighted[], type: string): number {
  const [main = ''] = type.split('/');
  const ranges = [type, `${main}/*`, '*/*'];
  const matches = ranges.map((range) => accepted.find(({ value }) => value === range));
  const closest = matches.findIndex((match) => match !== undefined);
  return closest === -1 ? 0 : (matches[closest]?.weight ?? 0) * 10 + (ranges.length - closest);
}

/** A media type without its parameters, in lower case. */
export function mediaType(text: string): string {
  return (text.split(';')[0] ?? '').trim().toLowerCase();
}
