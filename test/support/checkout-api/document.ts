import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A piece of the document. */
export type Node = Readonly<Record<string, unknown>>;

/** What the file says of an answer. */
export interface Response {
  readonly headers?: Readonly<Record<string, Node>>;
  readonly content?: Readonly<Record<string, Node>>;
}

/** What the file says of one method of a path. */
export interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, Node>> };
  readonly responses: Readonly<Record<string, Node>>;
}

const file = join(__dirname, '..', '..', '..', 'docs', 'checkout-api.openapi.yaml');
/** The whole file. */
export const document: Node = parse(readFileSync(file, 'utf8'));
/** The operations by template of a path and method. */
export const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** The members that tell answers of one type apart. */
export const tellers: readonly string[] = ['code', 'outcome', 'state'];

/** The answers of the file, each as `OPERATION STATUS TYPE VARIANT`. */
export const documentedAnswers: ReadonlySet<string> = new Set(
  Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap(({ operationId, responses }) =>
      Object.entries(responses).flatMap(([status, response]) =>
        answersOf(resolved(response)).map((answer) => `${operationId} ${status} ${answer}`),
      ),
    ),
);

function answersOf({ content }: Response): readonly string[] {
  if (!content) return ['-'];
  return Object.entries(content).flatMap(([type, { schema }]) => {
    const variants = variantsIn(schema as Node);
    return variants.length > 0 ? variants.map((variant) => `${type} ${variant}`) : [type];
  });
}

function variantsIn(node: Node): readonly string[] {
  const schema = resolved(node) as Node;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Node>>;
  const own = tellers.flatMap((name) => valuesOf(properties[name] ?? {}));
  return [...own, ...partsOf(schema).flatMap(variantsIn)];
}

function valuesOf({ enum: values = [], const: value }: Node): readonly string[] {
  return [...(values as readonly string[]), ...(value === undefined ? [] : [value as string])];
}

function partsOf({ allOf = [], oneOf = [] }: Node): readonly Node[] {
  return [...(allOf as readonly Node[]), ...(oneOf as readonly Node[])];
}

/** What a reference leads to; anything else as it is. */
export function resolved(node: Node): Response & Node {
  const { $ref: pointer } = node;
  return typeof pointer === 'string' ? nodeAt(stepsOf(pointer)) : node;
}

/** What is at the end of some steps. */
export function nodeAt(steps: readonly string[]): Node {
  return steps.reduce<unknown>((at, step) => (at as Node)[step], document) as Node;
}

/** The steps of a JSON pointer in a fragment. */
function stepsOf(pointer: string): readonly string[] {
  return pointer
    .slice(2)
    .split('/')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The JSON pointer of some steps, as a fragment. */
export function pointerOf(steps: readonly string[]): string {
  const escaped = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
  return `#/${escaped.join('/')}`;
}
