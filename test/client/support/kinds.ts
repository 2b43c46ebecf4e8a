import { expect } from '@jest/globals';
import { en } from '../../../client/texts/en.ts';
import { testCards as cards } from '../../../lib/preview/gateways/test-cards.ts';
import type { Choice } from './open-shop.ts';
import {
  answerIssuer,
  barriers,
  cardFrame,
  cartOf,
  clickButton,
  failureOf,
  fillIn,
  resultOf,
  type Shopper,
  styleOf,
} from './shopper.ts';

/** What becomes of a payment, as one test of one gateway. */
export type Kind = (shopper: Shopper, choice: Choice) => Promise<void>;

const cart = '[{"slug":"moss-mug","quantity":1}]';

async function payWith(shopper: Shopper, number: string): Promise<void> {
  await shopper.comeToCheckout();
  await shopper.openForm();
  await shopper.typeCard(number);
  await shopper.press();
}

/** The money has arrived: the shop says so, and the cart has done its work. */
async function expectPaid({ page }: Shopper): Promise<void> {
  expect(await resultOf(page)).toBe(en.done.paid);
  expect(await cartOf(page)).toBeNull();
}

/** Nothing was paid: the page says what to do, to everybody, and the cart is as it was. */
async function expectFailure({ page }: Shopper, error: string): Promise<void> {
  expect(await failureOf(page)).toEqual({
    error,
    heard: error,
    focus: 'palisade-heading',
    isDescribed: true,
    canBeReached: true,
  });
  expect(new URL(page.url()).pathname).toBe('/checkout/');
  expect(await cartOf(page)).toBe(cart);
}

/** A frame over the page stays open after a refusal, so that another card can be tried in it, until it is closed. */
async function closeWindow({ page }: Shopper, choice: Choice): Promise<void> {
  if (styleOf(choice) === 'popup' && choice.name !== 'authorizenet')
    await (await cardFrame(page)).click('#close');
}

/** After a refusal in a frame with buttons of its own, only the frame tells it. */
function isToldByFrame(choice: Choice): boolean {
  return styleOf(choice) === 'frame';
}

