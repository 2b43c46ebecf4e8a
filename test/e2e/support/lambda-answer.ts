import type { Answer } from '../../../lambda/shared/http/answer.ts';
import type { ShopperEvent } from '../../../lambda/shopper-orders/request.ts';
import type { BrowserAnswer, BrowserRequest } from './hosts.ts';

type Handler = (event: ShopperEvent, context: { readonly awsRequestId: string }) => Promise<Answer>;

/** A function as the load balancer calls it. */
export function lambdaAnswer(handler: Handler): (request: BrowserRequest) => Promise<BrowserAnswer> {
  return async ({ method, url, headers, body }) => {
    const event = {
      httpMethod: method,
      path: url.pathname,
      multiValueHeaders: headers,
      multiValueQueryStringParameters: queryOf(url),
      body,
      isBase64Encoded: false,
    };
    const {
      statusCode,
      multiValueHeaders,
      body: answered,
    } = await handler(event, { awsRequestId: 'request-1' });
    return { status: statusCode, headers: multiValueHeaders, body: answered };
  };
}

/** The query as a load balancer tells it: undecoded. */
function queryOf({ search }: URL): Readonly<Record<string, readonly string[]>> {
  const pairs = search
    .slice(1)
    .split('&')
    .filter(Boolean)
    .map((pair) => pair.split('='));
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name, [value]]));
}
