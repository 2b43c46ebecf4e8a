/** What the names of a shop's resources begin with. */
export interface NameScope {
  readonly shop: string;
  /** The environment's name, for example `prod`. */
  readonly name: string;
}

/** The physical name of a resource, for example `boutique-prod-eu-west-1-orders`. */
export function resourceName(scope: NameScope, region: string, role: string): string {
  return `${prefixOf(scope, region)}-${role}`;
}

/**
 * The name of a gateway's secret, for example `boutique-prod-eu-west-1/gateways/stripe`. It must not end in a hyphen
 * and six characters, or Secrets Manager takes the whole for a partial ARN
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html).
 */
export function gatewaySecretName(scope: NameScope, region: string, gateway: string): string {
  return `${prefixOf(scope, region)}/gateways/${gateway}`;
}

function prefixOf({ shop, name }: NameScope, region: string): string {
  return [shop, name, region].join('-');
}
