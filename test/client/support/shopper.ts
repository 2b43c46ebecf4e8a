import { setTimeout } from 'node:timers/promises';
import axe from 'axe-core';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { testCards as cards } from '../../../lib/preview/gateways/test-cards.ts';
import { type Visit, visit } from '../../e2e/support/browser.ts';
import type { BrowserRequest, Hosts } from '../../e2e/support/hosts.ts';
import { code, expiry } from './faked-gateways.ts';
import type { Choice, OpenedShop } from './open-shop.ts';

/** How a gateway's form stands in the page. */
export type Style = 'fields' | 'popup' | 'frame';

/** A shopper on their way through the guide's shop. */
export interface Shopper {
  readonly page: Page;
  readonly shop: OpenedShop;
  readonly visit: Visit;
  /** Puts a mug into the cart and fills the address in. */
  readonly comeToCheckout: () => Promise<void>;
  /** Sends the address, and opens the gateway's form. */
  readonly openForm: () => Promise<void>;
  /** Opens the gateway's window over the page, where it has one. */
  readonly openWindow: () => Promise<void>;
  /** Types a card into the gateway's frame. */
  readonly typeCard: (number: string) => Promise<void>;
  readonly press: () => Promise<void>;
  /** The checkout requests that the shop was sent. */
  readonly sent: () => readonly Readonly<Record<string, unknown>>[];
  readonly end: () => Promise<void>;
}

/** Where a gateway's form stands; those that open over the page do so when the shop's button is pressed. */
export function styleOf({ name, integration }: Choice): Style {
  if (['razorpay', 'paystack'].includes(name) || (name === 'authorizenet' && integration === 'fields')) {
    return 'popup';
  }
  return integration === 'iframe' ? 'frame' : 'fields';
}

/** A shopper in a new window of the shop. */
export async function newShopper(
  browser: Browser,
  { hosts, shop, choice }: { readonly hosts: Hosts; readonly shop: OpenedShop; readonly choice: Choice },
): Promise<Shopper> {
  const visited = await visit(browser, shop.url);
  const { page } = visited;
  const before = hosts.requests.length;
  const style = styleOf(choice);
  const press = async () => {
    if (style === 'fields') await clickButton(page);
    else await (await cardFrame(page)).click('#pay');
  };
  const openWindow = async () => {
    if (style === 'popup') await clickButton(page);
  };
  return {
    page,
    shop,
    visit: visited,
    press,
    comeToCheckout: async () => {
      await page.goto(`${shop.url}/`);
      await Promise.all([page.waitForNavigation(), page.click('#buy')]);
      await fillIn(page);
    },
    openForm: async () => {
      await clickButton(page);
      await page.waitForFunction(() =>
        /^Pay /.test(document.querySelector('button[type=submit]')?.textContent ?? ''),
      );
      await openWindow();
    },
    openWindow,
    typeCard: (number) => typeCard(page, number),
    sent: () =>
      hosts.requests
        .slice(before)
        .filter(({ method, url }) => method === 'POST' && url.pathname === '/api/session')
        .map(({ body }) => JSON.parse(body)),
    end: visited.end,
  };
}

const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Rue du Bac 12',
  postalCode: '75007',
  city: 'Paris',
};

/** Waits until the ways to pay are there, and fills the address in. */
export async function fillIn(page: Page): Promise<void> {
  await page.waitForSelector('.palisade-secure:not([hidden])');
  for (const [name, text] of Object.entries(address)) await enter(page.mainFrame(), `[name=${name}]`, text);
}

/** Enters a text into a field at once, as browsers do that know it: a key that is typed is three messages to the browser. */
async function enter(frame: Frame, field: string, text: string): Promise<void> {
  await frame.focus(field);
  await frame.page().keyboard.sendCharacter(text);
}

/** Clicks the shop's own button, once it is not busy. */
export async function clickButton(page: Page): Promise<void> {
  await page.waitForSelector('button[type=submit][aria-busy=false]');
  await page.click('button[type=submit]');
}

