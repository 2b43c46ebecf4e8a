import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  createDynamoOrderStore,
  createNumberFinder,
  type OrdersTable,
} from '../../../lambda/shared/orders/dynamo-orders.ts';
import { orderReferenceForm } from '../../../lambda/shared/orders/order.ts';
import { orderNumberForm } from '../../../lambda/shared/orders/order-number.ts';
import type { OrderStore, StoredOrder } from '../../../lambda/shared/orders/order-store.ts';
import { storeRoles } from '../../contract/names.ts';
import { onlyPositional, parseOptions } from '../options.ts';
import { type Output, UsageError } from '../output.ts';
import { type ShopEnvironment, shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';

/** Options of every command about orders in AWS. */
export const orderOptions = {
  file: { type: 'string' },
  environment: { type: 'string', short: 'e' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** How the help of each of them ends. */
export const orderOptionsHelp = `  -e, --environment NAME   environment of the storefront file (default: its only one)
      --file PATH          the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help               print this help

Credentials are found as by the AWS CLI: AWS_PROFILE, environment variables, single sign-on.`;

/** The orders of one environment, with the credentials that the AWS SDK finds. */
export interface Orders {
  readonly environment: ShopEnvironment;
  readonly table: OrdersTable;
  readonly store: OrderStore;
  /** How a sentence about AWS calls it. */
  readonly what: string;
}

/** Opens the table of orders that the options name. */
export function openOrders(
  choice: { readonly file?: string | undefined; readonly environment?: string | undefined },
  output: Output,
): Orders {
  const environment = shopEnvironment(choice, output);
  const { region, nameOf, retention } = environment;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const name = nameOf(storeRoles.orders);
  const table: OrdersTable = { client, name, retention, now: () => output.now };
  return { environment, table, store: createDynamoOrderStore(table), what: `the table ${name} in ${region}` };
}

/** The order that an argument names by its number or its reference. Throws a `UsageError` where there is none. */
export async function orderNamed(orders: Orders, positionals: readonly string[]): Promise<StoredOrder> {
  const name = onlyPositional(positionals, 'order');
  const found = await translateAwsError(find(orders, name), orders.what);
  if (found) return found;
  throw new UsageError(`${orders.what} has no order ${name}; it may have expired`);
}

async function find({ table, store }: Orders, name: string): Promise<StoredOrder | undefined> {
  if (orderReferenceForm.test(name)) return store.find(name);
  const number = name.toUpperCase();
  if (!orderNumberForm.test(number)) {
    throw new UsageError(`found ${name}, write the number of an order such as K7QF-2MXP, or its reference`);
  }
  const reference = await createNumberFinder(table)(number);
  return reference === undefined ? undefined : store.find(reference);
}

/** Who calls, as AWS knows them. */
export async function caller({ environment: { region } }: Orders): Promise<string> {
  const identity = new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  const { Arn } = await translateAwsError(identity, 'the identity of the caller');
  if (Arn === undefined) throw new Error('AWS does not say who calls');
  return Arn;
}

/** Parses what every command about one order takes; nothing where help was asked for. */
export function parseOrderOptions(args: readonly string[], help: string, output: Output) {
  const { values, positionals } = parseOptions(args, {
    ...orderOptions,
    reason: { type: 'string' },
    format: { type: 'string', short: 'f', default: 'text' },
  });
  if (!values.help) return { values, positionals };
  output.out(help);
  return undefined;
}
