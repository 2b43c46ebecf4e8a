import { memoized } from '../../memoized.ts';
import { narrowed } from './assumptions.ts';
import { isList, isRecord, type Json, type JsonRecord, own, section } from './json.ts';
import { fallback, isHidden, parameterAlternatives, pseudoParameter, typed } from './parameters.ts';
import { asParts, literal, text, unknown } from './resolved.ts';
import type {
  Alternative,
  Candidates,
  Elsewhere,
  Given,
  Resolved,
  Scope,
  Template,
  TextPart,
} from './types.ts';

/** More than this many alternatives are reported as unknown: nobody could read them. */
export const mostAlternatives = 64;

/** Stands for more alternatives than anybody could read. */
export function tooMany(): Resolved {
  return unknown(`more than ${mostAlternatives} alternatives`);
}

type Intrinsic = (argument: Json, scope: Scope) => readonly Alternative[];

/** The intrinsic functions whose value a template can tell; all others are unknown. */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, scope) =>
    typeof argument === 'string' ? ref(argument, scope) : just(unknown('Ref needs a name'), scope),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::Base64': base64,
  'Fn::ImportValue': importValue,
  'Fn::GetStackOutput': getStackOutput,
};

function just(resolved: Resolved, { given }: Scope): readonly Alternative[] {
  return [{ resolved, given }];
}

function ref(name: string, scope: Scope): readonly Alternative[] {
  const { template } = scope;
  if (name.startsWith('AWS::')) return just(pseudoParameter(name, template), scope);
  const resource = template.resources.get(name);
  if (resource) return just({ kind: 'reference', resource, attribute: 'Ref' }, scope);
  const parameter = own(section(template.body, 'Parameters'), name);
  if (!isRecord(parameter)) return just(unknown(`'${name}' is not defined in the template`), scope);
  const alternatives = valuesOf(name, parameter, scope);
  const left = isHidden(parameter) ? alternatives : narrowed(name, alternatives, scope.given);
  return left.map((resolved) => ({ resolved, given: scope.given }));
}

/** What the parent of a nested stack passes, else what the parameter says of itself. */
function valuesOf(name: string, parameter: JsonRecord, scope: Scope): readonly Resolved[] {
  const { template } = scope;
  const passed = template.outside.passedParameter(name);
  if (passed === undefined || isHidden(parameter)) return parameterAlternatives(name, parameter, template);
  if (passed === 'default') return [fallback(name, parameter)];
  return elsewhere(passed, scope).map(({ resolved }) => {
    if (resolved.kind === 'absent') return fallback(name, parameter);
    return resolved.kind === 'literal' ? typed(resolved.value, parameter) : resolved;
  });
}

function getAtt(argument: Json, scope: Scope): readonly Alternative[] {
  const [name, attribute] = attributeParts(argument);
  if (name === undefined || attribute === undefined) {
    return just(unknown('Fn::GetAtt needs a resource and an attribute'), scope);
  }
  const resource = scope.template.resources.get(name);
  if (!resource) return just(unknown(`'${name}' is not defined in the template`), scope);
  if (attribute.startsWith('Outputs.')) {
    const output = scope.template.outside.nestedOutput(name, attribute.slice('Outputs.'.length));
    if (output) return elsewhere(output, scope);
  }
  return just({ kind: 'reference', resource, attribute }, scope);
}

function attributeParts(argument: Json): readonly [string?, string?] {
  const [name, ...rest] = isList(argument) ? argument : String(argument).split('.');
  if (typeof name !== 'string' || rest.length === 0 || !rest.every((part) => typeof part === 'string'))
    return [];
  return [name, rest.join('.')];
}

/** What another template says, resolved there; conditions of the two templates are not related. */
function elsewhere({ template, node }: Elsewhere, scope: Scope): readonly Alternative[] {
  if (asked.has(node)) return just(unknown('two templates refer to each other for it'), scope);
  asked.add(node);
  try {
    return scope
      .resolve(node, template, template.given)
      .map(({ resolved }) => ({ resolved, given: scope.given }));
  } finally {
    asked.delete(node);
  }
}

/** Nodes that other templates are asking for right now: ends circles of outputs. */
const asked = new Set<Json>();

/** Resolves each node in turn, so that a condition decided for one holds for the next. */
function sequence(
  nodes: readonly (Json | undefined)[],
  scope: Scope,
): readonly { readonly values: readonly Resolved[]; readonly given: Given }[] {
  let soFar: readonly Read[] = [{ values: [], given: scope.given }];
  for (const node of nodes) {
    // Each node multiplies the alternatives; what is too much already stays so.
    if (soFar.length > mostAlternatives) break;
    soFar = soFar.flatMap((read) => extended(read, partOf(node, { ...scope, given: read.given })));
  }
  return soFar;
}