/** The frame on a gateway's origin in which a card is typed. */
export function cardFrame(page: Page): Promise<Frame> {
  return page.waitForFrame((frame) => pathOf(frame) === '/fake/card');
}

/** Types a card into the gateway's frame. */
export async function typeCard(page: Page, number: string): Promise<void> {
  const frame = await cardFrame(page);
  await frame.waitForSelector('#number');
  for (const [id, text] of Object.entries({ number, expiry, code })) {
    await frame.$eval(`#${id}`, (field) => Object.assign(field, { value: '' }));
    await enter(frame, `#${id}`, text);
  }
}

/** A frame that is only beginning has no address. */
function pathOf(frame: Frame): string {
  return URL.canParse(frame.url()) ? new URL(frame.url()).pathname : '';
}

/** Answers the issuer's question, wherever the gateway has it asked. */
export async function answerIssuer(page: Page, answer: 'pass' | 'fail'): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    const asking = page.frames().filter((frame) => /^\/fake\/(?:bank|challenge|card)$/.test(pathOf(frame)));
    for (const frame of asking) {
      // A page that is just being left has no buttons any more.
      const isAsking = await frame.$eval(`#${answer}`, isShown).catch(() => false);
      if (isAsking) return frame.click(`#${answer}`);
    }
    await setTimeout(100);
  }
  throw new Error('no issuer asks anything');
}

const isShown = (element: Element) => (element as HTMLElement).offsetParent !== null;

/** What the page that shoppers return to says. */
export async function resultOf(page: Page): Promise<string> {
  await page.waitForFunction(() => location.pathname === '/checkout/done/');
  await page.waitForFunction(
    () => !/^(?:|Please wait …)$/.test(document.querySelector('#result')?.textContent ?? ''),
  );
  return page.$eval('#result', ({ textContent }) => textContent ?? '');
}

/** What the checkout says after something went wrong, as somebody sees it and as a screen reader hears it. */
export async function failureOf(page: Page) {
  await page.waitForSelector('.palisade-error:not([hidden])');
  return page.evaluate(() => {
    const text = (selector: string) => document.querySelector(selector)?.textContent ?? '';
    const button = document.querySelector<HTMLButtonElement>('button[type=submit]');
    return {
      error: text('.palisade-error'),
      heard: text('.palisade-status'),
      focus: document.activeElement?.className || document.activeElement?.getAttribute('name'),
      isDescribed: button?.getAttribute('aria-describedby') === document.querySelector('.palisade-error')?.id,
      canBeReached: button?.disabled === false,
    };
  });
}

/** What is in the cart. */
export function cartOf(page: Page): Promise<string | null> {
  return page.evaluate(() => localStorage.getItem('cart'));
}

/** What keeps somebody from using the page, as axe sees it. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  // What stands in a gateway's frame is the gateway's.
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run({ iframes: false }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** The requests to the shop's origin that hold anything of a card, in whatever part and way of writing. */
export function cardDataSent({ requests }: Pick<Hosts, 'requests'>, shopUrl: string): readonly string[] {
  return requests
    .filter(({ url }) => url.origin === shopUrl)
    .filter((request) => cardTexts.some((text) => text.test(writtenIn(request))))
    .map(({ method, url }) => `${method} ${url.pathname}`);
}

const cardTexts = [
  ...Object.values(cards).map((number) => new RegExp([...number].join('\\D{0,3}'))),
  new RegExp(`(?<![\\da-f-])${code}(?![\\da-f-])`),
  /12\s?(?:\/|%2f)\s?(?:20)?34/i,
];

function writtenIn({ url, body, headers }: BrowserRequest): string {
  const text = [url.href, body, JSON.stringify(headers)].join('\n');
  const readable = text.replace(/%(?=[^0-9a-f])/gi, '%25');
  return `${text}\n${safely(readable)}\n${
    text
      .match(/[A-Za-z0-9+/]{16,}={0,2}/g)
      ?.map(fromBase64)
      .join('\n') ?? ''
  }`;
}

function safely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}
