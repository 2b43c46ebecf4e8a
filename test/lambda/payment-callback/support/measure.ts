import { secretOf } from '../../gateways/support/accounts.ts';
import { signed, signingGateways } from '../../gateways/support/signers.ts';
import { callTo, shopWith } from './shop.ts';

/** Requests in a second that the whole function answers on one core, with everything around it made up. */
export interface Rate {
  readonly gateway: string;
  readonly accepted: number;
  readonly refused: number;
}

/** How long to measure each, and with how many different deliveries in turn. */
export interface Extent {
  readonly seconds: number;
  readonly calls: number;
}

// Their signers want contents of their own.
const apart = ['adyen', 'braintree'];

/** Measures how many genuine and how many forged deliveries of each gateway are answered in a second. */
export async function* rates(extent: Extent): AsyncGenerator<Rate> {
  for (const gateway of signingGateways.filter((name) => !apart.includes(name))) {
    const accepted = await rateOf(gateway, 'a', 200, extent);
    const refused = await rateOf(gateway, 'x', 401, extent);
    yield { gateway, accepted, refused };
  }
}

async function rateOf(gateway: string, version: string, status: number, extent: Extent): Promise<number> {
  const calls = Array.from({ length: extent.calls }, (_, number) =>
    callTo(gateway, signed(gateway, contentOf(number), secretOf(gateway, version))),
  );
  const start = performance.now();
  let answered = 0;
  do {
    // What a shop keeps of lines and payment events would grow for ever.
    const shop = shopWith({ gateways: [gateway] });
    for (const call of calls) {
      const { statusCode } = await shop.call(call);
      if (statusCode !== status) throw new Error(`${gateway} was answered ${statusCode}`);
    }
    answered += calls.length;
  } while (performance.now() - start < extent.seconds * 1000);
  return (answered * 1000) / (performance.now() - start);
}

function contentOf(number: number): object {
  const metadata = { order_reference: `o${number}abc`, customer: 'x'.repeat(1500) };
  return {
    id: `evt_${number}`,
    type: 'payment_intent.succeeded',
    entityId: 'tr_1',
    data: { object: { id: `pi_${number}`, amount: 4250, currency: 'eur', metadata } },
  };
}
