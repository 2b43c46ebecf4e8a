import { all, not, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { isAction } from '../../../cloudformation/web-acls.ts';
import { asNumber } from '../../expect.ts';

/** A request as far as its form goes, of which nothing else is known. */
export interface RequestForm {
  readonly method: string;
  /** As it is sent, without a query. */
  readonly path: string;
  /** In bytes. */
  readonly bodySize: number;
}

/** Tells whether a statement matches a request; undefined where it asks for more than the form. */
export type Match = (request: RequestForm) => Truth;

const open: Match = () => undefined;

/** The match of a statement of a web ACL that reads `inspected` bytes of a body. */
export function matchOf(statement: Value, inspected: number): Match {
  const [kind, ...others] = statement.alternatives.length === 1 ? statement.keys() : [];
  if (kind === undefined || others.length > 0 || statement.isOptional) return open;
  return matches[kind]?.(statement.at(kind), inspected) ?? open;
}

const matches: Readonly<Record<string, (content: Value, inspected: number) => Match>> = {
  AndStatement: (content, inspected) => {
    const parts = partsOf(content, inspected);
    return parts ? (request) => all(parts.map((part) => part(request))) : open;
  },
  OrStatement: (content, inspected) => {
    const parts = partsOf(content, inspected);
    return parts ? (request) => some(parts.map((part) => part(request))) : open;
  },
  NotStatement: (content, inspected) => {
    const part = matchOf(content.at('Statement'), inspected);
    return (request) => not(part(request));
  },
  ByteMatchStatement: byteMatch,
  SizeConstraintStatement: sizeMatch,
  // Nothing but the form is known of the request: nobody has labelled it, and it is the first of its sender.
  LabelMatchStatement: () => () => false,
  RateBasedStatement: () => () => false,
};

function partsOf(content: Value, inspected: number): readonly Match[] | undefined {
  const list = content.at('Statements');
  return list.isDecidedList ? list.items().map((part) => matchOf(part, inspected)) : undefined;
}

function byteMatch(match: Value): Match {
  const search = match.at('SearchString').literal;
  const transform = transformed(match.at('TextTransformations'));
  const compare = comparisons[String(match.at('PositionalConstraint').literal)];
  const field = match.at('FieldToMatch').literal;
  const reads = isAction(field, ['Method']) ? 'method' : isAction(field, ['UriPath']) ? 'path' : undefined;
  if (typeof search !== 'string' || !transform || !compare || !reads) return open;
  return (request) => compare(transform(request[reads]), search);
}

const comparisons: Readonly<Record<string, (text: string, search: string) => boolean>> = {
  EXACTLY: (text, search) => text === search,
  STARTS_WITH: (text, search) => text.startsWith(search),
  ENDS_WITH: (text, search) => text.endsWith(search),
  CONTAINS: (text, search) => text.includes(search),
};

/** A body of which the firewall reads a part only is handled as the statement says. */
function sizeMatch(constraint: Value, inspected: number): Match {
  const size = asNumber(constraint.at('Size').literal);
  const compare = sizes[String(constraint.at('ComparisonOperator').literal)];
  const handling = constraint.at('FieldToMatch.Body.OversizeHandling').literal;
  const plain = transformed(constraint.at('TextTransformations'))?.('/%61') === '/%61';
  if (size === undefined || !compare || !plain || typeof handling !== 'string') return open;
  return ({ bodySize }) => {
    if (bodySize <= inspected || handling === 'CONTINUE') return compare(Math.min(bodySize, inspected), size);
    return handling === 'MATCH' || (handling === 'NO_MATCH' ? false : undefined);
  };
}

const sizes: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  GT: (one, other) => one > other,
  GE: (one, other) => one >= other,
};

/** What a list of transformations makes of a text; nothing where their order or their effect is not known. */
function transformed(list: Value): ((text: string) => string) | undefined {
  const steps = list.items().map((item) => ({
    priority: asNumber(item.at('Priority').literal),
    change: transformations[String(item.at('Type').literal)],
  }));
  const priorities = new Set(steps.map(({ priority }) => priority));
  const isKnown = steps.every(({ priority, change }) => priority !== undefined && change !== undefined);
  if (!list.isDecidedList || steps.length === 0 || !isKnown || priorities.size < steps.length)
    return undefined;
  const inOrder = [...steps].sort((one, other) => Number(one.priority) - Number(other.priority));
  return (text) => inOrder.reduce((value, { change }) => change?.(value) ?? value, text);
}

const transformations: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) =>
    text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  NORMALIZE_PATH: (text) => new URL(text.replace(/\/{2,}/g, '/'), 'https://shop.invalid').pathname,
};

/** What the statements of a rule name, each of which may be spared by them: methods and paths. */
export function namedIn(statement: Value): readonly string[] {
  return statement.keys().flatMap((kind) => {
    const content = statement.at(kind);
    if (kind === 'ByteMatchStatement') return [String(content.at('SearchString').literal)];
    const inner = [...content.at('Statements').items(), content.at('Statement')];
    return inner.filter((part) => !part.isAbsent).flatMap(namedIn);
  });
}
