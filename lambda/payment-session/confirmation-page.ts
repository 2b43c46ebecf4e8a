import { isoDigits } from '../gateways/money.ts';
import type { Answer } from '../shared/http/answer.ts';
import { pageAnswer, paragraph, text } from '../shared/http/page.ts';
import type { Reader } from '../shared/http/reader.ts';
import type { Words } from '../shared/texts/texts.ts';
import type { CheckoutRequest } from './checkout-request.ts';
import type { PricedOrder } from './price-order.ts';
import type { ShopAddresses } from './session-request.ts';

/** An order of a page without a script, which has a name and a price now, and which nobody has confirmed. */
export interface Unconfirmed {
  readonly checkoutRequest: CheckoutRequest;
  readonly priced: PricedOrder;
  /** What the gateway is called. */
  readonly title: string;
  /** The gateway's origins to which the shopper is led. */
  readonly leadsTo: readonly string[];
}

/**
 * Shows an order with its price, and sends it once it is confirmed. Its form holds what the script of a checkout would have sent, above
 * all the name of the order, so that a second click is the same order here, too.
 */
export function confirmationPage(
  { checkoutRequest, priced, title, leadsTo }: Unconfirmed,
  { shopUrl, checkoutUrl, words }: Reader & Pick<ShopAddresses, 'checkoutUrl'>,
): Answer {
  const { say } = words;
  const { currency, amountMinor: total } = priced;
  const sent = { ...checkoutRequest, items: JSON.stringify(checkoutRequest.items), currency, total };
  const inputs = Object.entries(sent).map(
    ([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(String(value))}">`,
  );
  const [leadsFirst = checkoutUrl] = leadsTo;
  const { host } = new URL(leadsFirst);
  return pageAnswer(200, words, {
    title: say('page.confirm.title'),
    content: [
      paragraph(say('page.confirm.text', { gateway: title })),
      rowsOf(priced, words),
      ...includedTax(priced, words).map(paragraph),
      paragraph(say('page.confirm.address', { address: addressText(checkoutRequest) })),
      ...(areEncrypted(leadsFirst, checkoutUrl) ? [paragraph(say('page.ready.secure', { host }))] : []),
      `<form method="post" action="${text(shopUrl)}/api/session">${inputs.join('')}<button type="submit">${text(say('page.confirm.button', { gateway: title }))}</button></form>`,
      `<p><a href="${text(checkoutUrl)}">${text(say('page.to_checkout'))}</a></p>`,
    ],
    formTargets: ["'self'", ...leadsTo],
  });
}

/** The secure-checkout message stands only where it is true, of this page and of the next. */
export function areEncrypted(...urls: readonly string[]): boolean {
  return urls.every((url) => new URL(url).protocol === 'https:');
}

function rowsOf(priced: PricedOrder, words: Words): string {
  const { lines, shipping, discount, tax, amountMinor } = priced;
  const rows: readonly (readonly [string, number])[] = [
    ...lines.map((line) => [`${line.quantity} × ${line.title}`, line.priceMinor * line.quantity] as const),
    ...(shipping ? [[shipping.title, shipping.amountMinor] as const] : []),
    ...(discount ? [[discount.title, -discount.amountMinor] as const] : []),
    ...(tax && !tax.isIncluded ? [[words.say('page.confirm.taxes'), tax.amountMinor] as const] : []),
    [words.say('page.confirm.total'), amountMinor],
  ];
  const amounts = rows.map(
    ([title, minor]) => `<dt>${text(title)}</dt><dd>${text(moneyText(minor, priced, words))}</dd>`,
  );
  return `<dl>${amounts.join('')}</dl>`;
}

function includedTax(priced: PricedOrder, words: Words): readonly string[] {
  const { tax } = priced;
  if (!tax?.isIncluded) return [];
  return [words.say('page.confirm.included', { amount: moneyText(tax.amountMinor, priced, words) })];
}

function moneyText(minor: number, { currency }: PricedOrder, { language }: Words): string {
  const digits = isoDigits(currency);
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(minor / 10 ** digits);
}

function addressText({ name, line1, line2, postalCode, city, region, country }: CheckoutRequest): string {
  return [name, line1, line2, `${postalCode} ${city}`, region, country].filter(Boolean).join(', ');
}
