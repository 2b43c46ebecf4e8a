/** One source of a content security policy's directive, for example `'self'` or `https://js.example`. */
export interface CspSource {
  readonly kind: 'keyword' | 'hash' | 'nonce' | 'scheme' | 'host' | 'invalid';
  /** In the form in which two equal sources are equal text: what ignores case is in lower case. */
  readonly text: string;
  /** `https:`, for a scheme alone and for a host that names one. */
  readonly scheme?: string;
  /** Host name, for a host; `*` or a leading `*.` stands for many. */
  readonly host?: string;
  readonly port?: string;
}

// Grammar of source expressions: https://www.w3.org/TR/CSP3/#framework-directive-source-list
const hash = /^'(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})'$/i;
const nonce = /^'nonce-([A-Za-z0-9+/_-]+={0,2})'$/i;
const scheme = /^[a-z][a-z0-9+.-]*:$/i;
const host =
  /^(?:([a-z][a-z0-9+.-]*:)\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::(\d+|\*))?(\/[^?#]*)?$/i;

const keywords = [
  ...["'none'", "'self'", "'strict-dynamic'", "'report-sample'", "'inline-speculation-rules'"],
  ...["'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'", "'unsafe-hashes'", "'trusted-types-eval'"],
];

/** Reads one source expression; what no browser understands is `invalid`. */
export function parseSource(expression: string): CspSource {
  const lower = expression.toLowerCase();
  if (keywords.includes(lower)) return { kind: 'keyword', text: lower };
  const [, algorithm, digest] = hash.exec(expression) ?? [];
  if (algorithm && digest) return { kind: 'hash', text: `'${algorithm.toLowerCase()}-${digest}'` };
  const [, value] = nonce.exec(expression) ?? [];
  if (value) return { kind: 'nonce', text: `'nonce-${value}'` };
  if (scheme.test(expression)) return { kind: 'scheme', text: lower, scheme: lower };
  return parseHost(expression);
}

function parseHost(expression: string): CspSource {
  const match = host.exec(expression);
  const [, urlScheme = '', name, port, path = ''] = match ?? [];
  if (name === undefined) return { kind: 'invalid', text: expression };
  const origin = `${urlScheme && `${urlScheme}//`}${name}`.toLowerCase();
  return {
    kind: 'host',
    text: `${origin}${port === undefined ? '' : `:${port}`}${path}`,
    ...(urlScheme ? { scheme: urlScheme.toLowerCase() } : {}),
    host: name.toLowerCase(),
    ...(port === undefined ? {} : { port }),
  };
}

/** Whether it stands for more than one host or port. */
export function isWildcard({ kind, host: name = '', port }: CspSource): boolean {
  return kind === 'host' && (name.includes('*') || port === '*');
}

/** Whether it reaches no further than the page's own origin and its own code. */
export function isOwn({ kind, text }: CspSource): boolean {
  return kind === 'hash' || ["'self'", "'none'", "'report-sample'"].includes(text);
}
