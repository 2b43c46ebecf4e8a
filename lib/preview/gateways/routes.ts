import type { GatewayAnswer, GatewayRequest } from './gateway-request.ts';

/** A kind of request, as `METHOD /path?query`, and its answer; nothing where the thing that it names is not there. */
export type Route = readonly [
  target: RegExp,
  answer: (request: GatewayRequest, ...named: readonly string[]) => GatewayAnswer | undefined,
];

/** Answers a request by the first kind that it is of. */
export function routed(
  routes: readonly Route[],
  notFound: GatewayAnswer,
): (request: GatewayRequest) => GatewayAnswer {
  return (request) => {
    for (const [target, answer] of routes) {
      const found = target.exec(`${request.method} ${request.path}`);
      if (found) return answer(request, ...found.slice(1)) ?? notFound;
    }
    return notFound;
  };
}
