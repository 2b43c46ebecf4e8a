import { callbackMembers } from '../../../lambda/gateways/explain-rejection.ts';
import type { Gateway, Secret } from '../../../lambda/gateways/gateway.ts';
import { entryOf } from '../../../lambda/gateways/json.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { kindOf, type Members, members } from '../json-members.ts';

/**
 * Reads a secret, or the current and the previous one. Text stands for the key alone; `more` are members that
 * were given elsewhere. Neither a value nor a name that was found is ever said: a name may be a misplaced value.
 */
export function readSecrets(
  value: unknown,
  gateway: Gateway,
  place: string,
  more: Secret = {},
): readonly [Secret, ...Secret[]] {
  const versions: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (versions.length < 1 || versions.length > 2) {
    throw new InputError(
      `${place}: found ${versions.length} of them, write one, or the current and the previous`,
    );
  }
  const [current, ...others] = versions;
  const read = (each: unknown) =>
    complete({ ...more, ...memberValues(each, gateway, place) }, gateway, place);
  return [read(current), ...others.map(read)];
}

function memberValues(value: unknown, gateway: Gateway, place: string): Secret {
  const [key = ''] = callbackMembers(gateway);
  if (typeof value === 'string') return { [key]: value };
  const given = members(value, place, example(gateway));
  if (!areTexts(given)) {
    const strange = Object.values(given).find((each) => typeof each !== 'string');
    throw new InputError(`${place}: a member is ${kindOf(strange)}, write ${example(gateway)}`);
  }
  if (Object.keys(given).every((name) => entryOf(gateway.secretFields, name))) return given;
  const names = Object.keys(gateway.secretFields).join(', ');
  throw new InputError(
    `${place}: found a member that ${titleOf(gateway.name)}'s secret has not, it has ${names}`,
  );
}

function areTexts(given: Members): given is Secret {
  return Object.values(given).every((each) => typeof each === 'string');
}

function complete(secret: Secret, gateway: Gateway, place: string): Secret {
  const missing = required(gateway).find((name) => entryOf(secret, name) === undefined);
  if (missing === undefined) return secret;
  throw new InputError(`${place}: found no ${missing}, write ${example(gateway)}`);
}

function required(gateway: Gateway): readonly string[] {
  return callbackMembers(gateway).filter((name) => !gateway.secretFields[name]?.optional);
}

function example(gateway: Gateway): string {
  const names = required(gateway).length > 0 ? required(gateway) : callbackMembers(gateway);
  const whole = `{ ${names.map((name) => `"${name}": "…"`).join(', ')} }`;
  return names.length === 1 ? `text, or ${whole}` : whole;
}
