import { isList, isRecord, type Json, type JsonRecord } from '../model/json.ts';
import { InputError } from './input-error.ts';
import { parseText } from './parse.ts';
import { readText } from './read-file.ts';

/**
 * Reads parameter values in either form that AWS tools write: the list of `ParameterKey` and
 * `ParameterValue` that the AWS CLI takes, or the `Parameters` object of a template configuration file.
 */
export function readParameters(path: string): Readonly<Record<string, string>> {
  const parsed = parseText(readText(path), path);
  if (isList(parsed)) return Object.fromEntries(parsed.map((entry) => fromEntry(entry, path)));
  if (isRecord(parsed) && isRecord(parsed['Parameters'])) return fromObject(parsed['Parameters'], path);
  throw new InputError(
    `${path}: found neither a list of ParameterKey and ParameterValue nor an object with Parameters, write one of the two`,
  );
}

function fromEntry(entry: Json, path: string): readonly [string, string] {
  const {
    ParameterKey: key,
    ParameterValue: value,
    UsePreviousValue: previous,
  } = isRecord(entry) ? entry : {};
  if (typeof key === 'string' && previous === true) {
    throw new InputError(`${path}: ${key} uses its previous value, which only AWS knows; write the value`);
  }
  if (typeof key === 'string' && isText(value)) return [key, String(value)];
  throw new InputError(
    `${path}: found ${JSON.stringify(entry)}, write { "ParameterKey": …, "ParameterValue": … }`,
  );
}

function fromObject(values: JsonRecord, path: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (isText(value)) return [key, String(value)];
      throw new InputError(`${path}: Parameters.${key} is ${JSON.stringify(value)}, write its value as text`);
    }),
  );
}

function isText(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
