/** What a function behind a load balancer answers, with multi-value headers on. */
export interface Answer {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, string[]>>;
  readonly body: string;
}

/** An answer without text: what a machine does with it depends on the status alone. */
export function bare(statusCode: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return answer(statusCode, '', headers);
}

/** An answer as JSON. */
export function json(
  statusCode: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return jsonText(statusCode, JSON.stringify(value), headers);
}

/** An answer that is JSON already. */
export function jsonText(
  statusCode: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return answer(statusCode, text, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
}

/** An answer as a page. */
export function html(
  statusCode: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return answer(statusCode, text, { 'content-type': 'text/html; charset=utf-8', ...headers });
}

// What these functions answer belongs to one request, unless they say otherwise: no cache may keep it.
function answer(statusCode: number, body: string, headers: Readonly<Record<string, string>>): Answer {
  const all = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers };
  return {
    statusCode,
    multiValueHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body,
  };
}
