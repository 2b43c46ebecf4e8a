import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { parseJson } from '../../../lambda/gateways/json.ts';
import { trustedKey } from '../../../lambda/gateways/paypal-certificate.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { type Callback, receive } from './callback.ts';
import { merchantAccountOf } from './merchant-account.ts';
import { secretFault } from './secret-fault.ts';

/**
 * The likeliest reason why no signature fits, found by trying what usually goes wrong on the way. Which part of a
 * signature differs is not said, since that would tell nothing but how to forge one.
 */
export function whyForged(callback: Callback): string {
  const fault = secretFault(callback) ?? certificateFault(callback);
  if (fault !== undefined) return fault;
  const guess = guesses.find(({ change }) => change(callback).some(isAccepted));
  return guess?.finding ?? unknownReason(callback);
}

interface Guess {
  readonly finding: string;
  /** The callback as it would have been without the mistake. */
  readonly change: (callback: Callback) => readonly Callback[];
}

const guesses: readonly Guess[] = [
  {
    finding: 'the signature is right for this body with another end: something added or took away a line end',
    change: (callback) => {
      const text = callback.delivery.body.toString('latin1');
      const ends = [text.trimEnd(), `${text}\n`, `${text}\r\n`];
      return ends.flatMap((end) => withBody(callback, Buffer.from(end, 'latin1')));
    },
  },
  {
    finding:
      'the signature is right for this JSON in other white space: something read the body and wrote it anew',
    change: (callback) => [undefined, 2].flatMap((space) => withBody(callback, rewritten(callback, space))),
  },
  {
    finding:
      'the signature is right for what this base64 stands for: give it as bodyBase64, and have the function decode it',
    change: (callback) =>
      withBody(callback, Buffer.from(callback.delivery.body.toString('latin1'), 'base64')),
  },
  {
    finding:
      'the signature is right for another spelling of the address: write url as the gateway knows it, to the slash',
    change: (callback) =>
      otherAddresses(callback.delivery.registeredUrl).map((url) => withAddress(callback, url)),
  },
  {
    finding:
      'the signature is right, but the callback is for another merchantAccount than that of the secret',
    change(callback) {
      const merchantAccount = merchantAccountOf(callback.delivery.body) ?? '';
      return withSecrets(callback, (secret) => ({ ...secret, merchantAccount }));
    },
  },
  {
    finding: 'the signature is right, but header authorization is not the authorizationKey of the secret',
    change: (callback) => withSecrets(callback, ({ authorizationKey: _, ...secret }) => secret),
  },
];

function unknownReason({ gateway: { name }, delivery }: Callback): string {
  if (name === 'mercadopago') {
    return 'no signature in it was made for this data.id, x-request-id and time with this secret: a load balancer may have replaced x-request-id, or the secret is of another application';
  }
  if (delivery.body.includes(Buffer.from('\uFFFD'))) {
    return 'the body holds characters that were lost when it was read as text: capture it as bodyBase64';
  }
  return `no signature in it was made for this body with this secret: compare the secret with what ${titleOf(name)} shows for this very address`;
}

function certificateFault({ delivery: { certificate }, now }: Callback): string | undefined {
  if (!certificate || trustedKey(certificate.chain, certificate.roots, now)) return undefined;
  return "the certificate is not PayPal's, has expired, or was issued by nobody among the roots";
}

function isAccepted(callback: Callback): boolean {
  return ['authentic', 'unverified'].includes(receive(callback).verdict);
}

function withBody(callback: Callback, body: Buffer | undefined): readonly Callback[] {
  return body && body.length > 0 ? [{ ...callback, delivery: { ...callback.delivery, body } }] : [];
}

// What was made to be hard to write again was not written by the gateway either.
function rewritten({ delivery }: Callback, space: number | undefined): Buffer | undefined {
  try {
    const value = parseJson(delivery.body);
    return value === undefined ? undefined : Buffer.from(JSON.stringify(value, null, space));
  } catch {
    return undefined;
  }
}

function otherAddresses(url: string): readonly string[] {
  const schemes = [url, url.replace(/^http:/, 'https:'), url.replace(/^https:/, 'http:')];
  return schemes.flatMap((each) => [each, each.endsWith('/') ? each.slice(0, -1) : `${each}/`]);
}

function withAddress(callback: Callback, registeredUrl: string): Callback {
  return { ...callback, delivery: { ...callback.delivery, registeredUrl } };
}

function withSecrets(callback: Callback, change: (secret: Secret) => Secret): readonly Callback[] {
  const [current, ...others] = callback.secrets;
  return [{ ...callback, secrets: [change(current), ...others.map(change)] }];
}
