import { readText } from '../../cloudformation/input/read-file.ts';
import { oneOf, onlyPositional, parseOptions } from '../options.ts';
import type { ExitCode, Output } from '../output.ts';
import { readHistory } from './history.ts';
import { type SimulatedDelivery, type Simulation, simulate } from './simulation.ts';

const simulateHelp = `Say what the kit would have made of what a gateway delivered about one order

Usage: palisade order simulate FILE [options]

It runs the gateway's adapter and the ledger of the shop's functions, and asks nobody. FILE is JSON:
  { "order": { "reference": "…", "amountMinor": 4250, "currency": "EUR" },
    "gateway": "stripe",
    "integration": "redirect",        how the payment was started (default: nothing is assumed of its capture)
    "mode": "live",                   deliveries of the other mode do not count (default: both count)
    "settings": { … },                the gateway's own settings
    "secret": "key", { its members } or ["current", "previous"],
    "now": TIME,                      when signatures are judged (default: when a delivery arrived, or was signed)
    "deliveries": [{
      "body": "text" or JSON, "bodyBase64": "…", "form": { … } or "xml": "Braintree's payload before base64",
      "query": "…", "headers": { … }, "url": "the callback address, where the gateway signs it",
      "at": TIME,                     when it arrived
      "answers": [ … ] }] }           what the gateway answers when it is asked, in order, an access token first
TIME is ISO 8601, or seconds since 1970.

Each delivery is a line: accepted CLASS AMOUNT CURRENCY, ignored WHY or refused WHY. The last line is the order.

Options:
  -f, --format FORMAT   text or json (default: text)
      --unsigned        take the deliveries as verified, for logs without headers
  -h, --help            print this help

Exit codes: 0 done, 2 the file cannot be used
`;

/** `palisade order simulate FILE`: replays a history of deliveries. */
export function simulateOrder(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    unsigned: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(simulateHelp);
    return 0;
  }
  const file = onlyPositional(positionals, 'file');
  const format = oneOf(values.format, ['text', 'json'], 'format');
  const simulation = simulate(readHistory(readText(file), file, values.unsigned), values.unsigned);
  output.out(format === 'json' ? asJson(simulation) : asText(simulation));
  return 0;
}

function asText({ deliveries, order }: Simulation): string {
  const { capturedMinor, refundedMinor, disputedMinor } = order.money;
  const sums = `captured ${capturedMinor}, refunded ${refundedMinor}, disputed ${disputedMinor}`;
  const reasons = order.reviewReasons.map((reason) => reason.replaceAll('_', ' ')).join(', ');
  const last = `order ${order.state}, ${sums}, review: ${reasons || 'none'}`;
  return [...deliveries.map(lineOf), last].map((line) => `${printable(line)}\n`).join('');
}

function lineOf({ outcome, class: name, amountMinor, currency, why }: SimulatedDelivery): string {
  const amount = amountMinor === undefined ? '' : ` ${amountMinor} ${currency}`;
  return outcome === 'accepted' ? `accepted ${name}${amount}` : `${outcome} ${why}`;
}

// What came over the network must not move the cursor of a terminal.
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

function asJson({ deliveries, order }: Simulation): string {
  const { state, money, reviewReasons } = order;
  return `${JSON.stringify({ deliveries, order: { state, ...money, review: reviewReasons } }, null, 2)}\n`;
}
