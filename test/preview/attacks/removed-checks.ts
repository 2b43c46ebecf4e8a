import type { Check } from '../../../lib/preview/attacks/checks.ts';
import type { Edit } from '../support/edited-function.ts';

const session = 'lambda/payment-session';
const form: readonly Edit[] = [
  {
    file: `${session}/checkout-request.ts`,
    code: 'checkoutRequestForm.safeParse(fields)',
    instead: '{ success: true, data: fields }',
  },
  {
    file: `${session}/checkout-request.ts`,
    code: 'priceRequestForm.safeParse(fields)',
    instead: '{ success: true, data: fields }',
  },
];

/** What takes each check out of its function. */
export const removedChecks: Readonly<Record<Check, readonly Edit[]>> = {
  cards: [
    {
      file: `${session}/take-order.ts`,
      code: 'if (!refused) return undefined;',
      instead: 'return undefined;',
    },
  ],
  form,
  checkout: [
    {
      file: `${session}/read-request.ts`,
      code: "typeof named === 'string' ? checkoutIn(named) : undefined",
      instead: 'String(named)',
    },
  ],
  state: [
    {
      file: `${session}/payment-state.ts`,
      code: "return { state: stored && !isForgotten(stored.order) ? stateOf(stored.order) : 'open' };",
      instead: "return { ...stored?.order, state: 'open' };",
    },
  ],
  total: [
    {
      file: `${session}/price-order.ts`,
      code: "if (total !== priced.amountMinor) return { problem: 'cart_outdated' };",
      instead: '',
    },
  ],
  prices: [
    ...form,
    {
      file: 'lambda/shared/catalogue/price-cart.ts',
      code: 'items.flatMap(({ slug, quantity }) => {',
      instead: 'items.flatMap(({ slug, quantity, priceMinor }) => {',
    },
    {
      file: 'lambda/shared/catalogue/price-cart.ts',
      code: 'priceMinor: priceIn(product.prices, currency) }] : [];',
      instead: 'priceMinor: priceMinor ?? priceIn(product.prices, currency) }] : [];',
    },
  ],
  products: [
    {
      file: 'lambda/shared/catalogue/price-cart.ts',
      code: "if (chosen.length < items.length) return { unpriced: 'unknown_product' };",
      instead: '',
    },
  ],
  currencies: [
    {
      file: 'lambda/shared/catalogue/price-cart.ts',
      code: 'priceMinor: priceIn(product.prices, currency) }] : [];',
      instead: 'priceMinor: priceIn(product.prices, currency) ?? 1 }] : [];',
    },
    {
      file: `${session}/take-order.ts`,
      code: 'if (!takesCurrency(config, priced.currency, current.catalogue.currencies)) {',
      instead: 'if (false) {',
    },
  ],
  gateways: [
    {
      file: `${session}/take-order.ts`,
      code: 'const offer = offers.get(checkoutRequest.gateway);',
      instead: 'const [offer] = offers.values();',
    },
  ],
  site: [
    {
      file: `${session}/read-request.ts`,
      code: "return origins.every((origin) => origin === shopUrl) && sites.every((site) => site === 'same-origin');",
      instead: 'return true;',
    },
  ],
  methods: [
    {
      file: `${session}/read-request.ts`,
      code: "if (!methods.includes(delivery.method)) return { problem: 'method_not_allowed', allow: methods.join(', ') };",
      instead: '',
    },
  ],
  addresses: [
    {
      file: `${session}/read-request.ts`,
      code: String.raw`path: /^\/api\/payment-methods$/`,
      instead: String.raw`path: /^\/api\/payment-methods/`,
    },
  ],
  'own site': [
    {
      file: 'lambda/shopper-orders/request.ts',
      code: 'return origins.length === 1 && origins[0] === shopUrl && sites',
      instead: 'return true || sites',
    },
  ],
  bodies: [
    {
      file: 'lambda/shopper-orders/shopper-orders.ts',
      code: 'known.find(({ method }) => method === request.method)',
      instead: 'known[0]',
    },
    {
      file: 'lambda/shopper-orders/request.ts',
      code: 'return origins.length === 1 && origins[0] === shopUrl && sites',
      instead: 'return true || sites',
    },
    {
      file: 'lambda/shopper-orders/request.ts',
      code: 'const value = parseJson(body);',
      instead:
        'const value = body.length > 0 ? parseJson(body) : Object.fromEntries(new URLSearchParams(query));',
    },
    {
      file: 'lambda/shopper-orders/request.ts',
      code: '{ body, headers }: ShopperRequest, name: string',
      instead: '{ body, headers, query }: ShopperRequest, name: string',
    },
  ],
  links: [
    {
      file: 'lambda/shared/orders/order-link.ts',
      code: 'const isSigned = keys.map((key) => timingSafeEqual(macOf(said, key), given)).includes(true);',
      instead: 'const isSigned = true;',
    },
  ],
  signature: [
    {
      file: 'lambda/gateways/stripe/callback.ts',
      code: "const pairs = headerPairs(header(delivery, 'stripe-signature') ?? '');",
      instead: "return 'authentic';",
    },
  ],
  time: [
    {
      file: 'lambda/gateways/signature.ts',
      code: 'return Math.abs(now.getTime() / 1000 - seconds) <= toleranceSeconds;',
      instead: 'return true;',
    },
  ],
  certificates: [
    {
      file: 'lambda/gateways/paypal/callback.ts',
      code: 'url !== undefined && isCertificateUrl(url, config.mode) ? url : undefined',
      instead: 'url',
    },
  ],
  path: [
    {
      file: 'lambda/payment-callback/payment-callback.ts',
      code: 'return gateways.find(({ gateway }) => path === `${prefix}${gateway.name}`);',
      instead: 'return gateways[0];',
    },
  ],
  names: [
    {
      file: 'lambda/shared/orders/dynamo-events.ts',
      code: '...primaryKey(keyOf(inbound)),\n      inbound,\n      generation: 1,',
      instead: '...primaryKey(`${keyOf(inbound)}${Math.random()}`),\n      inbound,\n      generation: 1,',
    },
  ],
  facts: [
    {
      file: 'lambda/shared/orders/ledger.ts',
      code: 'return factsWith(facts, name, amount, greater);',
      instead: 'return factsWith(facts, `${name}${Math.random()}`, amount, greater);',
    },
  ],
  sums: [
    {
      file: 'lambda/shared/orders/apply-event.ts',
      code: 'return isDeepStrictEqual(after, order) ? order : after;',
      instead:
        'return { ...after, ...{ moneyIn: { state: "paid", money: { ...after.money, refundedMinor: 0 } }, moneyOut: { state: "refunded" }, failed: { state: "failed" } }[event.class] };',
    },
  ],
};
