import type { Exchange, HttpRequest, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { Confirmation, Gateway, MerchantAccount } from '../../../lambda/gateways/gateway.ts';
import type { UnverifiedNotification } from '../../../lambda/gateways/payment-event.ts';
import { runExchange } from '../../../lambda/shared/http/send.ts';
import type { Fake } from './loopback.ts';

/** Sends a request to a fake instead of its gateway. */
export async function sendTo(fake: Fake, request: HttpRequest): Promise<HttpResponse> {
  const { url, method, headers, body } = fake.route(request);
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  return { status: response.status, body: await response.text() };
}

/** Runs an adapter's exchange with a fake. */
export function runWith<Result>(fake: Fake, exchange: Exchange<Result>): Promise<Result> {
  return runExchange(exchange, (request) => sendTo(fake, request));
}

/** Asks a fake what an unverified notification is worth. */
export function confirmWith(
  fake: Fake,
  { name, confirm }: Gateway,
  account: MerchantAccount,
  notification: UnverifiedNotification,
): Promise<Confirmation> {
  if (!confirm) throw new Error(`${name} is asked nothing`);
  return runWith(fake, confirm(notification, account, new Date()));
}
