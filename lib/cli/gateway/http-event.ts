import type { HttpEvent } from '../../../lambda/gateways/delivery.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { kindOf, type Members, members } from './members.ts';

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
export function readEvent(value: unknown, place: string): HttpEvent {
  const given = members(value, place, 'the event of a function');
  const strange = Object.entries(shape).find(([name, isRight]) => !isRight(given[name]));
  if (!strange) return withoutNulls(given) as HttpEvent;
  throw new InputError(`${place}: ${strange[0]} is ${kindOf(given[strange[0]])}, which no event has there`);
}

// API Gateway writes null for what the request did not bring.
function withoutNulls(given: Members): Members {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}