export const kinds = {
  paid: async (shopper) => {
    await shopper.comeToCheckout();
    expect(await shopper.page.$eval('.palisade-secure', ({ textContent }) => textContent)).toMatch(
      /^Secure checkout: .* this shop never sees your card\. This is a test: no money moves\.$/,
    );
    await shopper.openForm();
    await shopper.typeCard(cards.paid);
    expect(await barriers(shopper.page)).toEqual([]);
    await shopper.press();
    await expectPaid(shopper);
    expect(await barriers(shopper.page)).toEqual([]);
  },

  declined: async (shopper, choice) => {
    await payWith(shopper, cards.declined);
    if (isToldByFrame(choice)) {
      await shopper.typeCard(cards.paid);
      await shopper.press();
      return expectPaid(shopper);
    }
    await closeWindow(shopper, choice);
    await expectFailure(shopper, choice.name === 'paystack' ? en.errors.cancelled : en.errors.declined);
    expect(await barriers(shopper.page)).toEqual([]);
  },

  '3-D Secure passed': async (shopper) => {
    await payWith(shopper, cards.challenge);
    await answerIssuer(shopper.page, 'pass');
    await expectPaid(shopper);
  },

  '3-D Secure failed': async (shopper, choice) => {
    await payWith(shopper, cards.challenge);
    await answerIssuer(shopper.page, 'fail');
    if (returnsAfterIssuer(choice)) {
      expect(await resultOf(shopper.page)).toBe(en.done.failed);
      expect(await cartOf(shopper.page)).toBe(cart);
      return;
    }
    if (isToldByFrame(choice)) {
      await shopper.page.goto(`${shopper.shop.url}/checkout/done/`);
      expect(await resultOf(shopper.page)).toBe(en.done.failed);
      expect(await cartOf(shopper.page)).toBe(cart);
      return;
    }
    await closeWindow(shopper, choice);
    await expectFailure(shopper, choice.name === 'paystack' ? en.errors.cancelled : en.errors.declined);
  },

  abandoned: async (shopper) => {
    await shopper.comeToCheckout();
    await shopper.openForm();
    await shopper.typeCard(cards.paid);
    await shopper.page.goto(`${shopper.shop.url}/`);
    expect(await cartOf(shopper.page)).toBe(cart);
    expect([...shopper.shop.orders.all.values()].map(({ order }) => order.state)).toEqual(['open']);
  },

  'gateway down': async (shopper) => {
    await shopper.comeToCheckout();
    shopper.shop.weather.isGatewayDown = true;
    await clickButton(shopper.page);
    await expectFailure(shopper, en.errors.unavailable);
    expect(await barriers(shopper.page)).toEqual([]);
    shopper.shop.weather.isGatewayDown = false;
    await shopper.openForm();
    await shopper.typeCard(cards.paid);
    await shopper.press();
    await expectPaid(shopper);
  },

  'double click': async (shopper, choice) => {
    await shopper.comeToCheckout();
    await shopper.openForm();
    await shopper.typeCard(cards.paid);
    if (styleOf(choice) === 'fields') {
      await shopper.page.$eval('button[type=submit]', (button) => {
        for (let click = 0; click < 3; click += 1) (button as HTMLButtonElement).click();
      });
    } else {
      await shopper.press();
    }
    await expectPaid(shopper);
    const sent = shopper.sent();
    expect(new Set(sent.map(({ checkout }) => checkout)).size).toBe(1);
    expect(sent.filter(({ card }) => card !== undefined).length).toBeLessThanOrEqual(1);
    expect(shopper.shop.orders.all.size).toBe(1);
  },

  'back button': async (shopper) => {
    await shopper.comeToCheckout();
    await shopper.openForm();
    await shopper.page.goto(`${shopper.shop.url}/`);
    await shopper.page.goBack();
    for (const name of ['name', 'email', 'line1', 'postalCode', 'city']) {
      await shopper.page.$eval(`[name=${name}]`, (field) => Object.assign(field, { value: '' }));
    }
    await fillIn(shopper.page);
    await shopper.openForm();
    await shopper.typeCard(cards.paid);
    await shopper.press();
    await expectPaid(shopper);
    expect(shopper.shop.orders.all.size).toBe(1);
    // Going back to the form of a paid order leads to the page that says so, or to an empty cart: never to a second payment.
    await shopper.page.goto(`${shopper.shop.url}/checkout/`);
    await fillIn(shopper.page);
    await clickButton(shopper.page);
    await shopper.page.waitForSelector('.palisade-error:not([hidden])');
    expect(await shopper.page.$eval('.palisade-error', ({ textContent }) => textContent)).toBe(
      en.errors.cart,
    );
  },

  'slow network': async (shopper) => {
    await shopper.comeToCheckout();
    shopper.shop.weather.lateMilliseconds = 1200;
    await clickButton(shopper.page);
    expect(
      await shopper.page.$eval('button[type=submit]', (button) => [
        button.textContent,
        button.getAttribute('aria-busy'),
        (button as HTMLButtonElement).disabled,
        document.querySelector('.palisade-status')?.textContent,
      ]),
    ).toEqual([en.busy, 'true', false, en.busy]);
    await shopper.page.waitForSelector('button[type=submit][aria-busy=false]');
    if (shopper.sent().length !== 1) throw new Error('the request was not sent once');
    await shopper.openWindow();
    await shopper.typeCard(cards.paid);
    await shopper.press();
    await expectPaid(shopper);
  },
} satisfies Readonly<Record<string, Kind>>;

/** Whether it leads to the bank's own page, from which the shopper comes back to the page that says what became of it. */
function returnsAfterIssuer({ name, integration, threeDSecure }: Choice): boolean {
  if (integration !== 'fields') return false;
  if (name === 'adyen') return threeDSecure !== 'inline';
  return ['stripe', 'mollie', 'mercadopago'].includes(name);
}
