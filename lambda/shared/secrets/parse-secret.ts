import type { Secret } from '../../gateways/gateway.ts';
import type { Log } from '../log/log.ts';
import type { StoredVersion } from './secret-client.ts';

/** Reads the members of a version, and keeps their values out of the log from then on. Throws where its value is not an object of texts. */
export function withheldSecret({ text }: StoredVersion, log: Log): Secret {
  const secret = parseSecret(text);
  if (!secret) throw new MalformedSecretError('the secret is not a JSON object of texts');
  for (const value of Object.values(secret)) log.withhold(value);
  return secret;
}

/** Reads the members of a secret from its JSON; nothing where it is not an object of texts. */
export function parseSecret(json: string): Secret | undefined {
  const value = parsed(json);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || Object.values(value).some((member) => typeof member !== 'string')) return undefined;
  return value as Secret;
}

class MalformedSecretError extends Error {
  override readonly name = 'MalformedSecretError';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's own error quotes what it was given.
    return undefined;
  }
}
