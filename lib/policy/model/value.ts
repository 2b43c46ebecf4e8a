import type { Alternative } from './alternative.ts';
import { isList, isRecord, type Json } from './json.ts';
import { resolve } from './resolve.ts';
import { absent, literal, type Resolved, show, unknown } from './resolved.ts';
import type { Resource } from './resource.ts';

/**
 * What stands at one place of a resource: known, one of several (conditions, parameters with allowed
 * values), or unknown. It is resolved on the way down, so a condition decided above holds below.
 */
export class Value {
  readonly resource: Resource;
  /** Dotted path from the resource, for example `Properties.Origins[0].Id`. */
  readonly path: string;
  /** Whether a condition may leave this list item out, so that it proves no existence. */
  readonly isOptional: boolean;
  private readonly choices: readonly Alternative[];

  private constructor(resource: Resource, path: string, choices: readonly Alternative[], isOptional = false) {
    this.resource = resource;
    this.path = path;
    this.choices = choices;
    this.isOptional = isOptional;
  }

  static of(resource: Resource, path: string, node: Json | undefined): Value {
    return new Value(resource, path, resolve(node, resource.template, new Map()));
  }

  /** Everything that it may turn out to be; never empty. */
  get alternatives(): readonly Resolved[] {
    return this.choices.map(({ resolved }) => resolved);
  }

  /** The value further down: `Rules[0].Name`. */
  at(path: string): Value {
    return steps(path).reduce<Value>((value, step) => value.step(step), this);
  }

  /** The entry of an object under exactly this name, which may hold dots as condition keys of policies do. */
  entry(name: string): Value {
    return this.step(name);
  }

  /** This value where nothing is written, judged as `value`: CloudFormation's default. */
  withDefault(value: Json): Value {
    const choices = this.choices.map((choice) =>
      choice.resolved.kind === 'absent' ? { ...choice, resolved: literal(value) } : choice,
    );
    return new Value(this.resource, this.path, choices);
  }

  /** One value for each alternative, for rules that ask whether a thing exists in every case. */
  each(): readonly Value[] {
    return this.choices.map((choice) => new Value(this.resource, this.path, [choice]));
  }

  /** The items of the list, in every alternative; items that turn out to be nothing are left out. */
  items(): readonly Value[] {
    return this.choices.flatMap((choice) => this.itemsOf(choice));
  }

  /** Whether every alternative is a list or nothing, so that `items` tells the whole story. */
  get isDecidedList(): boolean {
    return this.alternatives.every(
      (resolved) => resolved.kind === 'absent' || (resolved.kind === 'literal' && isList(resolved.value)),
    );
  }

  /** The names of an object's entries, in every alternative. */
  keys(): readonly string[] {
    const names = this.alternatives.flatMap((resolved) =>
      resolved.kind === 'literal' && isRecord(resolved.value) ? Object.keys(resolved.value) : [],
    );
    return [...new Set(names)];
  }

  /** Whether nothing is written in any alternative. */
  get isAbsent(): boolean {
    return this.alternatives.every(({ kind }) => kind === 'absent');
  }

  /** The one literal it is, or nothing where it is undecided, absent or no literal. */
  get literal(): Json | undefined {
    const [only, ...others] = this.alternatives;
    return only?.kind === 'literal' && others.length === 0 ? only.value : undefined;
  }

  /** The value as a report shows it. */
  toString(): string {
    return [...new Set(this.alternatives.map(show))].join(' or ');
  }

  private step(step: string): Value {
    const path = step.startsWith('[') ? `${this.path}${step}` : `${this.path}.${step}`;
    const choices = this.choices.flatMap((choice) => this.below(choice, step));
    return new Value(this.resource, path, choices);
  }

  private below({ resolved, given }: Alternative, step: string): readonly Alternative[] {
    if (resolved.kind === 'absent') return [{ resolved, given }];
    if (resolved.kind !== 'literal')
      return [{ resolved: unknown(`${this.path} is ${show(resolved)}`), given }];
    const node = child(resolved.value, step);
    if (node === undefined) return [{ resolved: absent, given }];
    return resolve(node, this.resource.template, given);
  }

  private itemsOf({ resolved, given }: Alternative): readonly Value[] {
    if (resolved.kind !== 'literal' || !isList(resolved.value)) return [];
    return resolved.value.flatMap((node, index) => {
      const all = resolve(node, this.resource.template, given);
      const present = all.filter((choice) => choice.resolved.kind !== 'absent');
      const path = `${this.path}[${index}]`;
      return present.length === 0
        ? []
        : [new Value(this.resource, path, present, present.length < all.length)];
    });
  }
}

function steps(path: string): readonly string[] {
  return path.match(/\[\d+\]|[^.[\]]+/g) ?? [];
}

function child(node: Json, step: string): Json | undefined {
  if (step.startsWith('[')) return isList(node) ? node[Number(step.slice(1, -1))] : undefined;
  return isRecord(node) ? node[step] : undefined;
}
