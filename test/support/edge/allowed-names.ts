import type { AnyNode, CallExpression, MemberExpression } from 'acorn';
import runtime from '../../../lambda/edge/runtime-2.0.json' with { type: 'json' };
import type { Code, Place } from './allowed-code.ts';
import { requiredModule } from './names.ts';

interface BuiltInObject {
  readonly static: readonly string[];
  readonly prototype: readonly string[];
}

const { constants, functions, errors, typedArrays } = runtime.globals;
const plain: ReadonlySet<string> = new Set([...constants, ...functions]);
const objects: ReadonlyMap<string, BuiltInObject> = new Map<string, BuiltInObject>([
  ...Object.entries(runtime.objects),
  ...typedArrays.map((name) => [name, runtime.typedArray] as const),
  ...errors.map((name) => [name, runtime.error] as const),
  ...functions.map((name) => [name, { static: [], prototype: [] }] as const),
]);
const constructors: ReadonlySet<string> = new Set([...runtime.constructors, ...typedArrays, ...errors]);
const modules: ReadonlyMap<string, { readonly by: string; readonly members: readonly string[] }> = new Map(
  Object.entries(runtime.modules),
);
const mostArguments: ReadonlyMap<string, number> = new Map(Object.entries(runtime.mostArguments));

/** What a value of a type that the code does not show may be asked for. */
const anyMember: ReadonlySet<string> = new Set([
  ...[...objects.values()].flatMap(({ prototype }) => prototype),
  ...Object.values(runtime.results).flat(),
  ...runtime.event.fields,
]);

/** Names what a node takes from the engine beyond AWS's list, if it does. */
export function nameObjection({ node, around }: Place, code: Code): string | undefined {
  const parent = around.at(-1);
  switch (node.type) {
    case 'Identifier':
      return code.names.isFree(node) ? globalObjection(node.name, node, parent) : undefined;
    case 'MemberExpression':
      return memberObjection(node, parent, code);
    case 'CallExpression':
      return argumentsObjection(node, code);
    default:
      return undefined;
  }
}

function globalObjection(name: string, node: AnyNode, parent: AnyNode | undefined): string | undefined {
  if (plain.has(name) || constructors.has(name)) return undefined;
  if (name === 'require') return requireObjection(parent);
  const isAskedForMember = parent?.type === 'MemberExpression' && parent.object === node;
  if (!objects.has(name) && name !== 'globalThis') return name;
  return isAskedForMember ? undefined : `${name} on its own`;
}

function requireObjection(call: AnyNode | undefined): string | undefined {
  const name = call && requiredModule(call);
  return modules.get(name ?? '')?.by === 'require' ? undefined : `require(${JSON.stringify(name) ?? '…'})`;
}

function memberObjection(
  node: MemberExpression,
  parent: AnyNode | undefined,
  code: Code,
): string | undefined {
  const isCalled = parent?.type === 'CallExpression' && parent.callee === node;
  const name = memberName(node);
  if (name === undefined) return computedObjection(node.object, isCalled, code);
  if (isGlobalThis(node.object, code)) return globalObjection(name, node, parent);
  const owner = ownerOf(node.object, code);
  if (owner) return owner.members.includes(name) ? undefined : `${owner.label}.${name}`;
  if (!isCalled && isFreelyNamed(node.object)) return undefined;
  return anyMember.has(name) || code.names.own.has(name) ? undefined : `the member .${name}`;
}

/** Viewers name their headers, cookies and parameters as they like. */
function isFreelyNamed(holder: AnyNode): boolean {
  return holder.type === 'MemberExpression' && runtime.freelyNamed.includes(memberName(holder) ?? '');
}

/** An element of an array or a field of the event may have any name, unless the name decides what is called. */
function computedObjection(object: AnyNode, isCalled: boolean, code: Code): string | undefined {
  if (isCalled) return 'a call of a member whose name is computed';
  if (isGlobalThis(object, code) || ownerOf(object, code)) return 'a built-in whose name is computed';
  return undefined;
}

function argumentsObjection(call: CallExpression, code: Code): string | undefined {
  const { callee } = call;
  const owner = callee.type === 'MemberExpression' ? ownerOf(callee.object, code) : undefined;
  const label = owner && `${owner.label}.${memberName(callee as MemberExpression)}`;
  const most = mostArguments.get(label ?? '') ?? Number.POSITIVE_INFINITY;
  return call.arguments.length > most ? `${label}() with ${call.arguments.length} arguments` : undefined;
}

interface Owner {
  readonly label: string;
  readonly members: readonly string[];
}

/** The built-in object, prototype or module that an expression stands for, with what AWS lists of it. */
function ownerOf(expression: AnyNode, code: Code): Owner | undefined {
  const module = code.names.moduleOf(expression);
  if (module !== undefined) return { label: module, members: modules.get(module)?.members ?? [] };
  const name = builtInName(expression, code);
  if (name !== undefined)
    return { label: name, members: ['prototype', ...(objects.get(name)?.static ?? [])] };
  if (expression.type !== 'MemberExpression' || memberName(expression) !== 'prototype') return undefined;
  const holder = builtInName(expression.object, code);
  return holder === undefined
    ? undefined
    : { label: `${holder}.prototype`, members: objects.get(holder)?.prototype ?? [] };
}

function builtInName(expression: AnyNode, code: Code): string | undefined {
  const name = globalName(expression, code);
  return name !== undefined && objects.has(name) ? name : undefined;
}

function globalName(expression: AnyNode, code: Code): string | undefined {
  if (expression.type === 'Identifier') return code.names.isFree(expression) ? expression.name : undefined;
  if (expression.type !== 'MemberExpression' || !isGlobalThis(expression.object, code)) return undefined;
  return memberName(expression);
}

function isGlobalThis(expression: AnyNode, { names }: Code): boolean {
  return expression.type === 'Identifier' && expression.name === 'globalThis' && names.isFree(expression);
}

function memberName({ property, computed }: MemberExpression): string | undefined {
  if (property.type === 'Identifier' && !computed) return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}
