import { titleOf } from '../../../lambda/gateways/registry.ts';
import { createSend, type Send } from '../../../lambda/shared/http/send.ts';
import { coloured, plain } from '../../paint.ts';
import { roleHelp } from '../command-works.ts';
import { oneOf, parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { gatewaySecretOf } from '../secret/gateway-secret.ts';
import { secretOptions } from '../secret/shop-secret.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { applySetup } from './apply.ts';
import { callbackAddress, reportOnSetup, setupText } from './setup-report.ts';
import { subscriptionOf } from './subscription.ts';

const help = `Say what a gateway has to be told about a shop: its callback address, events, permissions and secret

Usage: palisade gateway setup GATEWAY [options]

With --apply the kit subscribes by the gateway's own API: it finds the endpoint with this shop's address, or makes it, sets its
events, and puts the signing secret into AWS Secrets Manager as palisade secret stage does. Other endpoints are left alone.
The key that may do this is asked for and not shown. Otherwise standard input is JSON, { "setupKey": "…" }; for PayPal
{ "clientId": "…", "clientSecret": "…" }. Where the secret is empty yet, its other members are asked for too. No option takes a
key, the key is not stored, and no secret is ever printed.

Options:
      --apply               subscribe (Stripe, Square, PayPal, Adyen); for others, say what to do by hand
  -f, --format FORMAT       text or json (default: text)
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help

With --apply: ${roleHelp('gateway setup --apply')}

Exit codes: 0 done; 1 not now, since the previous keys are still needed; 2 the command could not run
`;

/** `palisade gateway setup GATEWAY`: says what to subscribe to, and with `--apply` subscribes. */
export async function setupGateway(
  args: readonly string[],
  output: Output,
  send: Send = createSend(),
): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    ...secretOptions,
    apply: { type: 'boolean', default: false },
    format: { type: 'string', short: 'f' },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const environment = shopEnvironment(values, output);
  const secret = gatewaySecretOf(environment, positionals);
  const { name } = secret.gateway;
  const format = oneOf(values.format ?? 'text', ['text', 'json'], 'format');
  if (!values.apply) {
    const report = reportOnSetup(secret.config, environment.domain);
    const text = () => setupText(report, output.isColoured ? coloured : plain);
    output.out(format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : text());
    return 0;
  }
  if (values.format !== undefined)
    throw new UsageError('found --format beside --apply, leave one of them out');
  const { byHand, events } = subscriptionOf(name);
  const address = callbackAddress(environment.domain, name);
  if (byHand !== undefined) throw new UsageError(`${titleOf(name)} at ${address}: ${byHand}`);
  return translateAwsError(applySetup({ secret, address, events, send }, output), secret.what);
}
