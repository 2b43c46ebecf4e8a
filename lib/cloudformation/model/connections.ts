import { groupBy } from '../../group-by.ts';
import { isRecord, type Json, type JsonRecord, own, section } from './json.ts';
import { all, type Truth } from './truth.ts';
import type { Candidates, Elsewhere, Outside, Template, TemplateSource } from './types.ts';

/** Finds the template that was read from a source; only asked once all of them are read. */
type TemplateOf = (source: TemplateSource) => Template | undefined;

/** What each source can see of the others: outputs, exports, and the parameters of nested stacks. */
export function connect(
  sources: readonly TemplateSource[],
  templateOf: TemplateOf,
): (source: TemplateSource) => Outside {
  const byName = new Map(sources.map((source) => [source.name, source]));
  const byStack = groupBy(sources, ({ stackName }) => stackName ?? '');
  const exporting = groupBy(sources.flatMap(exportsOf), ({ name }) => name);
  const children = new Map(
    sources.flatMap((source) => (source.nestedIn ? [[keyOf(source.nestedIn), source] as const] : [])),
  );

  const found = (source: TemplateSource | undefined, node: Json | undefined): Elsewhere | undefined => {
    const template = source && templateOf(source);
    return template && node !== undefined ? { template, node } : undefined;
  };
  const outputOf = (source: TemplateSource | undefined, output: string) =>
    found(source, source && outputNode(source.body, output));

  return (source) => ({
    exported: (name) =>
      candidates(
        source,
        exporting.get(name) ?? [],
        ({ by }) => by,
        ({ by, node }) => found(by, node),
      ),
    stackOutput: (stack, output, region = source.region) => {
      const place = { account: source.account, region };
      const others = byStack.get(stack) ?? [];
      return candidates(
        place,
        others,
        (other) => other,
        (other) => outputOf(other, output),
      );
    },
    passedParameter: (parameter) => {
      const { nestedIn } = source;
      const parent = nestedIn && byName.get(nestedIn.template);
      const passed = parent && passedParameters(parent.body, nestedIn.logicalId);
      if (passed === undefined) return undefined;
      return Object.hasOwn(passed, parameter) ? found(parent, passed[parameter]) : 'default';
    },
    nestedOutput: (logicalId, output) =>
      outputOf(children.get(keyOf({ template: source.name, logicalId })), output),
  });
}

interface Export {
  readonly name: string;
  readonly by: TemplateSource;
  readonly node: Json;
}

function exportsOf(by: TemplateSource): readonly Export[] {
  return Object.values(section(by.body, 'Outputs')).flatMap((output) => {
    if (!isRecord(output)) return [];
    const name = section(output, 'Export')['Name'];
    const node = output['Value'];
    return typeof name === 'string' && node !== undefined ? [{ name, by, node }] : [];
  });
}

interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** What may be meant from a place: names of stacks and exports only mean something within one account and one region. */
function candidates<Item>(
  place: Place,
  items: readonly Item[],
  placeOf: (item: Item) => Place,
  read: (item: Item) => Elsewhere | undefined,
): Candidates {
  const near = items
    .map((item) => ({ item, isBeside: isBeside(place, placeOf(item)) }))
    .filter(({ isBeside }) => isBeside !== false);
  return {
    found: near.flatMap(({ item }) => read(item) ?? []),
    isSure: near.every(({ isBeside }) => isBeside === true),
  };
}

function isBeside(one: Place, other: Place): Truth {
  return all([isSame(one.account, other.account), isSame(one.region, other.region)]);
}

/** Stacks that say nothing of their place are deployed to one and the same. */
function isSame(one: string | undefined, other: string | undefined): Truth {
  if (one === other) return true;
  return one === undefined || other === undefined ? undefined : false;
}

function outputNode(body: JsonRecord, name: string): Json | undefined {
  const output = own(section(body, 'Outputs'), name);
  return isRecord(output) ? output['Value'] : undefined;
}

/** Every parameter that a resource passes to its nested stack; nothing where a function decides which. */
function passedParameters(body: JsonRecord, logicalId: string): JsonRecord | undefined {
  const stack = section(section(body, 'Resources'), logicalId);
  const passed = own(section(stack, 'Properties'), 'Parameters') ?? {};
  return isRecord(passed) && !Object.keys(passed).some((key) => key.startsWith('Fn::')) ? passed : undefined;
}

function keyOf({ template, logicalId }: { readonly template: string; readonly logicalId: string }): string {
  return `${template}\n${logicalId}`;
}