/** What was read of some nodes in one case. */
interface Read {
  readonly values: Resolved[];
  readonly given: Given;
}

/** What was read goes on in each of the alternatives; where there is one, in the same list: a copy at each step takes the square of the steps. */
function extended({ values }: Read, alternatives: readonly Alternative[]): readonly Read[] {
  const [only] = alternatives;
  if (only && alternatives.length === 1) {
    values.push(only.resolved);
    return [{ values, given: only.given }];
  }
  return alternatives.map(({ resolved, given }) => ({ values: [...values, resolved], given }));
}

/** What is a part of a text says by itself nothing of dynamic references: they may begin in one part and end in another. */
function partOf(node: Json | undefined, scope: Scope): readonly Alternative[] {
  if (typeof node === 'string') return just(literal(node), scope);
  return scope.resolve(node, scope.template, scope.given);
}

function join(argument: Json, scope: Scope): readonly Alternative[] {
  const [delimiter, list] = isList(argument) ? argument : [];
  if (typeof delimiter !== 'string' || list === undefined)
    return just(unknown('Fn::Join needs a delimiter and a list'), scope);
  return scope
    .resolve(list, scope.template, scope.given)
    .flatMap(({ resolved, given }): readonly Alternative[] => {
      if (resolved.kind !== 'literal' || !isList(resolved.value)) {
        return [{ resolved: unknown('the list to join is only known at deployment'), given }];
      }
      return sequence(resolved.value, { ...scope, given }).map((found) => ({
        resolved: text(joined(delimiter, found.values)),
        given: found.given,
      }));
    });
}

function joined(delimiter: string, values: readonly Resolved[]): readonly TextPart[] {
  const present = values.filter(({ kind }) => kind !== 'absent');
  return present.flatMap((value, index) => (index === 0 ? asParts(value) : [delimiter, ...asParts(value)]));
}

function sub(argument: Json, scope: Scope): readonly Alternative[] {
  const [template, variables] = isList(argument) ? argument : [argument];
  if (typeof template !== 'string') return just(unknown('Fn::Sub needs text'), scope);
  const names = isRecord(variables) ? variables : {};
  // What opens again before it closes is no name, and looking for its end from each opening would take forever.
  const pieces = template.split(/(\$\{[^{}]+\})/);
  const nodes = pieces.map((piece) => substituted(piece, names));
  return sequence(nodes, scope).map(({ values, given }) => ({
    resolved: text(values.flatMap(asParts)),
    given,
  }));
}

function substituted(piece: string, variables: Readonly<Record<string, Json>>): Json {
  if (!piece.startsWith('${')) return piece;
  const name = piece.slice(2, -1).trim();
  if (name.startsWith('!')) return `\${${name.slice(1)}}`;
  const variable = own(variables, name);
  if (variable !== undefined) return variable;
  return name.includes('.') && !name.startsWith('AWS::') ? { 'Fn::GetAtt': name } : { Ref: name };
}

function select(argument: Json, scope: Scope): readonly Alternative[] {
  const [index, list] = isList(argument) ? argument : [];
  return sequence([index, list], scope).flatMap(({ values: [position, items], given }) => {
    const item = selected(position, items);
    return item === undefined
      ? [{ resolved: unknown('the selected item is only known at deployment'), given }]
      : scope.resolve(item, scope.template, given);
  });
}

function selected(position: Resolved | undefined, items: Resolved | undefined): Json | undefined {
  if (position?.kind !== 'literal' || items?.kind !== 'literal' || !isList(items.value)) return undefined;
  return items.value[Number(position.value)];
}

function split(argument: Json, scope: Scope): readonly Alternative[] {
  const [delimiter, source] = isList(argument) ? argument : [];
  if (typeof delimiter !== 'string') return just(unknown('Fn::Split needs a delimiter and text'), scope);
  return scope.resolve(source, scope.template, scope.given).map(({ resolved, given }) => ({
    resolved:
      resolved.kind === 'literal' && typeof resolved.value === 'string'
        ? literal(resolved.value.split(delimiter))
        : unknown('the text to split is only known at deployment'),
    given,
  }));
}

