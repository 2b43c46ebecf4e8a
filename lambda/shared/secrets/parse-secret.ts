import type { Secret } from '../../gateways/gateway.ts';
import type { Log } from '../log/log.ts';

/** Reads a secret from its JSON, and keeps its members out of every line from then on. Throws where it is no object of texts. */
export function withheldSecret(json: string | undefined, log: Log): Secret {
  const secret = parseSecret(json);
  for (const value of Object.values(secret)) log.withhold(value);
  return secret;
}

/** Reads a secret from its JSON. Throws where it is no object of texts, and never says what it is instead. */
function parseSecret(json: string | undefined): Secret {
  const value = parsed(json ?? '');
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || Object.values(value).some((member) => typeof member !== 'string')) {
    throw new MalformedSecretError('the secret is no JSON object of texts');
  }
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
