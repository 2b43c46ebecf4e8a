import { groupBy } from '../../group-by.ts';
import { isRecord, type Json, type JsonRecord, own, section } from './json.ts';
import type { Elsewhere, Outside, Template, TemplateSource } from './types.ts';

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
      (exporting.get(name) ?? [])
        .filter(({ by }) => mayBeBeside(source, by))
        .flatMap(({ by, node }) => found(by, node) ?? []),
    stackOutput: (stack, output, region = source.region) =>
      (byStack.get(stack) ?? [])
        .filter((other) => mayBeBeside({ account: source.account, region }, other))
        .flatMap((other) => outputOf(other, output) ?? []),
    passedParameter: (parameter) => {
      const { nestedIn } = source;
      const parent = nestedIn && byName.get(nestedIn.template);
      return found(parent, parent && passedNode(parent.body, nestedIn.logicalId, parameter));
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

/** Names of stacks and exports only mean something within one account and one region. */
function mayBeBeside(one: Place, other: Place): boolean {
  return mayBeSame(one.account, other.account) && mayBeSame(one.region, other.region);
}

function mayBeSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

function outputNode(body: JsonRecord, name: string): Json | undefined {
  const output = own(section(body, 'Outputs'), name);
  return isRecord(output) ? output['Value'] : undefined;
}

function passedNode(body: JsonRecord, logicalId: string, parameter: string): Json | undefined {
  const stack = section(section(body, 'Resources'), logicalId);
  return own(section(section(stack, 'Properties'), 'Parameters'), parameter);
}

function keyOf({ template, logicalId }: { readonly template: string; readonly logicalId: string }): string {
  return `${template}\n${logicalId}`;
}
