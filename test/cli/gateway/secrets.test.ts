import { describe, expect, test } from '@jest/globals';
import { main } from '../../../lib/cli/main.ts';
import { offlineInPlace } from '../../../lib/cli/offline-in-place.ts';
import type { Output } from '../../../lib/cli/output.ts';
import { signingGateways } from '../../lambda/gateways/support/signers.ts';
import { type Run, runWithInput } from '../../support/run.ts';
import { captureOf, genuine, markedSecret, marker, now, verify, withBody, withHeader } from './support.ts';

const shown = ({ out, err }: Run) => out + err;

describe.each(signingGateways)('a secret of %s is never repeated', (name) => {
  const delivery = genuine(name);
  const headers = [...delivery.headers.keys()];
  const spaced = Object.fromEntries(
    Object.entries(markedSecret(name)).map(([key, value]) => [key, `${value} `]),
  );

  test.each([
    ['when it is accepted', captureOf(name), []],
    ['when the body was changed', captureOf(name, withBody(delivery, '{}')), []],
    ['when there is no body', captureOf(name, withBody(delivery, '')), []],
    ['when it is old', captureOf(name), ['--now', '4000000000']],
    ['when it was not posted', captureOf(name), ['--method', 'PUT']],
    ['when it holds a space', captureOf(name, delivery, { secret: spaced }), []],
    [
      'when the previous one holds a space',
      captureOf(name, withBody(delivery, '{}'), { secret: [markedSecret(name), spaced] }),
      [],
    ],
    ...headers.map(
      (header) => [`without header ${header}`, captureOf(name, withHeader(delivery, header)), []] as const,
    ),
    ...headers.map(
      (header) =>
        [`with two of ${header}`, captureOf(name, withHeader(delivery, header, 'a', 'b')), []] as const,
    ),
  ] as readonly (readonly [string, string, readonly string[]])[])('%s', (_, input, options) => {
    const result = verify(name, input, ...options);
    expect(input).toContain(marker);
    expect(shown(result)).not.toContain(marker);
    expect([0, 1]).toContain(result.code);
  });
});

