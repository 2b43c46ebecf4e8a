/** The checks that functions of the shop make, by the function, and what each of them refuses or does, in words. */
export const checks = {
  cards: ['payment-session', 'takes no number of a card'],
  form: ['payment-session', 'takes only what has the form of an order'],
  checkout: ['payment-session', 'finds an order only by the random name of its checkout'],
  state: ['payment-session', 'tells no more of a payment than its state'],
  total: ['payment-session', 'holds the sum that was shown against its own'],
  prices: ['payment-session', 'knows prices from the catalogue alone'],
  products: ['payment-session', 'sells only what the catalogue has'],
  currencies: ['payment-session', 'takes only the currencies of the catalogue'],
  gateways: ['payment-session', 'pays only through gateways of the shop'],
  site: ['payment-session', 'takes orders only from pages of the shop'],
  methods: ['payment-session', 'takes one method at each address'],
  addresses: ['payment-session', 'knows addresses by their whole path'],
  'own site': ['shopper-orders', 'answers only pages of the shop'],
  bodies: ['shopper-orders', 'reads what leads to an order from bodies alone, which no log keeps'],
  links: ['shopper-orders', 'shows an order only to whoever has its signed link'],
  signature: ['payment-callback', 'takes nothing whose signature is not of the gateway’s key'],
  time: ['payment-callback', 'takes nothing that was signed long ago or in the future'],
  certificates: ['payment-callback', 'takes certificates only from PayPal’s hosts'],
  path: ['payment-callback', 'verifies as the gateway of the path does'],
  names: ['payment-callback', 'writes down an event of one name once'],
  facts: [
    'order-worker',
    'counts each fact of a payment once, however often and by whatever event it is told',
  ],
  sums: ['order-worker', 'derives the state of an order from all that was told, in whatever order it came'],
} as const satisfies Readonly<Record<string, readonly [lambda: string, words: string]>>;

/** A check that a function of the shop makes. */
export type Check = keyof typeof checks;
