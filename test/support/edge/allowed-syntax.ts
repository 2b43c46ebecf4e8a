import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import type { AnyNode, Function as FunctionNode, Literal, Property } from 'acorn';
import runtime from '../../../lambda/edge/runtime-2.0.json' with { type: 'json' };
import type { Code, Place } from './allowed-code.ts';

type Type = AnyNode['type'];
type NodeOf<T extends Type> = Extract<AnyNode, { readonly type: T }>;
type Check<T extends Type> = (node: NodeOf<T>, place: Place, code: Code) => string | false | undefined;

const nodes: ReadonlySet<string> = new Set(runtime.syntax.flatMap((each) => each.nodes));
const operators: Readonly<Record<string, readonly string[]>> = runtime.operators;
const isFunction = ({ type }: AnyNode) =>
  type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';

/** Names the syntax of a node that is not on AWS's list, if it is not. */
export function syntaxObjection(place: Place, code: Code): string | undefined {
  const { node } = place;
  if (!nodes.has(node.type)) return `${node.type} (${excerpt(code.text.slice(node.start, node.end))})`;
  const check = checks[node.type] as Check<Type> | undefined;
  return check?.(node as never, place, code) || undefined;
}

/** What differs between editions of the language within one type of node. */
const checks: { readonly [T in Type]?: Check<T> } = {
  Literal: (node) => literalObjection(node),
  TemplateElement: (node, _, { text }) => escapeObjection(text.slice(node.start, node.end)),
  Identifier: (node, _, { text }) => escapeObjection(text.slice(node.start, node.end)),
  Property: (node) => propertyObjection(node as Property),
  VariableDeclaration: ({ kind }) => !runtime.declarations.includes(kind) && `the declaration ${kind}`,
  UnaryExpression: operatorObjection,
  UpdateExpression: operatorObjection,
  BinaryExpression: operatorObjection,
  LogicalExpression: operatorObjection,
  AssignmentExpression: operatorObjection,
  FunctionDeclaration: (node, place, code) =>
    functionObjection(node, code) ??
    ((node.async && innermost(place)?.type !== 'Program' && 'an async closure') ||
      (isInnerBlock(place) && 'a function declared in a block')),
  FunctionExpression: (node, place, code) => functionObjection(node, code) ?? asyncExpression(node, place),
  ArrowFunctionExpression: (node, place, code) =>
    functionObjection(node, code) ?? asyncExpression(node, place),
  CatchClause: ({ param }) => !param && 'catch without the name of the error',
  AwaitExpression: (_, { around }) => awaitObjection(around),
  MemberExpression: ({ optional }) => optional && 'optional chaining (?.)',
  CallExpression: (node, _, code) =>
    (node.optional && 'optional chaining (?.)') || commaObjection(node.arguments, node.end, code),
  NewExpression: (node, _, code) => commaObjection(node.arguments, node.end, code),
  ImportDeclaration: ({ source, specifiers, attributes }) =>
    (specifiers.length !== 1 || attributes.length > 0 || source.value !== 'cloudfront') &&
    `the import of ${JSON.stringify(source.value)}`,
};

function operatorObjection({ type, operator }: { readonly type: string; readonly operator: string }) {
  return !operators[type]?.includes(operator) && `the operator ${operator}`;
}

function literalObjection({ raw = '', value, regex, bigint }: Literal): string | undefined {
  if (bigint) return `the BigInt ${raw}`;
  if (regex) return patternObjection(raw);
  if (typeof value === 'number' && /^0[a-wyz]/i.test(raw)) return `the binary or octal number ${raw}`;
  return escapeObjection(raw);
}

/** AWS lists escape sequences of the form \uXXXX alone. */
function escapeObjection(raw: string): string | undefined {
  const [sequence] = /(?<=(?<!\\)(?:\\\\)*)\\u\{[^}]*\}?/.exec(raw) ?? [];
  return sequence && `the escape sequence ${sequence}`;
}

function propertyObjection({ kind, method, shorthand, computed, key }: Property): string | undefined {
  if (method) return 'a method in short form';
  if (shorthand) return 'a property in short form';
  if (computed) return `a computed name of a ${kind === 'init' ? 'property' : `${kind}ter`}`;
  return key.type === 'Literal' ? literalObjection(key) : undefined;
}

function functionObjection({ generator, params, body }: FunctionNode, code: Code): string | undefined {
  if (generator) return 'a generator function';
  return commaObjection(params, body.start, code);
}

function asyncExpression({ async }: FunctionNode, place: Place): string | undefined {
  if (!async) return undefined;
  return innermost(place)?.type === 'CallExpression' ? 'an async argument' : 'an async closure';
}

function awaitObjection(around: readonly AnyNode[]): string | undefined {
  const at = around.findLastIndex(isFunction);
  if (!(around[at] as FunctionNode | undefined)?.async) return 'await outside of an async function';
  const isArgument = around.slice(at).some((node, index, inner) => {
    const next = inner[index + 1];
    return node.type === 'CallExpression' && node.callee !== next;
  });
  return isArgument ? 'await in an argument' : undefined;
}

function commaObjection(
  list: readonly { readonly end: number }[],
  end: number,
  code: Code,
): string | undefined {
  const last = list.at(-1);
  const trails = last && code.trailingCommas.some((at) => at >= last.end && at < end);
  return trails ? 'a comma after the last argument or parameter' : undefined;
}

function innermost({ around }: Place): AnyNode | undefined {
  return around.at(-1);
}

function isInnerBlock({ around }: Place): boolean {
  const [holder, block] = around.slice(-2);
  return block?.type === 'BlockStatement' && !(holder && isFunction(holder));
}

/** Names what a regular expression has beyond ES 5.1, the flag y and named groups. */
function patternObjection(raw: string): string | undefined {
  const { flags } = runtime.regularExpressions;
  const flag = [...raw.slice(raw.lastIndexOf('/') + 1)].find((each) => !flags.includes(each));
  if (flag) return `the flag ${flag} of a regular expression`;
  const found: string[] = [];
  const everyKind = { get: () => (node: AST.Node) => found.push(...patternParts(node)) };
  visitRegExpAST(new RegExpParser().parseLiteral(raw), new Proxy({}, everyKind));
  return found[0] && `${found[0]} of the regular expression ${excerpt(raw)}`;
}

function patternParts(node: AST.Node): readonly string[] {
  const { nodes: types, assertions, characterSets } = runtime.regularExpressions;
  if (!types.includes(node.type)) return [node.type];
  if (node.type === 'Assertion' && !assertions.includes(node.kind)) return [node.kind];
  if (node.type === 'CharacterSet' && !characterSets.includes(node.kind)) return [`${node.kind} set`];
  return node.type === 'Group' && node.modifiers ? ['modifiers'] : [];
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
