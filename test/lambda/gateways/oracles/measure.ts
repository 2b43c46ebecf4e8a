import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Account } from '../../../../lambda/gateways/gateway.ts';
import { gatewayOf, gateways } from '../../../../lambda/gateways/index.ts';
import { secretsOf } from '../fuzz/cases.ts';
import type { Specimen } from '../fuzz/specimen.ts';
import { specimenOf } from '../fuzz/specimens/index.ts';
import { accountOf, now } from '../support/accounts.ts';
import { arrive } from '../support/message.ts';
import { randomOf } from '../support/random.ts';
import { oracles } from './oracles.ts';

/** What the verification of one message takes, in microseconds. */
export interface Measure {
  readonly gateway: string;
  readonly ours: number;
  readonly sdk?: string;
  readonly theirs?: number;
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
    const ours = judge(specimen);
    const oracle = oracles.find((each) => each.specimen === specimen);
    const [secret] = secretsOf(specimen);
    const times = await inTurn(
      deliveries,
      rounds,
      async (delivery) => ours(delivery),
      ...(oracle ? [(delivery: Delivery) => oracle.accepts(delivery, secret, now)] : []),
    );
    yield {
      gateway: name,
      ours: times[0] ?? 0,
      ...(oracle ? { sdk: oracle.sdk, theirs: times[1] ?? 0 } : {}),
    };
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

function judge(specimen: Specimen): (delivery: Delivery) => void {
  const { receive } = gatewayOf(specimen.name);
  const account = accountOf(specimen.name, { secrets: [secretsOf(specimen)[0]] as Account['secrets'] });
  return (delivery) => {
    const { verdict } = receive(delivery, account, now);
    if (verdict !== 'authentic' && verdict !== 'hint')
      throw new Error(`${specimen.name} came out as ${verdict}`);
  };
}

/** The median time of each, over rounds in which they take turns. */
async function inTurn(
  deliveries: readonly Delivery[],
  rounds: number,
  ...judges: readonly ((delivery: Delivery) => Promise<unknown>)[]
): Promise<readonly number[]> {
  const times = judges.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, each] of judges.entries()) {
      const started = performance.now();
      for (const delivery of deliveries) await each(delivery);
      times[index]?.push(((performance.now() - started) * 1000) / deliveries.length);
    }
  }
  return times.map((all) => all.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0);
}
