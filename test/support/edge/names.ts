import type { AnyNode, Node, Program } from 'acorn';
import { simple } from 'acorn-walk';
import { analyze, type Scope, type Variable } from 'eslint-scope';
import { isBuiltInName } from './ecmascript.ts';

/** What the names in a piece of code stand for. */
export interface Names {
  /** Whether the code declares a name nowhere, so that the engine has to know it. */
  readonly isFree: (name: Node) => boolean;
  /** The module that an expression stands for: a call of `require`, or a name that was imported or assigned one. */
  readonly moduleOf: (expression: AnyNode) => string | undefined;
  /** The names that the code's own objects are written with, unless the language knows them already. */
  readonly own: ReadonlySet<string>;
}

/** Resolves the names of a program. */
export function namesOf(program: Program): Names {
  // eslint-scope reads the same tree, under the types of ESTree.
  const { globalScope, scopes } = analyze(program as never, { ecmaVersion: 2022, sourceType: 'module' });
  const free = new Set<unknown>(globalScope?.through.map(({ identifier }) => identifier));
  const modules = new Map<unknown, string>(scopes.flatMap(modulesIn));
  return {
    isFree: (name) => free.has(name),
    moduleOf: (expression) => modules.get(expression) ?? requiredModule(expression),
    own: ownNames(program),
  };
}

/** Names the module that is required by an expression. */
export function requiredModule(expression: AnyNode): string | undefined {
  if (expression.type !== 'CallExpression') return undefined;
  const { callee, arguments: given } = expression;
  const [name] = given;
  if (callee.type !== 'Identifier' || callee.name !== 'require' || given.length !== 1) return undefined;
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}

/** Each use of a name that stands for a module, with that module. */
function modulesIn({ references }: Scope): readonly (readonly [unknown, string])[] {
  return references.flatMap(({ identifier, resolved }) => {
    const module = resolved && moduleIn(resolved);
    return module ? [[identifier, module] as const] : [];
  });
}

function moduleIn({ defs: [definition] }: Variable): string | undefined {
  if (definition?.type === 'ImportBinding') return String(definition.parent.source.value);
  if (definition?.type !== 'Variable' || !definition.node.init) return undefined;
  return requiredModule(definition.node.init as AnyNode);
}

function ownNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  simple(program, {
    ObjectExpression: ({ properties }) => {
      for (const property of properties) {
        const name = property.type === 'Property' ? nameOf(property.key) : undefined;
        if (name !== undefined && !isBuiltInName(name)) names.add(name);
      }
    },
  });
  return names;
}

function nameOf(key: AnyNode): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}
