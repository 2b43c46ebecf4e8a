import { argumentsOf, cookiesOf, type FirewallRequest, headerOf } from './firewall-request.ts';
import { jsonPieces } from './json-body.ts';
import type { FieldToMatch, OversizeHandling } from './web-acl-properties.ts';

/** What a firewall looks at: pieces of text, each inspected by itself, or what holds without a look. */
export type Pieces = readonly string[] | { readonly holds: boolean };

/** Takes its pieces from a request. */
export type Field = (request: FirewallRequest) => Pieces;

/** Bytes of headers and of cookies that AWS WAF is given, and their number. */
const longestList = { bytes: 8192, entries: 200 } as const;

interface ListField {
  readonly MatchPattern: Readonly<Record<string, unknown>>;
  readonly MatchScope: 'ALL' | 'KEY' | 'VALUE';
  readonly OversizeHandling: OversizeHandling;
}

type FieldMaker = (content: never, inspectedBytes: number) => Field;

const fields: Readonly<Record<string, FieldMaker>> = {
  SingleHeader:
    ({ Name }: { Name: string }) =>
    (request) =>
      present(headerOf(request, Name)),
  SingleQueryArgument: ({ Name }: { Name: string }) => {
    const wanted = Name.toLowerCase();
    return (request) =>
      argumentsOf(request)
        .filter(([name]) => name.toLowerCase() === wanted)
        .map(([, value]) => value);
  },
  AllQueryArguments: () => (request) => argumentsOf(request).flat(),
  UriPath:
    () =>
    ({ path }) => [path],
  QueryString:
    () =>
    ({ query }) => [query],
  Method:
    () =>
    ({ method }) => [method],
  Body: ({ OversizeHandling }: { OversizeHandling?: OversizeHandling }, inspectedBytes) => {
    return ({ body }) => cut(body, inspectedBytes, OversizeHandling, (text) => [text]);
  },
  JsonBody: (content: { OversizeHandling?: OversizeHandling }, inspectedBytes) => {
    const read = jsonPieces(content as never);
    return ({ body }) => cut(body, inspectedBytes, content.OversizeHandling, read);
  },
  Headers: (content: ListField) => (request) =>
    listed(
      [...request.headers].flatMap(([name, values]) => values.map((value) => [name, value] as const)),
      content,
      'Headers',
    ),
  Cookies: (content: ListField) => (request) => listed(cookiesOf(request), content, 'Cookies'),
  HeaderOrder:
    ({ OversizeHandling }: { OversizeHandling: OversizeHandling }) =>
    (request) => {
      const names = [...request.headers.keys()];
      return names.length > longestList.entries
        ? oversize(OversizeHandling, [names.slice(0, longestList.entries).join(':')])
        : [names.join(':')];
    },
};

/** The field of a statement; nothing where this firewall does not know it. */
export function fieldOf(field: FieldToMatch, inspectedBytes: number): Field | undefined {
  const [[kind, content] = ['', undefined]] = Object.entries(field);
  return Object.hasOwn(fields, kind) ? fields[kind]?.(content as never, inspectedBytes) : undefined;
}

function present(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function cut(
  body: string,
  inspectedBytes: number,
  handling: OversizeHandling | undefined,
  read: (text: string) => Pieces,
): Pieces {
  return body.length > inspectedBytes ? oversize(handling, read(body.slice(0, inspectedBytes))) : read(body);
}

/** Where a part is longer than what the firewall is given, the statement says what holds; by default it looks at the beginning. */
function oversize(handling: OversizeHandling = 'CONTINUE', beginning: Pieces): Pieces {
  return handling === 'CONTINUE' ? beginning : { holds: handling === 'MATCH' };
}

function listed(
  entries: readonly (readonly [string, string])[],
  { MatchPattern, MatchScope, OversizeHandling }: ListField,
  kind: 'Headers' | 'Cookies',
): Pieces {
  const given = withinLimit(entries);
  const pieces = given
    .filter(([name]) => isSelected(name, MatchPattern, kind))
    .flatMap(([name, value]) =>
      MatchScope === 'ALL' ? [name, value] : [MatchScope === 'KEY' ? name : value],
    );
  return given.length < entries.length ? oversize(OversizeHandling, pieces) : pieces;
}

function withinLimit(
  entries: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  let length = 0;
  const end = entries.findIndex(([name, value]) => {
    length += name.length + value.length;
    return length > longestList.bytes;
  });
  return entries.slice(0, Math.min(end === -1 ? entries.length : end, longestList.entries));
}

/** Names of headers have no case, and names of cookies have. */
function isSelected(
  name: string,
  pattern: Readonly<Record<string, unknown>>,
  kind: 'Headers' | 'Cookies',
): boolean {
  const among = (list: unknown) =>
    (list as readonly string[]).some((one) =>
      kind === 'Headers' ? one.toLowerCase() === name : one === name,
    );
  if (pattern[`Included${kind}`]) return among(pattern[`Included${kind}`]);
  return pattern[`Excluded${kind}`] ? !among(pattern[`Excluded${kind}`]) : true;
}
