import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import facts from '../common/functions.json' with { type: 'json' };
import type { LogGroups } from '../common/log-groups.ts';
import { NodeFunction } from '../common/node-function.ts';
import type { Store, Stores } from '../common/stores.ts';
import type { Storefront } from '../contract/storefront.ts';

/** A function of the payments stack, by its folder below `lambda`. */
export type FunctionName = keyof typeof facts.functions;

/** The names of all of them. */
export const functionNames = Object.keys(facts.functions) as readonly FunctionName[];

/** What every function of the payments stack is made with. */
export interface FunctionParts {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;
  readonly stores: Stores;
}

/** What only one of them is told, and may do. */
export interface OwnParts {
  readonly environment: Readonly<Record<string, string>>;
  /** @default - nothing but writing its log */
  readonly access?: readonly PolicyStatement[];
  /** @default Architecture.ARM_64 */
  readonly architecture?: Architecture;
}

/** Makes one of the payment functions, with a role that may do what is listed and nothing else. */
export function paymentFunction(
  scope: Construct,
  source: FunctionName,
  { storefront, logGroups }: FunctionParts,
  { access = [], ...own }: OwnParts,
): NodeFunction {
  const { memoryMegabytes, timeoutSeconds } = facts.functions[source];
  const timeout = Duration.seconds(timeoutSeconds);
  const made = new NodeFunction(scope, source, {
    storefront,
    logGroups,
    source,
    memoryMegabytes,
    timeout,
    ...own,
  });
  for (const statement of access) made.role.addToPolicy(statement);
  return made;
}

/** Where shoppers meet the shop, without a slash at the end. */
export function shopUrl({ environment }: Storefront): string {
  return `https://${environment.domain}`;
}

/** The gateways as functions are told of them: how the shop uses each, and what its secret is called. */
export function gatewaysVariable({ storefront, stores }: FunctionParts): string {
  const row = (config: GatewayConfig) => ({ config, secretId: stores.secretOf(config.name).name });
  return JSON.stringify(gatewaysOf(storefront).map(row));
}

/** The secrets of the shop's gateways. */
export function secretsOf({ storefront, stores }: FunctionParts): readonly Store[] {
  return gatewaysOf(storefront).map(({ name }) => stores.secretOf(name));
}

function gatewaysOf({ environment }: Storefront): readonly GatewayConfig[] {
  return environment.payments.gateways;
}
