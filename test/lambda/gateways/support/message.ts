import { type Delivery, deliveryOf, type HttpEvent } from '../../../../lambda/gateways/delivery.ts';

/** The callback address that every message is sent to. */
export const registeredUrl = 'https://shop.example/callbacks/square';

export type HeaderLine = readonly [name: string, value: string];

/** A request as it is on the wire, before the load balancer has read it. */
export interface Message {
  readonly query: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Buffer;
  /** What the load balancer's event looks like. @default a body in base64, and every value of a header */
  readonly shape?: Shape;
}

interface Shape {
  /** The two `called` ones are lies, which no load balancer tells. */
  readonly body?: 'base64' | 'text' | 'base64 called text' | 'text called base64';
  /** Whether each header has its last value only, which is a setting of the load balancer. */
  readonly isSingle?: boolean;
}

/** The delivery that the load balancer's event of a message is read as. */
export function arrive(message: Message): Delivery {
  return deliveryOf(eventOf(message), registeredUrl);
}

/** The text of a message's body if nothing is lost by it, so that the load balancer may pass it on as text. */
export function textOf(body: Buffer): string | undefined {
  const text = body.toString('utf8');
  return Buffer.from(text).equals(body) ? text : undefined;
}

/** The load balancer's event of a message. */
export function eventOf({ query, headers, body, shape = {} }: Message): HttpEvent {
  const { body: form = 'base64', isSingle = false } = shape;
  const lines = headers.map(([name, value]): HeaderLine => [name, withoutOptionalSpace(value)]);
  return {
    httpMethod: 'POST',
    ...(isSingle ? { headers: Object.fromEntries(lines) } : { multiValueHeaders: grouped(lines) }),
    multiValueQueryStringParameters: grouped(query.split('&').filter(Boolean).map(parameter)),
    body: form.startsWith('base64') ? body.toString('base64') : body.toString('utf8'),
    isBase64Encoded: form === 'base64' || form === 'text called base64',
  };
}

// Spaces and tabs around a header's value are no part of it: HTTP takes them off before anybody reads it.
function withoutOptionalSpace(value: string): string {
  return value.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
}

function parameter(text: string): HeaderLine {
  const [name = '', ...value] = text.split('=');
  return [name, value.join('=')];
}

function grouped(lines: readonly HeaderLine[]): Record<string, string[]> {
  const groups: Record<string, string[]> = Object.create(null);
  for (const [name, value] of lines) {
    groups[name] ??= [];
    groups[name].push(value);
  }
  return groups;
}
