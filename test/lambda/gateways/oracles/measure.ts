import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Receipt } from '../../../../lambda/gateways/gateway.ts';
import { gatewayOf, gateways } from '../../../../lambda/gateways/index.ts';
import { secretsOf } from '../fuzz/cases.ts';
import type { Specimen } from '../fuzz/specimen.ts';
import { specimenOf } from '../fuzz/specimens/index.ts';
import { accountOf, now } from '../support/accounts.ts';
import { arrive } from '../support/message.ts';
import { randomOf } from '../support/random.ts';
import { oracles } from './oracles.ts';

/** What one message takes, in microseconds. */
export interface Measure {
  readonly gateway: string;
  /** To verify its signature, with the adapter and with the SDK. */
  readonly ours: number;
  readonly sdk?: string;
  readonly theirs?: number;
  /** To verify it and to read what it says, with the adapter. */
  readonly receipt: number;
}

/** How often; the median is over the rounds. */
export interface Effort {
  readonly messages: number;
  readonly rounds: number;
}

/** Measures one gateway after the other, ours and the SDK's turn by turn on the same genuine messages. */
export async function* measures({ messages, rounds }: Effort): AsyncGenerator<Measure> {
  for (const { name } of gateways) {
    const specimen = specimenOf(name);
    const deliveries = genuine(specimen, messages);
    const { verify, receive } = judges(specimen);
    const oracle = oracles.find((each) => each.specimen === specimen);
    const [secret] = secretsOf(specimen);
    const [receipt = 0, ours = 0, theirs = 0] = await inTurn(
      deliveries,
      rounds,
      receive,
      verify,
      ...(oracle ? [(delivery: Delivery) => oracle.accepts(delivery, secret, now)] : []),
    );
    yield { gateway: name, ours, receipt, ...(oracle ? { sdk: oracle.sdk, theirs } : {}) };
  }
}

function genuine(specimen: Specimen, messages: number): readonly Delivery[] {
  const [secret] = secretsOf(specimen);
  return Array.from({ length: messages }, (_, number) => {
    const delivery = arrive(specimen.write(randomOf(`measure ${number}`), secret, 0));
    const [url] = delivery.headers.get('paypal-cert-url') ?? [];
    const certificate = url === undefined ? undefined : specimen.certificateAt?.(url);
    return certificate ? { ...delivery, certificate } : delivery;
  });
}

type Judge = (delivery: Delivery) => Promise<unknown>;

/** An adapter's two ways to judge; what is measured is genuine, so that whoever refuses it is not measured. */
function judges({ name, ...specimen }: Specimen): Readonly<Record<'verify' | 'receive', Judge>> {
  const { receive, verify } = gatewayOf(name);
  const [secret] = secretsOf({ name, ...specimen });
  const account = accountOf(name, { secrets: [secret] });
  const accepted = (result: Receipt['result']) => {
    if (result !== 'authentic' && result !== 'unverified') throw new Error(`${name} came out as ${result}`);
  };
  return {
    verify: async (delivery) => accepted(verify(delivery, account, now)),
    receive: async (delivery) => accepted(receive(delivery, account, now).result),
  };
}

/** The median time of each, over rounds in which they take turns; who begins changes, since each leaves work behind. */
async function inTurn(
  deliveries: readonly Delivery[],
  rounds: number,
  ...judges: readonly Judge[]
): Promise<readonly number[]> {
  const turns = judges.map((judge) => ({ judge, times: [] as number[] }));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % turns.length;
    for (const { judge, times } of [...turns.slice(first), ...turns.slice(0, first)].reverse()) {
      const started = performance.now();
      for (const delivery of deliveries) await judge(delivery);
      times.push(((performance.now() - started) * 1000) / deliveries.length);
    }
  }
  return turns.map(({ times }) => times.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0);
}
