import type { Alternative, Given } from './alternative.ts';
import { isList, isRecord, type Json } from './json.ts';
import { readable, resolve } from './resolve.ts';
import { literal, missingStackOf, type Resolved, show, unknown } from './resolved.ts';
import type { Resource } from './resource.ts';

/**
 * What stands at one place of a resource: known, one of several (conditions, parameters with allowed
 * values), or unknown. It is resolved on the way down, so a condition decided above holds below.
 */
export class Value {
  readonly resource: Resource;
  /** Whether a condition may leave this list item out, so that it proves no existence. */
  readonly isOptional: boolean;
  private readonly place: Place;
  private readonly choices: readonly Alternative[];

  private constructor(resource: Resource, place: Place, choices: readonly Alternative[], isOptional = false) {
    this.resource = resource;
    this.place = place;
    this.choices = choices;
    this.isOptional = isOptional;
  }

  static of(resource: Resource, name: string, node: Json | undefined): Value {
    return new Value(
      resource,
      { above: undefined, step: name },
      resolve(node, resource.template, nothingGiven),
    );
  }

  /** Dotted path from the resource, for example `Properties.Origins[0].Id`. */
  get path(): string {
    return pathOf(this.place);
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
    return new Value(this.resource, this.place, choices);
  }

  /** One value for each alternative, for rules that ask whether a thing exists in every case. */
  each(): readonly Value[] {
    return this.choices.map((choice) => new Value(this.resource, this.place, [choice]));
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
    const [only, ...others] = this.choices;
    const choices =
      only && others.length === 0
        ? this.below(only, step)
        : readable(
            this.choices.flatMap((choice) => this.below(choice, step)),
            nothingGiven,
          );
    return new Value(this.resource, { above: this.place, step }, choices);
  }

  private below({ resolved, given }: Alternative, step: string): readonly Alternative[] {
    if (resolved.kind === 'absent') return [{ resolved, given }];
    if (resolved.kind !== 'literal') {
      return [{ resolved: unknown(`${this.path} is ${show(resolved)}`, missingStackOf(resolved)), given }];
    }
    return resolve(child(resolved.value, step), this.resource.template, given);
  }

  private itemsOf({ resolved, given }: Alternative): readonly Value[] {
    if (resolved.kind !== 'literal' || !isList(resolved.value)) return [];
    return resolved.value.flatMap((node, index) => {
      const all = resolve(node, this.resource.template, given);
      const present = all.filter((choice) => choice.resolved.kind !== 'absent');
      const place = { above: this.place, step: `[${index}]` };
      return present.length === 0
        ? []
        : [new Value(this.resource, place, present, present.length < all.length)];
    });
  }
}

/** A place in a resource. Paths are only written out for what is reported, which is a part of what is read. */
interface Place {
  readonly above: Place | undefined;
  readonly step: string;
}

function pathOf({ above, step }: Place): string {
  if (!above) return step;
  return step.startsWith('[') ? `${pathOf(above)}${step}` : `${pathOf(above)}.${step}`;
}

const nothingGiven: Given = new Map();

/** Rules ask for the same paths of every resource. */
const stepsOfPath = new Map<string, readonly string[]>();

function steps(path: string): readonly string[] {
  const known = stepsOfPath.get(path);
  if (known) return known;
  const found = path.match(/\[\d+\]|[^.[\]]+/g) ?? [];
  stepsOfPath.set(path, found);
  return found;
}

function child(node: Json, step: string): Json | undefined {
  if (step.startsWith('[')) return isList(node) ? node[Number(step.slice(1, -1))] : undefined;
  return isRecord(node) && Object.hasOwn(node, step) ? node[step] : undefined;
}
