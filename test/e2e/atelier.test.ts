import { describe, test } from '@jest/globals';
import { openAtelier, type Way } from './support/atelier.ts';

const atelier = openAtelier();

describe('in the atelier, somebody pays', () => {
  test.each<[string, Way]>([
    ['in kroner, by card in the page, and reads Norwegian', { language: 'nb', gateway: 'stripe' }],
    ['in euros, on PayPal’s page, and reads English', { language: 'en', gateway: 'paypal' }],
  ])('%s', async (_, way) => {
    await atelier.buy(way);
  });

  test('without a script, on PayPal’s page, after the whole price was shown', async () => {
    await atelier.buyWithoutScript();
  });
});
