import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { isNeeded } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { parseSecret } from '../../../lambda/shared/secrets/parse-secret.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { type Output, UsageError } from '../output.ts';
import type { GatewaySecret } from '../secret/gateway-secret.ts';
import type { WebhookApi } from './webhook-api.ts';

/** What a person gave. All of it is secret: not for the output. */
export interface SetupInput {
  /** What the gateway's API is called with. */
  readonly credentials: Secret;
  /** The members of a first secret, but for those that come from the endpoint; none where there is a secret. */
  readonly first: Secret;
}

interface Asker {
  readonly secret: GatewaySecret;
  readonly api: WebhookApi;
  /** Whether there is a secret in use. */
  readonly isInUse: boolean;
}

/** Reads the credentials from the terminal or from standard input, and with a first secret its other members. */
export async function readSetupInput(asker: Asker, output: Output): Promise<SetupInput> {
  const { secret, api, isInUse } = asker;
  const meanings = { ...api.credentials, ...(isInUse ? {} : firstMembers(asker)) };
  const given = output.askHidden ? await askedFor(meanings, output.askHidden) : piped(meanings, output);
  const missing = Object.keys(meanings).find((name) => !given[name]);
  if (missing !== undefined) throw new InputError(`standard input: found no ${missing}, ${formOf(meanings)}`);
  const isOfSecret = (name: string) => Object.hasOwn(secret.gateway.secretFields, name);
  return { credentials: given, first: isInUse ? {} : onlyNamed(given, isOfSecret) };
}

function firstMembers({ secret: { gateway, config }, api }: Asker): Readonly<Record<string, string>> {
  const fields = Object.entries(gateway.secretFields).filter(
    ([name, field]) => isNeeded(field, config) && !api.makes.includes(name),
  );
  return Object.fromEntries(fields.map(([name, { meaning }]) => [name, meaning]));
}

async function askedFor(
  meanings: Readonly<Record<string, string>>,
  ask: NonNullable<Output['askHidden']>,
): Promise<Secret> {
  const given: [string, string][] = [];
  for (const [name, meaning] of Object.entries(meanings)) {
    const text = await ask(`${name} (${meaning}): `);
    if (text === undefined) throw new UsageError('broken off, and nothing was set up');
    given.push([name, text]);
  }
  return Object.fromEntries(given);
}

function piped(meanings: Readonly<Record<string, string>>, { readInput }: Output): Secret {
  let text: string;
  try {
    text = readInput();
  } catch {
    throw new InputError('standard input cannot be read, pipe the key into it');
  }
  const given = parseSecret(text);
  if (!given)
    throw new InputError(`standard input: found no JSON object whose members are texts, ${formOf(meanings)}`);
  // A name that is not known is not repeated: it may be a secret in the wrong place.
  if (Object.keys(given).every((name) => Object.hasOwn(meanings, name))) return given;
  throw new InputError(`standard input: found a member that is not asked for, ${formOf(meanings)}`);
}

function formOf(meanings: Readonly<Record<string, string>>): string {
  return `pipe in { ${Object.keys(meanings)
    .map((name) => `"${name}": "…"`)
    .join(', ')} }`;
}

function onlyNamed(given: Secret, isWanted: (name: string) => boolean): Secret {
  return Object.fromEntries(Object.entries(given).filter(([name]) => isWanted(name)));
}
