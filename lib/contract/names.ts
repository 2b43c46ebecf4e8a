/** What the names of a storefront's resources begin with. */
export interface NameScope {
  /** At most 12 characters. */
  readonly shop: string;
  /** The environment's name, for example `prod`; at most 8 characters. */
  readonly name: string;
}

/**
 * The physical name of a resource, for example `boutique-prod-orders`. An environment exists once in an account, so the name
 * is unique in each region, and in the services that know no regions (docs/decisions/0017-names-are-final.md).
 */
export function resourceName({ shop, name }: NameScope, role: string): string {
  return [shop, name, role].join('-');
}

/** The roles of what a stack makes and others find by its name. */
export const storeRoles = {
  orders: 'orders',
  cspReports: 'csp-reports',
  paymentEvents: 'payment-events',
  paymentEventsDlq: 'payment-events-dlq',
  outboxDlq: 'outbox-dlq',
  orderChangesDlq: 'order-changes-dlq',
  ordersBus: 'orders',
  sessions: 'sessions',
} as const;

/** The name of a bucket. All accounts of AWS share one namespace, so it holds the account and the region as well. */
export function bucketName(
  scope: NameScope,
  role: string,
  { account, region }: { readonly account: string; readonly region: string },
): string {
  return [resourceName(scope, role), account, region].join('-');
}

/**
 * The name of a gateway's secret, for example `boutique-prod/gateways/stripe`. It must not end in a hyphen and six
 * characters, or Secrets Manager takes the whole for a partial ARN
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html).
 */
export function gatewaySecretName({ shop, name }: NameScope, gateway: string): string {
  return `${shop}-${name}/gateways/${gateway}`;
}

/** The name of the secret that signs the webhooks about orders, for example `boutique-prod/notify`. */
export function notifySecretName({ shop, name }: NameScope): string {
  return `${shop}-${name}/notify`;
}

/** The name of the secret that signs requests for quotes and their answers, for example `boutique-prod/quote`. */
export function quoteSecretName({ shop, name }: NameScope): string {
  return `${shop}-${name}/quote`;
}

/** The name of the secret that signs links to orders, for example `boutique-prod/order-link`. */
export function orderLinkSecretName({ shop, name }: NameScope): string {
  return `${shop}-${name}/order-link`;
}

/**
 * The name of a vault of backups, for example `boutique-prod-backups`. Another key is another vault, whose name has a generation,
 * because the earlier one keeps its name and its backups.
 */
export function vaultName(scope: NameScope, role: 'backups' | 'recovery', generation = 1): string {
  return [resourceName(scope, role), ...(generation > 1 ? [generation] : [])].join('-');
}

/** The name of the plan that tests restores, for example `boutique_prod_1`: AWS Backup takes letters, digits and underscores there. */
export function restoreTestingName({ shop, name }: NameScope, generation = 1): string {
  return [shop, name, generation].join('_').replaceAll('-', '_');
}

/** The form of construct ids: `payment-session` becomes `PaymentSession`. */
export function pascalCase(name: string): string {
  return (name.match(/[A-Za-z0-9]+/g) ?? [])
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

/** The role of the list of addresses that may see a shop to which shoppers do not come. */
export function admittedRole(version: 'IPV4' | 'IPV6'): string {
  return `admitted-${version.toLowerCase()}`;
}
