import type { Answer, ViewerRequest } from '../../responder.ts';

/** A header, cookie or parameter as a function sees it. */
interface Field {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export type Fields = Readonly<Record<string, Field>>;

/** The request as a function sees and answers it. */
export interface EventRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Fields;
  readonly headers: Fields;
  readonly cookies: Fields;
}

/** The response as a function sees it; one that it answers may lack everything but the status. */
export interface EventResponse {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: Fields;
  readonly cookies?: Readonly<Record<string, Field & { readonly attributes?: string }>>;
  readonly body?: string | { readonly encoding?: string; readonly data: string };
}

/** What CloudFront hands to a function (event structure, version 1.0). */
export interface FunctionEvent {
  readonly version: '1.0';
  readonly context: Readonly<Record<string, string>>;
  readonly viewer: { readonly ip: string };
  readonly request: EventRequest;
  readonly response?: EventResponse;
}

export type EventType = 'viewer-request' | 'viewer-response';

/** What of a request stands in an event. */
type SeenRequest = Pick<ViewerRequest, 'method' | 'target' | 'headers' | 'address'>;

/** Writes the event of a viewer request. CloudFront decodes neither path nor query, and keeps cookies apart from the headers. */
export function requestEvent(request: SeenRequest, requestId: string): FunctionEvent {
  return {
    version: '1.0',
    context: { ...context, eventType: 'viewer-request', requestId },
    viewer: { ip: request.address },
    request: eventRequest(request),
  };
}

/** Writes the event of a viewer response, which holds no body. */
export function responseEvent(request: SeenRequest, answer: Answer, requestId: string): FunctionEvent {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => name !== 'set-cookie')
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const));
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => {
    const [pair, attributes] = splitAt(cookie, ';');
    const [name, value] = splitAt(pair, '=');
    return [name, { value, attributes: attributes.trim() }] as const;
  });
  return {
    ...requestEvent(request, requestId),
    context: { ...context, eventType: 'viewer-response', requestId },
    response: {
      statusCode: answer.status,
      statusDescription: '',
      headers: fieldsOf(headers),
      cookies: Object.fromEntries(cookies),
    },
  };
}

const context = {
  distributionDomainName: 'd111111abcdef8.cloudfront.net',
  distributionId: 'EDFDVBD6EXAMPLE',
};

function eventRequest({ method, target, headers }: SeenRequest): EventRequest {
  const all = Object.entries(headers).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
  const cookies = all
    .filter(([name]) => name === 'cookie')
    .flatMap(([, value]) => value.split(/; */).map((pair) => splitAt(pair, '=')));
  return {
    method,
    uri: splitAt(target, '?')[0],
    querystring: fieldsOf(queryPairs(rawQueryOf(target) ?? '')),
    headers: fieldsOf(all.filter(([name]) => name !== 'cookie')),
    cookies: fieldsOf(cookies),
  };
}

/** The query as `request.rawQueryString()` tells it: undefined without a question mark, empty after a bare one. */
export function rawQueryOf(target: string): string | undefined {
  return target.includes('?') ? splitAt(target, '?')[1] : undefined;
}

function queryPairs(query: string): readonly (readonly [string, string])[] {
  return query === '' ? [] : query.split('&').map((pair) => splitAt(pair, '='));
}

function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function fieldsOf(pairs: readonly (readonly [string, string])[]): Fields {
  const valuesOf = (wanted: string) => pairs.filter(([name]) => name === wanted).map(([, value]) => value);
  return Object.fromEntries(pairs.map(([name]) => [name, fieldOf(valuesOf(name))]));
}

function fieldOf(values: readonly string[]): Field {
  const [value = '', ...more] = values;
  return more.length === 0 ? { value } : { value, multiValue: values.map((each) => ({ value: each })) };
}
