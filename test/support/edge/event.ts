/** A request as a viewer sends it. */
export interface ViewerRequest {
  /** @default GET */
  readonly method?: string;
  /** Path and query, as they stand in the request's first line. */
  readonly target: string;
  /** A name that is sent more than once has a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

interface Field {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

type Fields = Readonly<Record<string, Field>>;

/** What CloudFront hands to a function of a viewer request (event structure, version 1.0). */
export interface ViewerRequestEvent {
  readonly version: '1.0';
  readonly context: Readonly<Record<string, string>>;
  readonly viewer: { readonly ip: string };
  readonly request: {
    readonly method: string;
    readonly uri: string;
    readonly querystring: Fields;
    readonly headers: Fields;
    readonly cookies: Fields;
  };
}

/** Writes the event of a request. CloudFront decodes neither path nor query, and keeps cookies apart from the headers. */
export function eventOf({ method = 'GET', target, headers = {} }: ViewerRequest): ViewerRequestEvent {
  const all = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => [name.toLowerCase(), value] as const),
  );
  const cookies = all
    .filter(([name]) => name === 'cookie')
    .flatMap(([, value]) => value.split(/; */).map((pair) => splitAt(pair, '=')));
  return {
    version: '1.0',
    context: {
      distributionDomainName: 'd111111abcdef8.cloudfront.net',
      distributionId: 'EDFDVBD6EXAMPLE',
      eventType: 'viewer-request',
      requestId: 'EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==',
    },
    viewer: { ip: '198.51.100.11' },
    request: {
      method,
      uri: splitAt(target, '?')[0],
      querystring: fieldsOf(queryPairs(rawQueryOf(target) ?? '')),
      headers: fieldsOf(all.filter(([name]) => name !== 'cookie')),
      cookies: fieldsOf(cookies),
    },
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
