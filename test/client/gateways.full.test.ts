import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Challenge } from '../../lambda/gateways/gateway-config.ts';
import { gatewayNames, supportedIntegrations } from '../../lambda/gateways/registry.ts';
import { everyHost } from '../e2e/support/every-host.ts';
import { kinds } from './support/kinds.ts';
import { type Choice, type DeployedShop, deployShop, type OpenedShop } from './support/open-shop.ts';
import { cardDataSent, newShopper, type Shopper } from './support/shopper.ts';

/** Every gateway with fields or a frame, with each place in which it asks the issuer. */
const choices: readonly Choice[] = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration === 'fields' || integration === 'iframe')
    .flatMap((integration) => placesOf(name).map((threeDSecure) => ({ name, integration, threeDSecure }))),
);

/** Two gateways ask in a frame of the page or not at all; what Adyen's script does with an answer differs by the place. */
function placesOf(name: string): readonly Challenge[] {
  if (name === 'adyen') return ['redirect', 'inline'];
  return name === 'braintree' || name === 'square' ? ['inline'] : ['redirect'];
}

/** AcceptUI has no 3-D Secure, so there is nothing that could be passed or failed. */
const withoutIssuer = ['authorizenet'];

let shop: OpenedShop;
let shopper: Shopper;
const world = everyHost((request) => shop.answer(request));
afterEach(() => shopper?.end());

describe.each(
  choices.map(
    (choice) => [`${choice.name}, ${choice.integration}, 3-D Secure ${choice.threeDSecure}`, choice] as const,
  ),
)('with %s, a shopper:', (_, choice) => {
  const all = Object.entries(kinds).filter(
    ([kind]) => !(kind.startsWith('3-D Secure') && withoutIssuer.includes(choice.name)),
  );
  let deployed: DeployedShop;
  beforeAll(() => {
    deployed = deployShop([choice]);
  });

  test.each(all)('%s', async (_kind, kind) => {
    shop = deployed.open();
    shopper = await newShopper(world.browser, { hosts: world.hosts, shop, choice });
    await kind(shopper, choice);
    expect(shopper.visit.violations).toEqual([]);
    expect(cardDataSent(world.hosts, shop.url)).toEqual([]);
  });
});
