import type { Answer } from '../responder.ts';
import { type ListenerRequest, pairsOf } from './listener-rules.ts';

/** A request for a function, with the body that came. */
export interface TargetRequest extends ListenerRequest {
  readonly body: Buffer;
}

/**
 * The most that a body may have on its way to a function, and a function's answer as JSON, in bytes:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html, read 2026-11-30.
 */
export const mostBytes = 1024 * 1024;

/** The event by which a load balancer tells a function of a request: names of headers in lower case, the query as it was sent. */
export function eventOf(request: TargetRequest, targetGroupArn: string, isMultiValue: boolean): object {
  const { method, path, query, headers, body } = request;
  const isText = isSentAsText(headers);
  return {
    requestContext: { elb: { targetGroupArn } },
    httpMethod: method,
    path,
    ...(isMultiValue
      ? { multiValueQueryStringParameters: grouped(pairsOf(query)), multiValueHeaders: headers }
      : { queryStringParameters: Object.fromEntries(pairsOf(query)), headers: lastOf(headers) }),
    body: body.toString(isText || body.length === 0 ? 'utf8' : 'base64'),
    isBase64Encoded: !isText && body.length > 0,
  };
}

/** Other bodies reach a function in Base64, and so does whatever is compressed. */
function isSentAsText(headers: ListenerRequest['headers']): boolean {
  if (headers['content-encoding'] !== undefined) return false;
  const [type = ''] = headers['content-type']?.[0]?.split(';') ?? [];
  return /^(?:text\/.*|application\/(?:json|javascript|xml))$/i.test(type.trim());
}

function grouped(pairs: readonly (readonly [string, string])[]): Record<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

function lastOf(headers: ListenerRequest['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.at(-1) ?? '']));
}

/** What a function answers to a load balancer. */
interface Answered {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** The load balancer decides on these itself. */
const own = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade']);

/**
 * The answer that comes of what a function has returned. Nothing for what no load balancer understands, or what is too long for
 * it. Only headers in the form that the target group asks for are sent on.
 */
export function answerOf(result: unknown, isMultiValue: boolean): Answer | undefined {
  if (!isAnswer(result) || Buffer.byteLength(JSON.stringify(result)) > mostBytes) return undefined;
  const { statusCode, headers = {}, multiValueHeaders = {}, body = '', isBase64Encoded } = result;
  const sent = Object.entries<string | readonly string[]>(isMultiValue ? multiValueHeaders : headers);
  return {
    status: statusCode,
    headers: Object.fromEntries(
      sent.map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => !own.has(name)),
    ),
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

function isAnswer(result: unknown): result is Answered {
  const { statusCode, body } = (result ?? {}) as Partial<Record<keyof Answered, unknown>>;
  const isStatus = Number.isInteger(statusCode) && Number(statusCode) >= 100 && Number(statusCode) <= 999;
  return isStatus && ['string', 'undefined'].includes(typeof body);
}
