import type { HttpEvent } from '../../../lambda/gateways/delivery.ts';
import { parseJson } from '../../../lambda/gateways/json.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { nearest } from '../../nearest.ts';
import {
  bytesOf,
  kindOf,
  type Members,
  members,
  optionalText,
  readHeaders,
  textMember,
} from '../json-members.ts';

/** A signed callback whose result is known. What belongs to the gateway's own scheme is read by its judge. */
export interface Vector {
  readonly id: string;
  /** The file and the id, for messages. */
  readonly place: string;
  readonly gateway: string;
  readonly scheme?: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: Buffer;
  readonly url?: string;
  readonly event?: HttpEvent;
  readonly now?: Date;
  readonly toleranceSeconds?: number;
  /** Whether a strict judge accepts it. */
  readonly isValid: boolean;
  /** Everything that the file says of it. */
  readonly members: Members;
}

const decisive = [
  ...[
    'id',
    'gateway',
    'scheme',
    'secret',
    'headers',
    'url',
    'form',
    'lambdaEvent',
    'bodyBase64',
    'now',
    'valid',
  ],
  ...['toleranceSeconds', 'certPem', 'trustedCaPem', 'publicKeyPem', 'authorizationKey'],
  ...['expectedMerchantAccount', 'expectedOrderId'],
];
const descriptive = [
  'note',
  'source',
  'oracle',
  'oracleOptions',
  'level',
  'divergence',
  'dataToSign',
  'secretKind',
];
const alsoDescriptive = ['crc32', 'signedString', 'certUrlAllowed'];
const described = new Set([...descriptive, ...alsoDescriptive]);

/** Reads a file of vectors: all of them, or none and a sentence that names the first that cannot be used. */
export function readVectors(text: string, file: string): readonly Vector[] {
  const example = '{ "referenceNow": 1767225600, "vectors": [ … ] }';
  const json = parseJson(text);
  if (json === undefined) throw new InputError(`${file}: found text that is not JSON, write ${example}`);
  const { vectors, referenceNow } = members(json, file, example);
  if (!Array.isArray(vectors) || vectors.length === 0) {
    throw new InputError(`${file}: found no list of vectors with one or more in it, write ${example}`);
  }
  const clock = seconds(referenceNow, `${file}: referenceNow`);
  const read = vectors.map((each, index) => readVector(each, file, index, clock));
  const ids = read.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice === undefined) return read;
  throw new InputError(`${file}: found ${twice} twice, give each vector an id of its own`);
}

function readVector(value: unknown, file: string, index: number, clock: number | undefined): Vector {
  const position = `${file}: vectors[${index}]`;
  const given = members(value, position, '{ "id": "…", "gateway": "…", … }');
  const id = textMember(given, 'id', position);
  const place = `${file}: ${id}`;
  refuseSlips(given, place);
  const now = seconds(given['now'], `${place}: now`) ?? clock;
  const { lambdaEvent, valid } = given;
  if (typeof valid !== 'boolean')
    throw new InputError(`${place}: valid is ${kindOf(valid)}, write true or false`);
  return {
    id,
    place,
    gateway: textMember(given, 'gateway', place),
    scheme: optionalText(given, 'scheme', place),
    headers: readHeaders(given['headers'], place),
    body: bytesOf(textMember(given, 'bodyBase64', place), `${place}: bodyBase64`),
    url: optionalText(given, 'url', place),
    event: lambdaEvent === undefined ? undefined : readEvent(lambdaEvent, `${place}: lambdaEvent`),
    now: now === undefined ? undefined : new Date(now * 1000),
    toleranceSeconds: seconds(given['toleranceSeconds'], `${place}: toleranceSeconds`),
    isValid: valid,
    members: given,
  };
}

// A member that is misspelt would be a vector that tests something else. Other notes are the writer's own.
function refuseSlips(given: Members, place: string): void {
  const unknown = Object.keys(given).filter((name) => !decisive.includes(name) && !described.has(name));
  for (const name of unknown) {
    const meant = nearest(name, decisive);
    if (meant !== undefined) throw new InputError(`${place}: found ${name}, did you mean ${meant}?`);
  }
}

function seconds(value: unknown, place: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= 0 && value < 1e11) return value;
  throw new InputError(`${place}: found ${kindOf(value)}, write a number of seconds`);
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNothing: Check = (value) => value === undefined || value === null;
const isTable =
  (isEntry: Check): Check =>
  (value) =>
    isNothing(value) ||
    (typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every(isEntry));
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);

const shape: Readonly<Record<keyof HttpEvent, Check>> = {
  httpMethod: (value) => value === undefined || isText(value),
  headers: isTable(isText),
  multiValueHeaders: isTable(isTexts),
  queryStringParameters: isTable(isText),
  multiValueQueryStringParameters: isTable(isTexts),
  body: (value) => isNothing(value) || isText(value),
  isBase64Encoded: (value) => value === undefined || typeof value === 'boolean',
};

/** Reads the event of a function; members that have no part in a delivery are left alone. */
function readEvent(value: unknown, place: string): HttpEvent {
  const given = members(value, place, 'the event of a function');
  const strange = Object.entries(shape).find(([name, isRight]) => !isRight(given[name]));
  if (!strange) return withoutNulls(given) as HttpEvent;
  throw new InputError(`${place}: ${strange[0]} is ${kindOf(given[strange[0]])}, which no event has there`);
}

// API Gateway writes null for what the request did not bring.
function withoutNulls(given: Members): Members {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}
