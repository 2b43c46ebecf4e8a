import type { ConfiguredGateway } from '../shared/settings/variables.ts';
import { RotationError } from './rotation-error.ts';

/** The gateway that a secret belongs to: Secrets Manager names it by ARN, the function's settings by ARN or name. */
export function configuredSecret(
  secretId: string,
  gateways: readonly ConfiguredGateway[],
): ConfiguredGateway {
  const found = gateways.find((each) => each.secretId === secretId || each.secretId === nameOf(secretId));
  if (!found) throw new RotationError("the secret is none of the shop's gateways");
  return found;
}

// Secrets Manager adds a hyphen and six characters to the name in an ARN.
function nameOf(arn: string): string | undefined {
  return /^arn:[^:]+:secretsmanager:[^:]+:\d+:secret:(.+)-[A-Za-z0-9]{6}$/.exec(arn)?.[1];
}
