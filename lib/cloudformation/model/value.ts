import { isList, isRecord, isScalar, type Json } from './json.ts';
import { readable, resolve, writtenOut } from './resolve.ts';
import { literal, missingStackOf, show, unknown } from './resolved.ts';
import type { Alternative, Given, Resolved, Resource, Value } from './types.ts';

/** The value of `node`, which stands below `name` in a resource. */
export function valueAt(resource: Resource, name: string, node: Json | undefined): Value {
  const place: Place = { resource, above: undefined, step: name };
  return new ResolvedValue(place, resolve(node, resource.template, resource.given));
}

/** Rules read many values and report few, so paths and texts are only made when somebody asks for them. */
class ResolvedValue implements Value, Place {
  readonly resource: Resource;
  readonly above: Place | undefined;
  readonly step: string;
  readonly isOptional: boolean;
  private readonly choices: readonly Alternative[];
  /** What was read so far: many rules ask for the same, and what they make of a value may be kept beside it. */
  private stepsRead: Map<string, ResolvedValue> | undefined;
  private itemsRead: readonly Value[] | undefined;
  private eachRead: readonly Value[] | undefined;
  private alternativesRead: readonly Resolved[] | undefined;

  constructor({ resource, above, step }: Place, choices: readonly Alternative[], isOptional = false) {
    this.resource = resource;
    this.above = above;
    this.step = step;
    this.choices = choices;
    this.isOptional = isOptional;
  }

  get path(): string {
    return pathOf(this);
  }

  get alternatives(): readonly Resolved[] {
    this.alternativesRead ??= this.choices.map(({ resolved, given }) =>
      writtenOut(resolved, this.resource.template, given),
    );
    return this.alternativesRead;
  }

  get literal(): Json | undefined {
    const resolved = this.onlyChoice?.resolved;
    // A text or a number calls no function, so nothing has to be written out.
    if (resolved?.kind !== 'literal') return undefined;
    if (isScalar(resolved.value)) return resolved.value;
    const [only] = this.alternatives;
    return only?.kind === 'literal' ? only.value : undefined;
  }

  /** Asked of most statements of policies, so it does without what `literal` writes out. */
  get isObject(): boolean {
    const resolved = this.onlyChoice?.resolved;
    return resolved?.kind === 'literal' && isRecord(resolved.value);
  }

  get isList(): boolean {
    const resolved = this.onlyChoice?.resolved;
    return resolved?.kind === 'literal' && isList(resolved.value);
  }

  get isAbsent(): boolean {
    return this.choices.every(({ resolved }) => resolved.kind === 'absent');
  }

  get isDecidedList(): boolean {
    return this.choices.every(
      ({ resolved }) => resolved.kind === 'absent' || (resolved.kind === 'literal' && isList(resolved.value)),
    );
  }

  at(path: string): Value {
    let value: ResolvedValue = this;
    const way = steps(path);
    // An iterator for each of these paths would be most of what has to be cleared away.
    for (let index = 0; index < way.length; index++) value = value.below(way[index] ?? '');
    return value;
  }

  entry(name: string): Value {
    return this.below(name);
  }

  withDefault(value: Json): Value {
    if (this.choices.every(({ resolved }) => resolved.kind !== 'absent')) return this;
    const choices = this.choices.map((choice) =>
      choice.resolved.kind === 'absent' ? { ...choice, resolved: literal(value) } : choice,
    );
    return new ResolvedValue(this, choices);
  }

  each(): readonly Value[] {
    this.eachRead ??=
      this.choices.length === 1 && !this.isOptional
        ? [this]
        : this.choices.map((choice) => new ResolvedValue(this, [choice]));
    return this.eachRead;
  }

  items(): readonly Value[] {
    this.itemsRead ??= this.choices.flatMap((choice) => this.itemsOf(choice));
    return this.itemsRead;
  }

  keys(): readonly string[] {
    const names = this.choices.flatMap(({ resolved }) =>
      resolved.kind === 'literal' && isRecord(resolved.value) ? Object.keys(resolved.value) : [],
    );
    return [...new Set(names)];
  }

  toString(): string {
    return [...new Set(this.alternatives.map(show))].join(' or ');
  }

  /** Most values are decided, and most rules ask for nothing but those. */
  private get onlyChoice(): Alternative | undefined {
    return this.choices.length === 1 ? this.choices[0] : undefined;
  }

  private below(step: string): ResolvedValue {
    this.stepsRead ??= new Map();
    const known = this.stepsRead.get(step);
    if (known) return known;
    const only = this.onlyChoice;
    const choices = only
      ? this.choicesBelow(only, step)
      : readable(
          this.choices.flatMap((choice) => this.choicesBelow(choice, step)),
          nothingGiven,
        );
    const value = new ResolvedValue({ resource: this.resource, above: this, step }, choices);
    this.stepsRead.set(step, value);
    return value;
  }

  private choicesBelow(choice: Alternative, step: string): readonly Alternative[] {
    const { resolved, given } = choice;
    // Most of what rules ask for is not written, and then nothing below it is either.
    if (resolved.kind === 'absent') return choice === this.onlyChoice ? this.choices : [choice];
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
      const place: Place = { resource: this.resource, above: this, step: `[${index}]` };
      return present.length === 0 ? [] : [new ResolvedValue(place, present, present.length < all.length)];
    });
  }
}

/** A place in a resource: below another one, which a value is. */
interface Place {
  readonly resource: Resource;
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
