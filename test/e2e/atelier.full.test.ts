import { describe, test } from '@jest/globals';
import { openAtelier, type Way } from './support/atelier.ts';

const atelier = openAtelier();

describe('in the atelier, somebody pays', () => {
  test.each<[string, Way]>([
    ['in euros, by card in the page, and reads English', { language: 'en', gateway: 'stripe' }],
    ['in kroner, on PayPal’s page, and reads Norwegian', { language: 'nb', gateway: 'paypal' }],
  ])('%s', async (_, way) => {
    await atelier.buy(way);
  });
});
