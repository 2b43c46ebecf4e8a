import { memoized } from '../memoized.ts';
import file from './hidden-resources.json' with { type: 'json' };
import { expansions } from './model/expansions.ts';
import { isRecord, type Json, type JsonRecord, own, section } from './model/json.ts';
import type { Model } from './model/model.ts';
import type { Resource, Template, Value } from './model/types.ts';
import { referenced } from './references.ts';
import { isLike } from './wildcards.ts';

/** A place of a template where CloudFormation puts something in that no file holds. */
interface Expansion {
  readonly path: string;
  /** The transform, the function or the type. */
  readonly by: string;
}

/** Everything in a template that only its processed form writes out: transforms, macros, loops, modules and SAM's own types. */
export function expansionsOf({ body }: Template): readonly Expansion[] {
  return expansionsIn(body);
}

/** Kept by what is written, since a template stays the same where another one is judged again with it. */
const expansionsIn = memoized((body: JsonRecord): readonly Expansion[] => {
  const resources = section(body, 'Resources');
  const paths = [
    ...expansions(body),
    ...Object.entries(resources).flatMap(([id, definition]) =>
      functionsAt(`Resources.${id}`, id, definition),
    ),
  ];
  return [
    ...transformsOf(body['Transform']).map((by) => ({ path: 'Transform', by })),
    ...[...new Set(paths)].map((path) => ({ path, by: functionIn(path) })),
    ...Object.entries(resources).flatMap(([id, definition]) => {
      const type = isRecord(definition) ? definition['Type'] : undefined;
      return typeof type === 'string' && isExpandedType(type) ? [{ path: `Resources.${id}`, by: type }] : [];
    }),
  ];
});

/**
 * What may yet write, at deployment, a place of a resource at which nothing is written: a macro that gets the whole template, or a function
 * that stands beside the place. Of the resource as a whole, what is missing may also be another one, which a function among resources makes.
 */
export function mayWrite({ template, logicalId }: Resource, path: string): string | undefined {
  const place = `Resources.${logicalId}.${path}.`;
  return expansionsOf(template).find(
    (expansion) =>
      (expansion.path === 'Transform' && isOwnMacro(expansion.by)) ||
      (expansion.path.includes('.Fn::') && reaches(parentOf(expansion.path), place, path)),
  )?.by;
}

/** Transforms of AWS add resources and leave those that are written as they are. */
function isOwnMacro(transform: string): boolean {
  return !/^(\{"Name":")?AWS::/.test(transform);
}

function reaches(parent: string, place: string, path: string): boolean {
  return parent === 'Resources' ? !path.includes('.') : place.startsWith(`${parent}.`);
}

function parentOf(path: string): string {
  return path.slice(0, path.indexOf('.Fn::'));
}

function transformsOf(written: Json | undefined): readonly string[] {
  const transforms =
    written === undefined ? [] : Array.isArray(written) ? (written as readonly Json[]) : [written];
  return transforms
    .map((transform) => (typeof transform === 'string' ? transform : JSON.stringify(transform)))
    .filter((transform) => !file.transformsWithoutResources.includes(transform));
}

/** A function in the place of a resource, or in the place of what a resource is made of. */
function functionsAt(path: string, logicalId: string, definition: Json): readonly string[] {
  if (logicalId.startsWith('Fn::')) return [path];
  if (!isRecord(definition)) return none;
  const found: string[] = [];
  for (const key in definition) if (key.startsWith('Fn::')) found.push(`${path}.${key}`);
  return found;
}

const none: readonly string[] = [];

function functionIn(path: string): string {
  return path.split('.').find((step) => step.startsWith('Fn::')) ?? path;
}

const isExpandedType = oneOf(file.expandedTypes);
const isCustomType = oneOf(file.customTypes);

/** Whether a type matches one of the patterns; templates have many resources of few types. */
function oneOf(patterns: readonly string[]): (type: string) => boolean {
  const known = new Map<string, boolean>();
  return (type) => {
    const answer = known.get(type) ?? patterns.some((pattern) => isLike(type, pattern));
    known.set(type, answer);
    return answer;
  };
}

/** A resource that makes others, which no template that was given holds. */
interface Hider {
  /** Where it says what it makes. */
  readonly place: Value;
  readonly expected: string;
  /** What it makes, as a phrase; nothing where the place says it. */
  readonly makes?: string;
}

/** The resources that make others by themselves: stacks whose templates are elsewhere, products, and functions that nobody sees. */
export function hidersIn(model: Model): readonly Hider[] {
  return model.templates.flatMap(({ made }) => made.flatMap((resource) => hider(resource, model)));
}

const types: Readonly<Record<string, string>> = file.types;

function hider(resource: Resource, model: Model): readonly Hider[] {
  const { type } = resource;
  if (type === 'AWS::CloudFormation::Stack') {
    const isSeen = model.nestedIn(resource) !== undefined;
    return isSeen ? [] : [{ place: resource.property('TemplateURL'), expected: 'a template that was given' }];
  }
  const makes = own(types, type);
  if (makes !== undefined) {
    return [{ place: resource.attribute('Type'), expected: 'resources that are written out', makes }];
  }
  return isCustomType(type) ? customResource(resource) : [];
}

/** What the function of a custom resource makes is bounded by its permissions, which are judged where the function is seen. */
function customResource(resource: Resource): readonly Hider[] {
  const place = resource.property('ServiceToken');
  if (referenced(place)?.type === 'AWS::Lambda::Function') return [];
  return [{ place, expected: 'a function among the templates' }];
}
