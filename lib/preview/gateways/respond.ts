import type { Answer, Responder, ViewerRequest } from '../responder.ts';
import type { GatewayAnswer, GatewayRequest } from './gateway-request.ts';

/** Answers the preview's requests as a gateway. */
export function responderOf(answer: (request: GatewayRequest) => GatewayAnswer): Responder {
  return async (request) => answerOf(answer(gatewayRequest(request)));
}

function gatewayRequest({ method, url, target, headers, body }: ViewerRequest): GatewayRequest {
  return {
    method,
    host: url.host,
    path: target,
    headers: Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(', ')])),
    body: body.toString('utf8'),
  };
}

function answerOf({ status, body, headers = {} }: GatewayAnswer): Answer {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json';
  return {
    status,
    headers: { 'content-type': type, ...headers },
    body: isText ? body : JSON.stringify(body),
  };
}
