/**
 * The fields that a line may have: ids, counts, results and durations. Nothing that a shopper or a gateway writes;
 * of an address at most its origin, or its path where the path is the shop's own.
 */
const fieldNames = [
  'requestId',
  'messageId',
  'eventId',
  'eventType',
  'orderId',
  'paymentId',
  'refundId',
  'sessionId',
  'secretVersion',
  'gateway',
  'environment',
  'integration',
  'route',
  'step',
  'result',
  'outcome',
  'reason',
  'code',
  'statusCode',
  'attempt',
  'attempts',
  'count',
  'bytes',
  'durationMs',
  'ageSeconds',
  'pattern',
  'directive',
  'blocked',
  'disposition',
  'page',
  'change',
  'subject',
] as const;

type FieldName = (typeof fieldNames)[number];

/** What a line says besides its message. */
export type LogFields = { readonly [Name in FieldName]?: string | number | boolean | undefined };

/** The fields that may be written, and the number of those that may not. */
export interface KeptFields {
  readonly kept: Readonly<Record<string, string | number | boolean>>;
  readonly dropped: number;
}

/** Keeps what has an allowed name and looks like an id, a word or a quantity; an absent value counts as neither. */
export function keepFields(fields: Readonly<Record<string, unknown>>): KeptFields {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const kept = given.filter((entry): entry is [string, string | number | boolean] => isAllowed(entry));
  return { kept: Object.fromEntries(kept), dropped: given.length - kept.length };
}

/** A name of the kit's own that has spaces, as a value that a line keeps. */
export function oneWord(name: string): string {
  return name.replaceAll(' ', '-');
}

const allowedNames: ReadonlySet<string> = new Set(fieldNames);

function isAllowed([name, value]: readonly [string, unknown]): boolean {
  if (!allowedNames.has(name)) return false;
  return typeof value === 'string'
    ? isWord.test(value)
    : typeof value === 'boolean' || Number.isFinite(value);
}

// Ids and words have no spaces; sentences, documents and addresses have.
const isWord = /^[\x21-\x7e]{1,128}$/;
