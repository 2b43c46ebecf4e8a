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
  const unknown = Object.keys(secret).filter((name) => !Object.hasOwn(gateway.secretFields, name));
  if (unknown.length > 0) {
    const known = Object.keys(gateway.secretFields).join(', ');
    // The name is not repeated: it may be a value in the wrong place.
    return { member: '', sentence: `has a member that is none of ${known}` };
  }
  for (const [member, field] of Object.entries(gateway.secretFields)) {
    const sentence = memberFault(secret[member], { gateway: gateway.name, member, field, config });
    if (sentence) return { member, sentence };
  }
  return undefined;
}

interface Place {
  readonly gateway: string;
  readonly member: string;
  readonly field: SecretField;
  readonly config: GatewayConfig;
}

function memberFault(
  value: string | undefined,
  { gateway, member, field, config }: Place,
): string | undefined {
  if (value === undefined)
    return isNeeded(field, config) ? `has no ${member}, which is the ${field.meaning}` : undefined;
  if (!isWhole(value, field)) return `has a ${member} in another form than the ${field.meaning} has`;
  const pattern = otherModePattern(config, member);
  if (pattern && new RegExp(pattern).test(value)) {
    return `has a ${member} of mode ${config.mode === 'live' ? 'test' : 'live'}, and the shop uses ${gateway} in mode ${config.mode}`;
  }
  return undefined;
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
