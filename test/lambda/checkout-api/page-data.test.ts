import { expect, test } from '@jest/globals';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { document, type Node } from '../../support/checkout-api/document.ts';
import { apiOf } from '../fakes/gateway-fake.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { jsonEvent, shopWith } from '../payment-session/support/shop.ts';

const embedded = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration === 'fields' || integration === 'iframe')
    .map((integration) => [name, integration] as const),
);

// The function is held to the file here: it throws where the data has another form than the file says for the gateway.
test.each(embedded)(
  'what the page of %s, %s, is given has the form that the file says',
  async (name, integration) => {
    const account = accountOf(name, { integration });
    const shop = shopWith({ accounts: [account], answers: apiOf(account) });
    const { body } = await shop.post(jsonEvent({ gateway: name }));
    const { outcome, gateway, data } = JSON.parse(body);
    expect([outcome, gateway, Object.keys(data).length > 0]).toEqual(['page', name, true]);
  },
);

test('the file says it of each gateway with fields or a frame', () => {
  const { schemas } = document['components'] as { readonly schemas: Readonly<Record<string, Node>> };
  const cases = schemas['PageAnswer']?.['allOf'] as readonly { readonly if: object }[];
  const said = cases.map((each) => JSON.stringify(each.if).match(/"const":"(\w+)"/)?.[1]);
  expect(said.sort()).toEqual([...new Set(embedded.map(([name]) => name))].sort());
});