function findInMap(argument: Json, scope: Scope): readonly Alternative[] {
  const [map, top, second, options] = isList(argument) ? argument : [];
  const otherwise = isRecord(options) ? options['DefaultValue'] : undefined;
  return sequence([map, top, second], scope).flatMap(({ values, given }) => {
    const keys = values.map((value) => (value.kind === 'literal' ? String(value.value) : undefined));
    const entries = mapped(keys, scope.template);
    const mayBeMissing = entries.length === 0 || keys.includes(undefined);
    const found = mayBeMissing && otherwise !== undefined ? [...entries, otherwise] : entries;
    if (found.length > mostAlternatives) return [{ resolved: tooMany(), given }];
    return found.length === 0
      ? [{ resolved: unknown('the entry of the mapping is only known at deployment'), given }]
      : found.flatMap((entry) => scope.resolve(entry, scope.template, given));
  });
}

/** The entries that may be meant, each once: all below a mapping whose keys are open. Without any of them a deployment fails. */
function mapped([map, top, second]: readonly (string | undefined)[], template: Template): readonly Json[] {
  if (map === undefined) return [];
  const mapping = section(section(template.body, 'Mappings'), map);
  const entriesOf = (entry: Json) => (isRecord(entry) ? below(entry, second) : []);
  if (top !== undefined) return distinctJson(below(mapping, top).flatMap(entriesOf));
  // Every resource may ask for the same entries, so they are told apart once.
  const known = openEntries(mapping);
  const made = known.get(second ?? '') ?? distinctJson(Object.values(mapping).flatMap(entriesOf));
  known.set(second ?? '', made);
  return made;
}

/** What may be meant in a mapping under whichever first key, by the second one; the empty text stands for one that is open as well. */
const openEntries = memoized((_mapping: JsonRecord) => new Map<string, readonly Json[]>());

function distinctJson(entries: readonly Json[]): readonly Json[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function below(record: JsonRecord, key: string | undefined): readonly Json[] {
  if (key === undefined) return Object.values(record);
  const entry = own(record, key);
  return entry === undefined ? [] : [entry];
}

function base64(argument: Json, scope: Scope): readonly Alternative[] {
  return scope.resolve(argument, scope.template, scope.given).map(({ resolved, given }) => ({
    resolved:
      resolved.kind === 'literal' && typeof resolved.value === 'string'
        ? literal(Buffer.from(resolved.value).toString('base64'))
        : unknown('the text to encode is only known at deployment'),
    given,
  }));
}

function importValue(argument: Json, scope: Scope): readonly Alternative[] {
  return scope.resolve(argument, scope.template, scope.given).flatMap(({ resolved, given }) => {
    if (resolved.kind !== 'literal') {
      return [{ resolved: unknown('no template given exports that name'), given }];
    }
    const name = String(resolved.value);
    const outputs = scope.template.outside.exported(name);
    const why =
      outputs.found.length === 0
        ? `no template given exports ${name}`
        : outputs.found.length === 1
          ? elsewhereOnly(`the stack that exports ${name}`)
          : `several templates export ${name}`;
    return onlyOne(outputs, unknown(why), { ...scope, given });
  });
}

function getStackOutput(argument: Json, scope: Scope): readonly Alternative[] {
  const {
    StackName: stack,
    OutputName: output,
    Region: region,
    RoleArn: role,
  } = isRecord(argument) ? argument : {};
  // A role of another account reads that account's stack.
  if (role !== undefined)
    return just(unknown('which account has the stack is only known at deployment'), scope);
  return sequence([stack, output, region], scope).flatMap(({ values, given }) => {
    const [stackName, outputName, regionName] = values.map((value) =>
      value.kind === 'literal' ? String(value.value) : undefined,
    );
    const what = `the output ${outputName ?? '?'} of stack ${stackName ?? '?'}`;
    const outputs =
      stackName !== undefined && outputName !== undefined
        ? scope.template.outside.stackOutput(stackName, outputName, regionName)
        : none;
    const why =
      outputs.found.length === 0
        ? unknown(`${what} is not among the templates`, stackName)
        : outputs.found.length === 1
          ? unknown(elsewhereOnly(`stack ${stackName}`))
          : unknown(`several templates have ${what}`);
    return onlyOne(outputs, why, { ...scope, given });
  });
}

const none: Candidates = { found: [], isSure: true };

function elsewhereOnly(stack: string): string {
  return `whether ${stack} is of the same account and region is only known at deployment`;
}

/** What another template says where one alone is meant. */
function onlyOne({ found, isSure }: Candidates, otherwise: Resolved, scope: Scope): readonly Alternative[] {
  const [first, ...others] = found;
  return first && isSure && others.length === 0 ? elsewhere(first, scope) : just(otherwise, scope);
}