describe('input that cannot be used is one sentence without a part of it, and exit code 2', () => {
  const stripe = (more: object) => captureOf('stripe', undefined, more);
  const form = '{ "headers": { … }, "body": "…", "secret": "…" }';
  const aHeader = 'write { "Name": "value" } or [["Name", "value"]]';
  const rows: readonly (readonly [string, string, string, string?])[] = [
    ['nothing', ' \n', `standard input: found nothing, pipe in ${form}`],
    ['a bare secret', `whsec_${marker}`, `standard input: found text that is not JSON, write ${form}`],
    [
      'JSON that breaks off after the secret',
      `{"secret":"${marker}`,
      `standard input: found text that is not JSON, write ${form}`,
    ],
    ['a secret in quotes', `"${marker}"`, `standard input: found text, write ${form}`],
    ['a list', `["${marker}"]`, `standard input: found a list, write ${form}`],
    [
      'a secret for a name',
      stripe({ [marker]: 1 }),
      'standard input: found a member that is none of headers, body, bodyBase64, url, secret, certificate, leave it out',
    ],
    ['headers that are text', stripe({ headers: marker }), `standard input: found no headers, ${aHeader}`],
    ['no headers', stripe({ headers: undefined }), `standard input: found no headers, ${aHeader}`],
    [
      'a header with a number',
      stripe({ headers: { a: 'b', [marker]: 1 } }),
      `standard input: header 2 is no name with a value of text, ${aHeader}`,
    ],
    [
      'a header of three parts',
      stripe({ headers: [[marker, marker, marker]] }),
      `standard input: header 1 is no name with a value of text, ${aHeader}`,
    ],
    ['two bodies', stripe({ body: marker }), 'standard input: found body and bodyBase64, write one of them'],
    [
      'no body',
      stripe({ bodyBase64: undefined }),
      'standard input: found no body, write body as text, or bodyBase64 for the exact bytes',
    ],
    [
      'a body that is an object',
      stripe({ body: { marker }, bodyBase64: undefined }),
      'standard input: body is an object, write text',
    ],
    [
      'a body that is not base64',
      stripe({ bodyBase64: `${marker}!` }),
      'standard input: bodyBase64: found text that is not padded base64 on one line, encode the bytes anew',
    ],
    ['an address that is a number', stripe({ url: 1 }), 'standard input: url is a number, write text'],
    [
      'an address where one is signed',
      captureOf('square', undefined, { url: undefined }),
      'found no url, which Square signs: write url in the input, or --url',
      'square',
    ],
    [
      'no secret',
      stripe({ secret: undefined }),
      'standard input: secret: found nothing, write text, or { "signingSecret": "…" }',
    ],
    [
      'no secret in a list',
      stripe({ secret: [] }),
      'standard input: secret: found 0 of them, write one, or the current and the previous',
    ],
    [
      'three secrets',
      stripe({ secret: [marker, marker, marker] }),
      'standard input: secret: found 3 of them, write one, or the current and the previous',
    ],
    [
      'a secret that is a number',
      stripe({ secret: 1 }),
      'standard input: secret: found a number, write text, or { "signingSecret": "…" }',
    ],
    [
      'a secret that is a list in a list',
      stripe({ secret: [marker, [marker]] }),
      'standard input: secret: found a list, write text, or { "signingSecret": "…" }',
    ],
    [
      'a member of the secret that is no text',
      stripe({ secret: { signingSecret: true } }),
      'standard input: secret: a member is true or false, write text, or { "signingSecret": "…" }',
    ],
    [
      'a member that the secret has not',
      stripe({ secret: { [marker]: 'signingSecret' } }),
      "standard input: secret: found a member that Stripe's secret has not, it has signingSecret, secretKey, publishableKey",
    ],
    [
      'a secret without its key',
      stripe({ secret: { secretKey: marker } }),
      'standard input: secret: found no signingSecret, write text, or { "signingSecret": "…" }',
    ],
    [
      'one text for a secret of several members',
      captureOf('adyen', undefined, { secret: marker }),
      'standard input: secret: found no merchantAccount, write { "hmacKey": "…", "merchantAccount": "…" }',
      'adyen',
    ],
    [
      'a certificate that is text',
      captureOf('stripe', undefined, { certificate: marker }),
      'standard input: certificate: found text, write { "chain": "PEM text", "roots": "PEM text" }',
    ],
    [
      'a certificate without a chain',
      captureOf('stripe', undefined, { certificate: { roots: marker } }),
      'standard input: certificate: found no chain, write it as text',
    ],
  ];

  test.each(rows)('%s', (_, input, sentence, name = 'stripe') => {
    expect(verify(name, input)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
    expect(sentence).not.toContain(marker);
  });

  test.each([
    ['no gateway', [], 'found no gateway, name one'],
    ['a gateway that is misspelt', ['strpie'], 'found no such gateway, did you mean stripe?'],
    [
      'a secret for a gateway',
      [`whsec_${marker}`],
      'found no such gateway, write stripe, square, paypal, adyen, braintree, mollie, razorpay, checkoutcom, authorizenet, mercadopago, paystack',
    ],
    [
      'a gateway that is refused',
      ['wepay'],
      "WePay's callback signature is known only second-hand, so a forged callback could not be told from a real one; use another gateway",
    ],
    [
      'a secret after the gateway',
      ['stripe', marker],
      'found 2 arguments, name one gateway; secrets come from standard input alone',
    ],
    ['a secret as an option', ['stripe', `--secret=${marker}`], "unknown option '--secret'"],
    ['a secret after an option', ['stripe', '--secret', marker], "unknown option '--secret'"],
    [
      'a time that is none',
      ['stripe', '--now', marker],
      '--now: found no whole number of seconds, write one such as 1767225600',
    ],
    [
      'a time in milliseconds',
      ['stripe', '--now', `${now}000`],
      '--now: found no whole number of seconds, write one such as 1767225600',
    ],
  ])('%s on the command line', (_, args, sentence) => {
    expect(runWithInput(captureOf('stripe'), 'gateway', 'verify', ...args)).toEqual({
      code: 2,
      out: '',
      err: `palisade: ${sentence}\n`,
    });
  });

  test('standard input that cannot be read', () => {
    let err = '';
    const output: Output = {
      out: () => {},
      err: (text) => {
        err += text;
      },
      isColoured: false,
      today: '2026-11-22',
      now: new Date(0),
      readInput: () => {
        throw new Error(marker);
      },
      withOffline: offlineInPlace,
      withAws: () => Promise.reject(new Error('not asked for')),
      withShop: () => Promise.reject(new Error('not asked for')),
    };
    expect(main(['gateway', 'verify', 'stripe'], output)).toBe(2);
    expect(err).toBe('palisade: standard input cannot be read, pipe the callback into it\n');
  });
});
