import { describe, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { MerchantAccount } from '../../../lambda/gateways/gateway.ts';
import { modes } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import {
  egressHosts,
  gatewayNames,
  redirectOrigins,
  supportedIntegrations,
} from '../../../lambda/gateways/registry.ts';
import { accountOf, secretOf } from '../gateways/support/accounts.ts';
import { jsonEvent, shopWith } from './support/shop.ts';

/** Every way to pay that the function can start, with a secret that is found wherever it stands. */
const accounts = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration !== 'server')
    .flatMap((integration) =>
      modes.map((mode) => accountOf(name, { integration, mode, secrets: [secretOf(name, 'zq7')] })),
    ),
);

const label = ({ config }: MerchantAccount) => `${config.name} ${config.mode} ${config.integration}`;

/** Names that are no secrets: what stands in an address of the API, and what the gateway's script wants in the page. */
const inAddresses = ['braintree merchantId'];
const inPages = ['razorpay keyId', 'authorizenet apiLoginId', 'square locationId'];

function secretsOf({ config, secrets }: MerchantAccount, others: readonly string[]): readonly string[] {
  const entries = Object.entries(gatewayOf(config.name).secretFields);
  return entries
    .filter(([name, field]) => field.for !== 'page' && !others.includes(`${config.name} ${name}`))
    .map(([name]) => secrets[0][name] ?? '');
}

/** What each gateway says yes with, all in one. */
function yes({ config }: MerchantAccount): HttpResponse {
  if (config.name === 'braintree') {
    return { status: 200, body: '<client-token><value>handed-out</value></client-token>' };
  }
  const url = `${redirectOrigins(config)[0]}/pay/handed-out`;
  return {
    status: 200,
    body: JSON.stringify({
      url,
      id: 'id-1',
      access_token: 'handed-out',
      client_secret: 'handed-out',
      sessionData: 'handed-out',
      short_url: url,
      init_point: url,
      token: 'handed-out',
      payment_link: { url },
      links: [{ rel: 'payer-action', href: url }],
      _links: { checkout: { href: url }, redirect: { href: url } },
      data: { authorization_url: url, access_code: 'handed-out' },
    }),
  };
}

describe.each(accounts.map((account) => [label(account), account] as const))('with %s', (_, account) => {
  const pay = async (answer: HttpResponse, card?: object) => {
    const shop = shopWith({ accounts: [account], answers: () => answer });
    const answered = await shop.post(jsonEvent({ gateway: account.config.name, ...(card && { card }) }));
    return { shop, answered };
  };

  test('a payment begins, and no secret is in an address, in the log or in the answer', async () => {
    const { shop, answered } = await pay(yes(account));
    expect(answered.statusCode).toBe(200);
    const told = [answered.body, ...Object.values(answered.multiValueHeaders).flat()].join('\n');
    for (const secret of secretsOf(account, inAddresses))
      expect(shop.requests.map(({ url }) => url).join('\n')).not.toContain(secret);
    for (const secret of secretsOf(account, inPages)) expect(told).not.toContain(secret);
    for (const secret of secretsOf(account, [])) expect(shop.lines.join('\n')).not.toContain(secret);
    expect(shop.lines.join('\n')).not.toContain('handed-out');
    for (const { url } of shop.requests) {
      const { protocol, host, search, hash, username } = new URL(url);
      expect([protocol, search, hash, username]).toEqual(['https:', '', '', '']);
      expect(egressHosts(account.config)).toContain(host);
    }
  });

  test('nor when the gateway refuses, repeating what it was sent, nor with a card', async () => {
    const echo = JSON.stringify(account.secrets[0]);
    for (const [answer, card] of [
      [{ status: 401, body: echo }, undefined],
      [{ status: 200, body: echo }, undefined],
      [
        { status: 422, body: echo },
        { token: 'card-token', brand: 'visa' },
      ],
      [
        { status: 500, body: echo },
        { token: 'card-token', brand: 'visa' },
      ],
    ] as const) {
      const { shop, answered } = await pay(answer, card);
      const addresses = shop.requests.map(({ url }) => url);
      const told = [answered.body, ...shop.lines].join('\n');
      for (const secret of secretsOf(account, inAddresses))
        expect(addresses.join('\n')).not.toContain(secret);
      for (const secret of secretsOf(account, inPages)) expect(told).not.toContain(secret);
      expect([...addresses, ...shop.lines].join('\n')).not.toContain('card-token');
    }
  });
});
