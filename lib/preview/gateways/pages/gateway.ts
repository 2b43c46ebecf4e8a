import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import type { OpenGateway } from '../open-gateway.ts';
import { scriptAt } from '../scripts.ts';
import { answerHosted, hostedPaymentOf } from './hosted.ts';
import { answerInPage } from './in-page.ts';

/** Answers a request to any host of a gateway: its script, its pages and frames, or its API. */
export function answerGateway(
  request: GatewayRequest,
  { config, gateway, ...rest }: OpenGateway,
): GatewayAnswer {
  const hosted = { name: config.name, gateway, ...rest };
  const script = scriptAt(request, config) ?? answerInPage(request, hosted);
  if (script) return script;
  const payment = isPage(request) ? hostedPaymentOf(request, hosted) : undefined;
  return payment ? answerHosted(request, payment, hosted) : gateway.api(request);
}

// A browser that opens a page takes HTML; no SDK and no function of the shop asks for it.
function isPage({ headers }: GatewayRequest): boolean {
  return headers['accept']?.includes('text/html') === true;
}
