import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { entryOf } from '../../../lambda/gateways/json.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { shapeFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { type Output, UsageError } from '../output.ts';
import { parsedMembers } from './parsed-members.ts';
import type { SecretPlace } from './secret-place.ts';

/** Which part of the secret is handed over. */
export interface CheckoutRequest {
  /** @default - the whole secret */
  readonly member?: string | undefined;
  /** What the other members are copied from. */
  readonly current?: Secret | undefined;
}

/** Reads a new secret from standard input, and checks its form. No part of it is ever said. */
export async function readNewSecret(
  place: SecretPlace,
  wanted: CheckoutRequest,
  output: Output,
): Promise<Secret> {
  const { gateway, config } = place;
  const secret =
    wanted.member === undefined
      ? await readWhole(place, output)
      : { ...wanted.current, ...(await readMember(place, wanted.member, output)) };
  const fault = shapeFault(gateway, config, secret);
  if (!fault) return secret;
  throw new InputError(`standard input: the secret of ${titleOf(gateway.name)} ${fault.sentence}`);
}

async function readMember({ gateway }: SecretPlace, member: string, output: Output): Promise<Secret> {
  const field = entryOf(gateway.secretFields, member);
  if (!field) {
    // Not repeated: it may be a secret in the wrong place.
    throw new UsageError(
      `--member: found none of the secret of ${titleOf(gateway.name)}, write ${Object.keys(gateway.secretFields).join(' or ')}`,
    );
  }
  const text = output.askHidden
    ? await asked(output.askHidden(`${member} (${field.meaning}): `))
    : piped(output).replace(/\r?\n$/, '');
  if (text === '') throw new InputError(`standard input: found nothing, pipe in the ${member}`);
  return { [member]: text };
}

async function readWhole(place: SecretPlace, output: Output): Promise<Secret> {
  if (output.askHidden) return askForEach(place, output.askHidden);
  const secret = parsedMembers(piped(output));
  if (secret) return secret;
  const example = Object.keys(place.gateway.secretFields).map((name) => `"${name}": "…"`);
  throw new InputError(
    `standard input: found no JSON object whose members are texts, pipe in { ${example.join(', ')} }, or name one with --member`,
  );
}

async function askForEach({ gateway }: SecretPlace, ask: NonNullable<Output['askHidden']>): Promise<Secret> {
  const members: [string, string][] = [];
  for (const [name, { meaning, optional }] of Object.entries(gateway.secretFields)) {
    const text = await asked(ask(`${name} (${meaning}${optional ? ', may be empty' : ''}): `));
    if (text !== '') members.push([name, text]);
  }
  return Object.fromEntries(members);
}

async function asked(answer: Promise<string | undefined>): Promise<string> {
  const text = await answer;
  if (text === undefined) throw new UsageError('broken off, and nothing was handed over');
  return text;
}

function piped({ readInput }: Output): string {
  try {
    return readInput();
  } catch {
    throw new InputError('standard input cannot be read, pipe the secret into it');
  }
}
