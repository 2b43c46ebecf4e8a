import { beforeAll, describe, test } from '@jest/globals';
import type { DeployedShop, OpenedShop } from '../client/support/open-shop.ts';
import { buy, buyWithoutScript, deployAtelier, type Way } from './support/atelier.ts';
import { everyHost } from './support/every-host.ts';

let deployed: DeployedShop;
let shop: OpenedShop;
const world = everyHost((request) => shop.answer(request));
beforeAll(() => {
  deployed = deployAtelier();
}, 60_000);

describe('in the atelier, somebody pays', () => {
  test.each<[string, Way]>([
    ['in kroner, by card in the page, and reads Norwegian', { language: 'nb', gateway: 'stripe' }],
    ['in euros, on PayPal’s page, and reads English', { language: 'en', gateway: 'paypal' }],
  ])('%s', async (_, way) => {
    shop = deployed.open();
    await buy(world, shop, way);
  });

  test('without a script, on PayPal’s page, after the whole price was shown', async () => {
    shop = deployed.open();
    await buyWithoutScript(world, shop);
  });
});
