import { type Delivery, deliveryOf, type HttpEvent } from '../gateways/delivery.ts';
import { parseJson } from '../gateways/json.ts';

/** What the load balancer tells of a request besides what a callback is made of. */
export interface ShopperEvent extends HttpEvent {
  readonly path?: string;
}

/** A request of a page of the shop, or of a browser on its way between the shop and the sign-in pages. */
export interface ShopperRequest extends Delivery {
  readonly path: string;
}

export function requestOf(event: ShopperEvent, shopUrl: string): ShopperRequest {
  return { ...deliveryOf(event, shopUrl), method: event.httpMethod ?? '', path: event.path ?? '' };
}

/**
 * Whether a page of the shop sent a request that changes something. A browser says of each POST where it comes from, so one that
 * says nothing is none.
 */
export function isFromShop({ headers }: ShopperRequest, shopUrl: string): boolean {
  const origins = headers.get('origin') ?? [];
  const sites = headers.get('sec-fetch-site') ?? [];
  return origins.length === 1 && origins[0] === shopUrl && sites.every((site) => site === 'same-origin');
}

// A token has some 75 characters, and so has everything else that is sent here.
const mostBytes = 1024;

/** A member of the JSON object that was sent; nothing where there is none that is text. */
export function memberOf({ body, headers }: ShopperRequest, name: string): string | undefined {
  const isJson = (headers.get('content-type') ?? []).every((type) => /^application\/json\b/i.test(type));
  if (!isJson || body.length > mostBytes) return undefined;
  const value = parseJson(body);
  const member: unknown =
    typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Readonly<Record<string, unknown>>)[name]
      : undefined;
  return typeof member === 'string' ? member : undefined;
}
