import { createHash } from 'node:crypto';
import { deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type { HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { MerchantAccount } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { runExchange } from '../../../lambda/shared/http/send.ts';
import type { Delivery } from '../../../lib/preview/gateways/courier.ts';
import { openGateways } from '../../../lib/preview/gateways/open-gateways.ts';
import { type ViewerRequest, viewerRequest } from '../../../lib/preview/responder.ts';
import type { BrowserAnswer, BrowserRequest } from '../../e2e/support/hosts.ts';
import { eventOf } from '../../lambda/gateways/support/message.ts';

/** What is typed besides the number of a card. */
export const expiry = '12/34';
export const code = '7391';

/** The hash of a script, as an `integrity` attribute has it. */
export function hashOf(script: string): string {
  return `sha384-${createHash('sha384').update(script).digest('base64')}`;
}

/** The preview's gateways, as a browser and the shop's function meet them. */
export interface FakedGateways {
  /** Nothing where the request is for none of their hosts. */
  readonly answer: (request: BrowserRequest) => Promise<BrowserAnswer> | undefined;
  readonly send: (request: HttpRequest) => Promise<HttpResponse>;
}

/** What a gateway's callback says of a payment. */
export type Settle = (state: 'paid' | 'failed') => void;

/** Opens the gateways of a shop whose callbacks are read by the shop's adapters, and settle its one order. */
export function openFakedGateways(
  accounts: readonly MerchantAccount[],
  shopUrl: string,
  settle: Settle,
): FakedGateways {
  const gateways = openGateways({
    configs: accounts.map(({ config, secrets: [secret] }) => ({ config, secret: () => secret })),
    shopUrl,
    deliver: async (delivery) => {
      const account = accounts.find(({ config }) => config.name === delivery.gateway);
      if (!account) throw new Error(`the shop does not use ${delivery.gateway}`);
      const events = await eventsOf(delivery, account, { send, roots: gateways.roots });
      for (const state of events.flatMap(stateOf)) settle(state);
      return events.length > 0 ? 200 : 401;
    },
  });
  const respond = (host: string, request: ViewerRequest) => gateways.responders[host]?.(request);
  const send = async ({ method, url, headers, body = '' }: HttpRequest): Promise<HttpResponse> => {
    const answer = await respond(new URL(url).host, viewerRequest({ method, url, headers, body }));
    if (!answer) throw new Error(`${url} is of no gateway`);
    return { status: answer.status, body: String(answer.body) };
  };
  return {
    answer: ({ method, url, headers, body }) =>
      respond(url.host, viewerRequest({ method, url: url.href, headers, body })),
    send,
  };
}

async function eventsOf(
  { url, ...message }: Delivery,
  account: MerchantAccount,
  { send, roots }: Pick<FakedGateways, 'send'> & { readonly roots: readonly string[] },
): Promise<readonly PaymentEvent[]> {
  const gateway = gatewayOf(account.config.name);
  const delivery = deliveryOf(eventOf(message), url);
  const certificateUrl = gateway.certificateUrl?.(delivery, account);
  const certificate = certificateUrl && {
    chain: (await send({ method: 'GET', url: certificateUrl, headers: {} })).body,
    roots,
  };
  const receipt = gateway.receive({ ...delivery, ...(certificate && { certificate }) }, account, new Date());
  if (receipt.result === 'authentic') return receipt.events;
  if (receipt.result !== 'unverified' || !gateway.confirm) return [];
  const asked = gateway.confirm(receipt.notification, account, new Date());
  const confirmation = await runExchange(asked, send);
  // What the shopper has agreed to is taken at once.
  const taken =
    confirmation.outcome === 'capturable' ? await runExchange(confirmation.capture(), send) : confirmation;
  return taken.outcome === 'confirmed' ? taken.events : [];
}

// Adyen captures without delay what it authorises, and says no more of it.
function stateOf({ class: name }: PaymentEvent): readonly ('paid' | 'failed')[] {
  if (name === 'moneyIn' || name === 'authorised') return ['paid'];
  return name === 'failed' ? ['failed'] : [];
}
