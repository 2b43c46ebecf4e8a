import type { Receipt } from '../../../lambda/gateways/gateway.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { coloured, plain } from '../../paint.ts';
import { parseOptions } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import {
  type Callback,
  challengeAnswer,
  isFromSandbox,
  queryOf,
  readsAddress,
  receive,
  why,
} from './callback.ts';
import { readCapture } from './capture.ts';
import { gatewayByName } from './gateway-by-name.ts';

const verifyHelp = `Judge one captured callback by the signature rules that the shop's function applies

Usage: palisade gateway verify GATEWAY [options] < callback.json

Standard input is JSON. Secrets are read from there alone, and never repeated:
  { "headers": { "Name": "value" } or [["Name", "value"]],
    "body": "text" or "bodyBase64": "the exact bytes",
    "url": "address with its query",         where the gateway signs it
    "secret": "key", { its members } or ["current", "previous"],
    "certificate": { "chain": "PEM", "roots": "PEM" } }      for PayPal; roots default to those of Node.js

Options:
      --now SECONDS     judge at this time, in seconds since 1970 (default: now)
      --url URL         the callback address, instead of the url in the input
      --method METHOD   how the request arrived (default: POST)
  -h, --help            print this help

Exit codes: 0 authentic, or a notification about which the gateway must be asked; 1 refused; 2 the input cannot be used

Example:
  palisade gateway verify stripe --now 1767225600 < callback.json
`;

/** `palisade gateway verify GATEWAY`: says what a captured callback is worth, and why it is refused. */
export function verify(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    now: { type: 'string' },
    url: { type: 'string' },
    method: { type: 'string', default: 'POST' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(verifyHelp);
    return 0;
  }
  const gateway = gatewayByName(onlyName(positionals));
  const now = values.now === undefined ? output.now : moment(values.now);
  const { url: capturedUrl, secrets, ...captured } = readCapture(readInput(output), gateway);
  const url = values.url ?? capturedUrl;
  const address = { registeredUrl: url ?? '', query: queryOf(url ?? '') };
  const callback: Callback = {
    gateway,
    delivery: { method: values.method.toUpperCase(), ...captured, ...address },
    secrets,
    now,
  };
  if (url === undefined && readsAddress(callback)) {
    throw new InputError(
      `found no url, which ${titleOf(gateway.name)} signs: write url in the input, or --url`,
    );
  }
  const verification = judge(callback);
  const paint = output.isColoured ? coloured : plain;
  const result = (verification.isAccepted ? paint.good : paint.bad)(verification.result);
  output.out(
    `${result}: ${verification.sentence}\n${verification.lines.map((line) => `  ${line}\n`).join('')}`,
  );
  return verification.isAccepted ? 0 : 1;
}

interface Verification {
  readonly isAccepted: boolean;
  readonly result: string;
  readonly sentence: string;
  readonly lines: readonly string[];
}

function judge(callback: Callback): Verification {
  if (callback.delivery.method === 'POST') return ofReceipt(receive(callback), callback);
  const title = titleOf(callback.gateway.name);
  if (challengeAnswer(callback) !== undefined) {
    const sentence = `${title} asks whether the address is the shop's, and the function answers`;
    return { isAccepted: true, result: 'challenge', sentence, lines: [] };
  }
  const sentence = `${title} posts its callbacks, and this request is no POST`;
  return { isAccepted: false, result: 'malformed', sentence, lines: [] };
}

function ofReceipt(receipt: Receipt, callback: Callback): Verification {
  const { result } = receipt;
  const title = titleOf(callback.gateway.name);
  const lines = isFromSandbox(callback) ? [`from ${title}'s sandbox: a shop in mode live refuses it`] : [];
  if (result === 'authentic') {
    const sentence = `${title} signed this body`;
    return { isAccepted: true, result, sentence, lines: receipt.events.map(ofEvent) };
  }
  if (result === 'unverified') {
    const { resource, id } = receipt.notification;
    const about = printable(id === '' ? resource : `${resource} ${id}`);
    const sentence = `${title} must be asked about ${about}, since its signature does not cover what happened`;
    return { isAccepted: true, result, sentence, lines };
  }
  const advice = result === 'stale' ? '; --now judges a capture at the time it was made' : '';
  return { isAccepted: false, result, sentence: `${why(callback, result)}${advice}`, lines: [] };
}

function ofEvent({
  id,
  type,
  ignored,
  orderReference,
  amountMinor,
  currency,
  ...event
}: PaymentEvent): string {
  const order = orderReference === undefined ? '' : `, order ${orderReference}`;
  const amount = amountMinor === undefined ? '' : `, ${amountMinor} ${currency ?? ''} in the smallest unit`;
  const name = ignored === undefined ? event.class : `ignored (${ignored.replaceAll('_', ' ')})`;
  return printable(`${name}: ${type}, event ${id}${order}${amount}`);
}

// What came over the network must not move the cursor of a terminal.
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

function onlyName([name, ...others]: readonly string[]): string {
  if (name === undefined) throw new UsageError('found no gateway, name one');
  if (others.length === 0) return name;
  throw new UsageError(
    `found ${others.length + 1} arguments, name one gateway; secrets come from standard input alone`,
  );
}

function moment(text: string): Date {
  if (/^\d{1,11}$/.test(text)) return new Date(Number(text) * 1000);
  throw new UsageError('--now: found no whole number of seconds, write one such as 1767225600');
}

function readInput({ readInput: read }: Output): string {
  try {
    return read();
  } catch {
    throw new InputError('standard input cannot be read, pipe the callback into it');
  }
}
