import { titleOf } from '../../../lambda/gateways/registry.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import cache from '../../../lambda/shared/secrets/cache.json' with { type: 'json' };
import { parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { shopEnvironment } from '../shop-environment.ts';
import { readNewSecret } from './new-secret.ts';
import { placeOf, placeOptions, type SecretPlace } from './secret-place.ts';
import { readState, type SecretState, versionWith } from './secret-state.ts';
import { openVault, type Vault } from './vault.ts';

const stageHelp = `Hand over a new secret of a gateway to AWS Secrets Manager, and start the rotation to it

Usage: palisade secret stage GATEWAY [options]

At a terminal each value is asked for and not shown. Otherwise standard input is the secret as JSON,
{ "member": "value" }, or with --member the bare value of one member; pipe it in from a password manager, so that no
file and no shell history holds it. No option takes a secret, and none is ever printed.

Options:
      --member NAME         replace this member only, and keep the others as they are
  -e, --environment NAME    environment of the shop's file (default: its only one)
      --file PATH           the shop's file (default: storefront.yaml, or the kit's example)
  -h, --help                print this help

Exit codes: 0 handed over; 1 not now, since the previous keys are still needed; 2 the command could not run

Examples:
  palisade secret stage stripe --environment prod --member signingSecret
  pass show boutique/stripe.json | palisade secret stage stripe --environment prod
`;

/** `palisade secret stage GATEWAY`: writes a new version, which a rotation tries at the gateway and makes current. */
export async function stage(args: readonly string[], output: Output): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, { ...placeOptions, member: { type: 'string' } });
  if (values.help) {
    output.out(stageHelp);
    return 0;
  }
  const environment = shopEnvironment(values);
  const place = placeOf(environment, positionals);
  const vault = openVault(place.name, environment.region);
  const state = await readState(place, vault, output.now);
  if (values.member !== undefined && !state.current) {
    throw new UsageError(`${place.name} has no members yet, so hand over the whole secret without --member`);
  }
  if (state.overlapUntil) {
    output.err(`${tooSoon(place, state.overlapUntil)}\n`);
    return 1;
  }
  const secret = await readNewSecret(place, { member: values.member, current: state.current }, output);
  if (state.current && sameMembers(secret, state.current)) {
    throw new UsageError('standard input: found the secret that is in use already, nothing was staged');
  }
  output.out(`${await handOver(place, vault, state, secret)}\n`);
  return 0;
}

function sameMembers(one: object, other: object): boolean {
  const text = (members: object) => JSON.stringify(Object.entries(members).sort());
  return text(one) === text(other);
}

async function handOver(
  { gateway }: SecretPlace,
  vault: Vault,
  state: SecretState,
  secret: Readonly<Record<string, string>>,
): Promise<string> {
  const title = titleOf(gateway.name);
  const isFirst = state.current === undefined;
  await vault.put(secret, isFirst ? labels.current : labels.staged);
  await endStuckRotation(vault, state);
  if (isFirst) {
    const why = versionWith(state, labels.current)
      ? 'the secret in use could not be read, so this one'
      : 'this is the first secret, so it';
    return `${title}: ${why} is current at once; the shop uses it within ${cache.cacheSeconds} seconds.`;
  }
  if (!state.description.RotationEnabled) {
    return `${title}: staged. The secret is not set up for rotation: deploy the environment, then run this again.`;
  }
  await vault.rotate();
  return [
    `${title}: staged, and the rotation has started. It tries the new keys and makes them current within minutes; the shop uses them within ${cache.cacheSeconds} seconds more.`,
    `Callbacks with the previous keys stay accepted. See how it went: palisade secret status ${gateway.name}`,
  ].join('\n');
}

// A rotation that failed leaves its label behind, and no other starts while it is there.
async function endStuckRotation(vault: Vault, state: SecretState): Promise<void> {
  const pending = versionWith(state, labels.pending);
  if (pending === undefined || pending === versionWith(state, labels.current)) return;
  await vault.removeLabel(labels.pending, pending);
}

function tooSoon({ gateway, config }: SecretPlace, until: Date): string {
  return `palisade: ${titleOf(gateway.name)} may send deliveries signed with the previous keys until ${until.toISOString()}, and a rotation would take them away: stage the new ones then, or give up the previous ones with palisade secret forget ${config.name}`;
}
