import { findCardData } from '../../../lambda/shared/card-guard/card-guard.ts';
import type { CheckPolicy } from '../../../lambda/shared/orders/check-policy.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import {
  cancelled,
  type Objection,
  released,
  type Saying,
} from '../../../lambda/shared/orders/order-decisions.ts';
import { roleHelp } from '../command-works.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';
import { translateAwsError } from '../translate-aws-error.ts';
import { caller, openOrders, orderNamed, orderOptionsHelp, parseOrderOptions } from './orders.ts';

interface Deciding {
  readonly name: 'release' | 'cancel';
  readonly does: string;
  readonly more: string;
  readonly decide: (order: Order, saying: Saying, policy: CheckPolicy) => Order | Objection;
  /** What is said afterwards about the order. */
  readonly done: (order: Order) => string;
}

const release: Deciding = {
  name: 'release',
  does: 'Release an order that waits for a person',
  more: 'It settles the reasons that palisade order show names. A reason comes back when more money moves, or is doubted.',
  decide: released,
  done: ({ state, reviewReasons }) =>
    reviewReasons.length === 0
      ? `released, and ${state}`
      : `${state}, and waits for ${reviewReasons.join(', ')}`,
};

const cancel: Deciding = {
  name: 'cancel',
  does: 'Cancel an order that is not paid',
  more: `It moves no money. A payment page that is open already can still be paid until it expires: the order then waits for a
person, with the reason cancelled. Void at the gateway what is authorised.`,
  decide: cancelled,
  done: ({ state }) => `cancelled; no further payment of it is started, and its state is ${state}`,
};

/** `palisade order release ORDER`: settles what an order waits for. */
export function releaseOrder(args: readonly string[], output: Output): Promise<ExitCode> {
  return decideOn(release, args, output);
}

/** `palisade order cancel ORDER`: an order that shall neither be paid nor shipped. */
export function cancelOrder(args: readonly string[], output: Output): Promise<ExitCode> {
  return decideOn(cancel, args, output);
}

function helpOf({ name, does, more }: Deciding): string {
  return `${does}

Usage: palisade order ${name} ORDER --reason TEXT [options]

ORDER is the order's number, such as K7QF-2MXP, or its reference. Who you are, as AWS knows it, and the reason are kept with the
order.
${more}

Options:
      --reason TEXT        why, in a sentence without personal data
${orderOptionsHelp}
${roleHelp(`order ${name}`)}

Exit codes: 0 done, 2 the command could not run, or the order does not allow it
`;
}

async function decideOn(deciding: Deciding, args: readonly string[], output: Output): Promise<ExitCode> {
  const parsed = parseOrderOptions(args, helpOf(deciding), output);
  if (!parsed) return 0;
  const { values, positionals } = parsed;
  const reason = reasonOf(values.reason);
  const orders = openOrders(values, output);
  const read = await orderNamed(orders, positionals);
  const saying = { by: await caller(orders), reason, at: output.now.toISOString() };
  const decided = deciding.decide(read.order, saying, orders.environment.checks);
  const { number } = read.order;
  if ('objection' in decided) throw new UsageError(`the order ${number} ${decided.objection}`);
  const written = await translateAwsError(orders.store.replace(read, decided), orders.what);
  if (written === 'changed') {
    throw new UsageError(`the order ${number} changed meanwhile, look at it again and repeat the command`);
  }
  output.out(`${number}: ${deciding.done(decided)}\n`);
  return 0;
}

const longestReason = 500;

/** Why something is decided, as it is kept with an order. */
export function reasonOf(text: string | undefined): string {
  const reason = text?.trim() ?? '';
  if (reason === '') throw new UsageError('found no --reason, say why in a sentence');
  if (reason.length > longestReason) {
    throw new UsageError(`--reason: found ${reason.length} characters, write at most ${longestReason}`);
  }
  if (findCardData(reason).length > 0) {
    throw new UsageError('--reason: found what looks like the number of a card, say it without');
  }
  return reason;
}
