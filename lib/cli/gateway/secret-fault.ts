import type { SecretField } from '../../../lambda/gateways/gateway.ts';
import type { Callback } from './callback.ts';
import { callbackMembers } from './secrets.ts';

/** What is wrong with the form of a secret, by the name of the member alone; nothing if nothing is. */
export function secretFault({ gateway, secrets }: Callback): string | undefined {
  const members = callbackMembers(gateway);
  const faults = secrets.flatMap((secret, index) => {
    const version =
      secrets.length === 1 ? 'the secret' : index === 0 ? 'the current secret' : 'the previous secret';
    return members.flatMap((name) => {
      const field = gateway.secretFields[name];
      const fault = field && faultOf(secret[name], field);
      return fault ? [`${name} of ${version} ${fault}; it is the ${field.meaning}`] : [];
    });
  });
  return faults[0];
}

function faultOf(
  value: string | undefined,
  { optional, pattern = '^[\\x21-\\x7e]+$' }: SecretField,
): string | undefined {
  if (value === undefined) return optional ? undefined : 'is missing';
  if (value === '') return 'is empty';
  if (/\s/.test(value)) return 'holds white space, which was probably copied along';
  return new RegExp(pattern).test(value) ? undefined : `is not of its form, ${pattern}`;
}
