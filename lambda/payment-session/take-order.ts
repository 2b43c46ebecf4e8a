import type { Delivery } from '../gateways/delivery.ts';
import { redirectOrigins, takesCurrency, titleOf } from '../gateways/registry.ts';
import { refusal } from '../shared/card-guard/card-guard.ts';
import type { ReleasedCatalogue } from '../shared/catalogue/released-catalogue.ts';
import type { Reader } from '../shared/http/reader.ts';
import type { Log } from '../shared/log/log.ts';
import type { Offer } from './ask-gateway.ts';
import type { Quoting } from './ask-quote.ts';
import { missingOfCard, withoutTokens } from './card.ts';
import { type CheckoutRequest, checkoutRequestOf } from './checkout-request.ts';
import type { Unconfirmed } from './confirmation-page.ts';
import { type Begun, type Paying, pay } from './pay.ts';
import { priceOrder } from './price-order.ts';
import { isProblem, type Problem } from './problem.ts';
import type { ParsedBody } from './read-request.ts';

/** What taking an order needs. */
export interface TakeOrder extends Paying {
  /** The catalogue of the moment. */
  readonly currentCatalogue: () => Promise<ReleasedCatalogue>;
  /** Where the shop's own system says what orders cost. */
  readonly quoting?: Quoting;
  /** A random UUID of version 4, for an order whose page could make none. */
  readonly newCheckout: () => string;
  /** Where shoppers sign in: who is signed in while a request is made. */
  readonly customerOf?: (delivery: Delivery) => Promise<string | undefined>;
}

/** A request that a page of the shop sent. */
export interface OrderRequest {
  readonly delivery: Delivery;
  readonly body: ParsedBody;
  readonly reader: Reader;
}

/** How the payment goes on, why it does not, or an order that its shopper has yet to confirm. */
export type Paid = Begun | { readonly unconfirmed: Unconfirmed };

/** Takes an order from the checkout and starts its payment. */
export async function takeOrder(taking: TakeOrder, { delivery, body, reader }: OrderRequest): Promise<Paid> {
  const refused = refusedCard(body, taking.log);
  if (refused) return refused;
  const isUnnamed = isWithoutScript(body, reader) && isWithoutName(body);
  const wanted = wantedOf(taking, isUnnamed ? named(body, taking.newCheckout()) : body, reader);
  if (isProblem(wanted)) return wanted;
  const { checkoutRequest, offer } = wanted;
  const current = await taking.currentCatalogue();
  const priced = await priceOrder(checkoutRequest, current, taking);
  if (isProblem(priced)) return priced;
  const { config } = offer;
  if (!takesCurrency(config, priced.currency, current.catalogue.currencies)) {
    return { problem: 'currency_not_taken' };
  }
  if (isUnnamed) {
    const leads = { title: titleOf(config.name), leadsTo: redirectOrigins(config) };
    return { unconfirmed: { checkoutRequest, priced, ...leads } };
  }
  const customer = await taking.customerOf?.(delivery);
  const { words } = reader;
  const locale = spokenLocale(checkoutRequest.locale ?? words.language);
  return pay(taking, { checkoutRequest: { ...checkoutRequest, locale }, priced, offer, customer, words });
}

interface Wanted {
  readonly checkoutRequest: CheckoutRequest;
  readonly offer: Offer;
}

/** What is wanted, and the way to pay that was chosen. */
function wantedOf({ offers }: TakeOrder, body: ParsedBody, reader: Reader): Wanted | Problem {
  const checkoutRequest = checkoutRequestOf(body);
  if (isProblem(checkoutRequest)) return checkoutRequest;
  const offer = offers.get(checkoutRequest.gateway);
  if (!offer) return { problem: 'unknown_gateway' };
  if (!reader.wantsJson && !worksWithoutScript(offer)) {
    return { problem: 'script_required', ways: waysWithoutScript(offers) };
  }
  return missingOfCard(checkoutRequest, offer) ?? { checkoutRequest, offer };
}

type FormBody = Extract<ParsedBody, { readonly kind: 'form' }>;

function isWithoutScript(body: ParsedBody, { wantsJson }: Reader): body is FormBody {
  return body.kind === 'form' && !wantsJson;
}

function isWithoutName({ values }: FormBody): boolean {
  return (values['checkout'] ?? []).every((name) => name.trim() === '');
}

// Static pages can make no random name for an order; the page that asks to confirm it holds one.
function named({ values }: FormBody, checkout: string): FormBody {
  return { kind: 'form', values: { ...values, checkout: [checkout] } };
}

// The language that the shopper reads here is the one of the gateway's page, too. Gateways know language and country alone.
function spokenLocale(tag: string): string {
  const { language, region } = new Intl.Locale(tag);
  return region === undefined ? language : `${language}-${region}`;
}

/** Before anything is made of a field: what must not be here must not get any further. */
export function refusedCard(body: ParsedBody, log: Log): Problem | undefined {
  const refused = refusal(body.kind === 'form' ? body.values : withoutTokens(body.value));
  if (!refused) return undefined;
  log.refused(refused.findings);
  return { problem: 'card_data_refused' };
}

function worksWithoutScript({ config }: Offer): boolean {
  return config.integration === 'redirect';
}

function waysWithoutScript(offers: TakeOrder['offers']): readonly string[] {
  return [...offers.values()].filter(worksWithoutScript).map(({ config }) => titleOf(config.name));
}
