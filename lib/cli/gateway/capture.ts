import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import type { Gateway, Secret } from '../../../lambda/gateways/gateway.ts';
import { parseJson } from '../../../lambda/gateways/json.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { bytesOf, type Members, members, optionalText, readHeaders, textMember } from '../json-members.ts';
import { readSecrets } from './secrets.ts';

/** What standard input says of one callback. */
export interface Capture {
  readonly headers: Delivery['headers'];
  readonly body: Buffer;
  readonly url?: string;
  readonly secrets: readonly [Secret, ...Secret[]];
  readonly certificate?: NonNullable<Delivery['certificate']>;
}

const place = 'standard input';
const form = '{ "headers": { … }, "body": "…", "secret": "…" }';
const known = ['headers', 'body', 'bodyBase64', 'url', 'secret', 'certificate'];

/** Reads a captured callback. It holds secrets: no message repeats a part of the text. */
export function readCapture(text: string, gateway: Gateway): Capture {
  if (text.trim() === '') throw new InputError(`${place}: found nothing, pipe in ${form}`);
  const json = parseJson(text);
  if (json === undefined) throw new InputError(`${place}: found text that is not JSON, write ${form}`);
  const given = members(json, place, form);
  if (Object.keys(given).some((name) => !known.includes(name))) {
    throw new InputError(`${place}: found a member that is none of ${known.join(', ')}, leave it out`);
  }
  return {
    headers: readHeaders(given['headers'], place),
    body: readBody(given),
    url: optionalText(given, 'url', place),
    secrets: readSecrets(given['secret'], gateway, `${place}: secret`),
    certificate: readCertificate(given['certificate']),
  };
}

function readBody(given: Members): Buffer {
  const text = optionalText(given, 'body', place);
  const encoded = optionalText(given, 'bodyBase64', place);
  if (text !== undefined && encoded !== undefined) {
    throw new InputError(`${place}: found body and bodyBase64, write one of them`);
  }
  if (encoded !== undefined) return bytesOf(encoded, `${place}: bodyBase64`);
  if (text !== undefined) return Buffer.from(text, 'utf8');
  throw new InputError(`${place}: found no body, write body as text, or bodyBase64 for the exact bytes`);
}

function readCertificate(value: unknown): Capture['certificate'] {
  if (value === undefined) return undefined;
  const at = `${place}: certificate`;
  const given = members(value, at, '{ "chain": "PEM text", "roots": "PEM text" }');
  const roots = optionalText(given, 'roots', at);
  return { chain: textMember(given, 'chain', at), roots: roots === undefined ? trustedRoots() : [roots] };
}

// Loaded only here: no other command needs what it takes long to load.
function trustedRoots(): readonly string[] {
  return process.getBuiltinModule('node:tls').rootCertificates;
}
