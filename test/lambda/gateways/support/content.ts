import type { Random } from './random.ts';

/** Card numbers that are planted where no adapter reads, and so never come out of one. */
export const plantedCards = [
  '4242424242424242',
  '5555555555554444',
  '378282246310005',
  '4242 4242 4242 4242',
];

/** The content of a message as the gateways that send JSON would send it; most of it means something to each. */
export function randomContent(random: Random, largest: number): object {
  const card = { number: random.pick(plantedCards), avs_status: random.pick(['AVS_ACCEPTED', 'Y', '']) };
  const names = [
    'stripe',
    'square',
    'mollie',
    'razorpay',
    'checkoutcom',
    'authorizenet',
    'paystack',
  ] as const;
  return {
    ...random.pick(names.map((name) => contents[name]))(random),
    source: card,
    unreadable: '\ufffd',
    customer: { name: random.text(random.integer(24)), phone: random.pick(plantedCards) },
    ...(random.chance(0.02) ? { filler: filler(random, largest) } : {}),
  };
}

const contents = {
  stripe: (random: Random) => ({
    id: `evt_${random.word(12)}`,
    object: 'event',
    type: random.pick(['payment_intent.succeeded', 'charge.refunded', 'checkout.session.completed', 'a.b']),
    data: {
      object: { ...amountIn(random), payment_intent: `pi_${random.word(8)}`, metadata: order(random) },
    },
  }),
  square: (random: Random) => ({
    event_id: random.word(20),
    type: random.pick(['payment.updated', 'refund.updated', 'dispute.created', 'unheard.of']),
    data: {
      object: { payment: { id: random.word(8), status: 'COMPLETED', amount_money: amountIn(random) } },
    },
  }),
  mollie: (random: Random) => ({
    id: `event_${random.word(12)}`,
    type: 'payment-link.paid',
    entityId: `${random.pick(['tr', 'pl'])}_${random.word(10)}`,
  }),
  razorpay: (random: Random) => ({
    event: random.pick(['payment.captured', 'refund.processed', 'unheard.of']),
    created_at: 1767225600 - random.integer(1000),
    payload: {
      payment: { entity: { id: `pay_${random.word(10)}`, ...amountIn(random), notes: order(random) } },
    },
  }),
  checkoutcom: (random: Random) => ({
    id: `evt_${random.word(20)}`,
    type: random.pick(['payment_captured', 'payment_declined', 'unheard_of']),
    data: { id: `pay_${random.word(16)}`, reference: `order-${random.word(6)}`, ...amountIn(random) },
  }),
  authorizenet: (random: Random) => ({
    notificationId: random.word(30),
    eventType: random.pick(['net.authorize.payment.authcapture.created', 'unheard.of']),
    payload: {
      responseCode: random.pick([1, 2, 4]),
      authAmount: random.integer(1e6) / 100,
      id: random.word(9),
    },
  }),
  paystack: (random: Random) => ({
    event: random.pick(['charge.success', 'refund.processed', 'unheard.of']),
    data: { id: random.integer(1e9), reference: `order-${random.word(6)}.1`, ...amountIn(random) },
  }),
};

function amountIn(random: Random): object {
  return {
    card: random.pick(plantedCards),
    amount: random.integer(1e7),
    currency: random.pick(['EUR', 'usd', 'JPY', 'KWD', 'CLP', 'ISK']),
  };
}

function order(random: Random): object {
  return { order_reference: `order-${random.word(6)}` };
}

/** Most bodies are small. Now and then one is near what a load balancer passes on. */
function filler(random: Random, largest: number): string {
  const size = random.chance(0.05) ? largest : random.integer(Math.min(largest, 64 * 1024));
  return random.text(32).repeat(Math.ceil(size / 48));
}
