import type { ConfiguredGateway } from '../shared/settings/variables.ts';
import { RotationError } from './rotation-error.ts';

/** The gateway that a secret belongs to: Secrets Manager names it by ARN, the function's settings by ARN or name. */
export function configuredSecret(
  secretId: string,
  gateways: readonly ConfiguredGateway[],
): ConfiguredGateway {
  const found = gateways.find((each) => isNamed(secretId, each.secretId));
  if (!found) throw new RotationError("the secret is none of the shop's gateways");
  return found;
}

/** Whether an ARN or a name is that of a secret that settings name by ARN or name. */
export function isNamed(secretId: string, configured: string): boolean {
  return configured === secretId || configured === nameOf(secretId);
}

// Secrets Manager adds a hyphen and six characters to the name in an ARN.
function nameOf(arn: string): string | undefined {
  return /^arn:[^:]+:secretsmanager:[^:]+:\d+:secret:(.+)-[A-Za-z0-9]{6}$/.exec(arn)?.[1];
}
