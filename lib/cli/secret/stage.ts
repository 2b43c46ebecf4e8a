import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import cache from '../../../lambda/shared/secrets/cache.json' with { type: 'json' };
import { versionWith } from '../../../lambda/shared/secrets/secret-client.ts';
import { parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import {
  type GatewaySecret,
  gatewaySecretOf,
  readState,
  type SecretState,
  secretOptions,
} from './gateway-secret.ts';
import { readNewSecret } from './new-secret.ts';

const help = `Store a new secret of a gateway in AWS Secrets Manager, and start the rotation to it

Usage: palisade secret stage GATEWAY [options]

At a terminal each value is asked for and not shown. Otherwise standard input is the secret as JSON,
{ "member": "value" }, or with --member the bare value of one member; pipe it in from a password manager, so that no
file and no shell history holds it. No option takes a secret, and none is ever printed.

Options:
      --member NAME         replace this member only, and keep the others as they are
  -e, --environment NAME    environment of the storefront file (default: its only one)
      --file PATH           the storefront file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help

Exit codes: 0 staged; 1 not now, since the previous keys are still needed; 2 the command could not run

Examples:
  palisade secret stage stripe --environment prod --member signingSecret
  pass show boutique/stripe.json | palisade secret stage stripe --environment prod
`;

/** `palisade secret stage GATEWAY`: writes a new version, which a rotation tries at the gateway and makes current. */
export async function stage(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, { ...secretOptions, member: { type: 'string' } });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const secret = gatewaySecretOf(shopEnvironment(values, output), positionals);
  return translateAwsError(stageSecret(secret, values.member, output), secret.what);
}

async function stageSecret(
  secret: GatewaySecret,
  member: string | undefined,
  output: Output,
): Promise<ExitCode> {
  const state = await readState(secret, output.now);
  if (member !== undefined && !state.current) {
    throw new UsageError(`${secret.name} has no members yet, so stage the whole secret without --member`);
  }
  if (state.overlapUntil) {
    output.err(`${tooSoon(secret, state.overlapUntil)}\n`);
    return 1;
  }
  const members = await readNewSecret(secret, { member, current: state.current }, output);
  if (state.current && sameMembers(members, state.current)) {
    throw new UsageError('standard input: found the secret that is in use already, nothing was staged');
  }
  output.out(`${await store(secret, state, members)}\n`);
  return 0;
}

function sameMembers(one: Secret, other: Secret): boolean {
  const text = (members: Secret) => JSON.stringify(Object.entries(members).sort());
  return text(one) === text(other);
}

async function store(secret: GatewaySecret, state: SecretState, members: Secret): Promise<string> {
  const { gateway, name, client } = secret;
  const title = titleOf(gateway.name);
  const isFirst = state.current === undefined;
  const label = isFirst ? labels.current : labels.staged;
  await client.write({ secretId: name, text: JSON.stringify(members), labels: [label] });
  await endStuckRotation(secret, state);
  if (isFirst) {
    const why = versionWith(state.description, labels.current)
      ? 'the secret in use could not be read, so this one'
      : 'this is the first secret, so it';
    return `${title}: ${why} is current at once; the shop uses it within ${cache.cacheSeconds} seconds.`;
  }
  if (!state.description.isRotationEnabled) {
    return `${title}: staged. The secret is not set up for rotation: deploy the environment, then run this again.`;
  }
  await client.startRotation(name);
  return [
    `${title}: staged, and the rotation has started. It tries the new keys and makes them current within minutes; the shop uses them within ${cache.cacheSeconds} seconds more.`,
    `Callbacks with the previous keys stay accepted. See how it went: palisade secret status ${gateway.name}`,
  ].join('\n');
}

// A rotation that failed leaves its label behind, and no other starts while it is there.
async function endStuckRotation(
  { name, client }: GatewaySecret,
  { description }: SecretState,
): Promise<void> {
  const pending = versionWith(description, labels.pending);
  if (pending === undefined || pending === versionWith(description, labels.current)) return;
  await client.moveLabel(name, labels.pending, { from: pending });
}

function tooSoon({ gateway, config }: GatewaySecret, until: Date): string {
  return `palisade: ${titleOf(gateway.name)} may send deliveries signed with the previous keys until ${until.toISOString()}, and a rotation would take them away: stage the new ones then, or give up the previous ones with palisade secret revoke-previous ${config.name}`;
}
