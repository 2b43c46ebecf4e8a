import type { Exchange, HttpRequest, HttpResponse } from '../../gateways/gateway.ts';

/** Sends one request to a gateway. Throws where no answer came. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Runs an exchange to its end. */
export async function runExchange<Result>(exchange: Exchange<Result>, send: Send): Promise<Result> {
  let step = exchange.next();
  while (!step.done) step = exchange.next(await send(step.value));
  return step.value;
}
