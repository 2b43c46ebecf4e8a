import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { linkDays, orderLink } from '../../../lambda/shared/orders/order-link.ts';
import { isForgotten } from '../../../lambda/shared/orders/order-view.ts';
import { parseSecret } from '../../../lambda/shared/secrets/parse-secret.ts';
import { createSecretReader } from '../../../lambda/shared/secrets/secret-client.ts';
import { orderLinkSecretName } from '../../contract/names.ts';
import { roleHelp } from '../command-works.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { openOrders, orderNamed, orderOptionsHelp, parseOrderOptions } from './orders.ts';

const help = `Make a link by which a shopper sees an order

Usage: palisade order link ORDER [options]

Whoever has the link sees what was ordered and whether it is paid, and neither name nor address, for ${linkDays} days. Send it to the
mail address that the order has, and to no other: it proves nothing about who asks.

Options:
${orderOptionsHelp}
${roleHelp('order link')}

Exit codes: 0 made, 2 the command could not run
`;

/** `palisade order link ORDER`: prints a link to the order, and when it expires. */
export async function linkToOrder(args: readonly string[], output: Output): Promise<ExitCode> {
  const parsed = parseOrderOptions(args, help, output);
  if (!parsed) return 0;
  const orders = openOrders(parsed.values, output);
  const { order } = await orderNamed(orders, parsed.positionals);
  if (isForgotten(order)) {
    throw new UsageError(`who placed the order ${order.number} was erased, so it is shown to nobody`);
  }
  const { environment } = orders;
  const shopUrl = `https://${environment.domain}`;
  const key = await currentKey(environment);
  const { url, expiresAt } = orderLink(order.reference, { shopUrl, keys: [key], now: output.now });
  output.out(`${url}\n`);
  output.err(`${order.number}: the link holds until ${expiresAt}\n`);
  return 0;
}

async function currentKey(environment: ShopEnvironment): Promise<string> {
  const { region } = environment;
  const secretId = orderLinkSecretName(environment);
  const what = `the secret ${secretId} in ${region}`;
  const client = createSecretReader(new SecretsManagerClient({ region }));
  const version = await translateAwsError(client.read(secretId, { label: labels.current }), what);
  const key = version && parseSecret(version.text)?.['signingSecret'];
  if (key !== undefined) return key;
  throw new UsageError(`${what} has no key, deploy the stack ${environment.shop}-${environment.name}-data`);
}
