/** What CloudFront gives a function of a viewer request. */
export interface ViewerRequest {
  readonly uri: string;
  readonly querystring: Readonly<
    Record<string, { readonly value: string; readonly multiValue?: readonly object[] }>
  >;
}

/** What a function answers: the request, changed, or a response. */
export interface EdgeAnswer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, { readonly value: string }>>;
}

/** Runs the code of a CloudFront function as CloudFront does: as a script that defines `handler`. */
export function runEdgeFunction(code: string, request: Partial<ViewerRequest>): EdgeAnswer {
  const load = new Function(`${code}; return handler;`);
  const handler = load() as (event: { readonly request: ViewerRequest }) => EdgeAnswer;
  return handler({ request: { uri: '/', querystring: {}, ...request } });
}
