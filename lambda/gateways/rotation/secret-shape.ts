import type { Gateway, Secret, SecretField } from '../gateway.ts';
import type { GatewayConfig } from '../gateway-config.ts';
import { otherModePattern } from '../registry.ts';

/** What is wrong with a secret: the member and a sentence about it, without a part of its value. */
export interface ShapeFault {
  readonly member: string;
  readonly sentence: string;
}

/** What is wrong with a secret for a use of a gateway, as far as its members show it; the first fault only. */
export function shapeFault(gateway: Gateway, config: GatewayConfig, secret: Secret): ShapeFault | undefined {
  return (
    fieldsFault(gateway.secretFields, secret, (field) => isNeeded(field, config)) ??
    modeFault(gateway, config, secret)
  );
}

/** What is wrong with some members of a secret, whatever the others are; the first fault only. */
export function partFault(gateway: Gateway, config: GatewayConfig, part: Secret): ShapeFault | undefined {
  return fieldsFault(gateway.secretFields, part, () => false) ?? modeFault(gateway, config, part);
}

/** What is wrong with a secret that consists of some members; the first fault only. */
export function fieldsFault(
  fields: Readonly<Record<string, SecretField>>,
  secret: Secret,
  isNeededField: (field: SecretField) => boolean,
): ShapeFault | undefined {
  if (Object.keys(secret).some((name) => !Object.hasOwn(fields, name))) {
    // The name is not repeated: it may be a value in the wrong place.
    return { member: '', sentence: `has a member that is none of ${Object.keys(fields).join(', ')}` };
  }
  for (const [member, field] of Object.entries(fields)) {
    const value = secret[member];
    if (value === undefined && isNeededField(field))
      return { member, sentence: `has no ${member}, which is the ${field.meaning}` };
    if (value !== undefined && !isWhole(value, field))
      return { member, sentence: `has a ${member} in another form than the ${field.meaning} has` };
  }
  return undefined;
}

function modeFault(gateway: Gateway, config: GatewayConfig, secret: Secret): ShapeFault | undefined {
  const isOfOtherMode = (member: string) => {
    const pattern = otherModePattern(config, member);
    const value = secret[member];
    return pattern !== undefined && value !== undefined && new RegExp(pattern).test(value);
  };
  const member = Object.keys(gateway.secretFields).find(isOfOtherMode);
  if (member === undefined) return undefined;
  const sentence = `has a ${member} of mode ${config.mode === 'live' ? 'test' : 'live'}, and the shop uses ${gateway.name} in mode ${config.mode}`;
  return { member, sentence };
}

/** Whether a member has to be there for the way in which the shop uses the gateway. */
export function isNeeded(field: SecretField, { integration }: GatewayConfig): boolean {
  if (field.optional) return false;
  return field.for !== 'page' || integration === 'iframe' || integration === 'fields';
}

// A space or a line end comes from copying, and no gateway has one in a key.
function isWhole(value: string, { pattern = '^[\\x21-\\x7e]+$' }: SecretField): boolean {
  return new RegExp(pattern).test(value) && value.length <= longestMember;
}

const longestMember = 4096;
