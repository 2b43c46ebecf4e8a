import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { entryOf } from '../../../lambda/gateways/json.ts';
import { parseSecret } from '../../../lambda/shared/secrets/parse-secret.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { type Output, UsageError } from '../output.ts';
import type { StagedSecret } from './shop-secret.ts';

/** Reads a new secret, or one member of it, from standard input, and checks its form. No part of it is ever said. */
export async function readNewSecret(
  target: StagedSecret,
  member: string | undefined,
  output: Output,
): Promise<Secret> {
  const secret =
    member === undefined ? await readWhole(target, output) : await readMember(target, member, output);
  const fault = member === undefined ? target.faultOf(secret) : target.partFaultOf(secret);
  if (!fault) return secret;
  throw new InputError(`standard input: the secret of ${target.owner} ${fault.sentence}`);
}

async function readMember({ fields, owner }: StagedSecret, member: string, output: Output): Promise<Secret> {
  const field = entryOf(fields, member);
  if (!field) {
    // Not repeated: it may be a secret in the wrong place.
    throw new UsageError(
      `--member: found none of the secret of ${owner}, write ${Object.keys(fields).join(' or ')}`,
    );
  }
  const text = output.askHidden
    ? await asked(output.askHidden(`${member} (${field.meaning}): `))
    : piped(output).replace(/\r?\n$/, '');
  if (text === '') throw new InputError(`standard input: found nothing, pipe in the ${member}`);
  return { [member]: text };
}

async function readWhole(target: StagedSecret, output: Output): Promise<Secret> {
  if (output.askHidden) return askForEach(target, output.askHidden);
  const secret = parseSecret(piped(output));
  if (secret) return secret;
  const example = Object.keys(target.fields).map((name) => `"${name}": "…"`);
  throw new InputError(
    `standard input: found no JSON object whose members are texts, pipe in { ${example.join(', ')} }, or name one with --member`,
  );
}

async function askForEach({ fields }: StagedSecret, ask: NonNullable<Output['askHidden']>): Promise<Secret> {
  const members: [string, string][] = [];
  for (const [name, { meaning, optional }] of Object.entries(fields)) {
    const text = await asked(ask(`${name} (${meaning}${optional ? ', may be empty' : ''}): `));
    if (text !== '') members.push([name, text]);
  }
  return Object.fromEntries(members);
}

async function asked(answer: Promise<string | undefined>): Promise<string> {
  const text = await answer;
  if (text === undefined) throw new UsageError('broken off, and nothing was staged');
  return text;
}

function piped({ readInput }: Output): string {
  try {
    return readInput();
  } catch {
    throw new InputError('standard input cannot be read, pipe the secret into it');
  }
}
