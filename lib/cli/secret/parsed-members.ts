import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { parseJson } from '../../../lambda/gateways/json.ts';

/** The members of a secret's JSON; nothing where it is no object of texts. */
export function parsedMembers(json: string): Secret | undefined {
  const value = parseJson(json);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || Object.values(value).some((member) => typeof member !== 'string')) return undefined;
  return value as Secret;
}
