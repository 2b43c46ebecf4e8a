import { isRecord, type Json, own, section } from './json.ts';
import type { Resource } from './resource.ts';
import type { Elsewhere, Template, TemplateSource } from './template.ts';

/** Lets templates see each other's outputs, exports and nested parameters; returns the nested stacks found. */
export function connect(
  templates: readonly Template[],
  sources: readonly TemplateSource[],
): ReadonlyMap<Resource, Template> {
  const byName = new Map(templates.map((template) => [template.name, template]));
  const exports = new Map(templates.flatMap(exportsOf));
  const parents = new Map<Template, Resource>();
  const children = new Map<Resource, Template>();
  for (const { name, nestedIn } of sources) {
    const template = byName.get(name);
    const parent = nestedIn && byName.get(nestedIn.template)?.resources.get(nestedIn.logicalId);
    if (!template || !parent) continue;
    parents.set(template, parent);
    children.set(parent, template);
  }

  for (const template of templates) {
    const parent = parents.get(template);
    template.outside = {
      exported: (exported) => exports.get(exported),
      stackOutput: (stack, output, region) => stackOutput(templates, { stack, output, region }),
      passedParameter: (parameter) => parent && passedParameter(parent, parameter),
      nestedOutput: (logicalId, output) => {
        const resource = template.resources.get(logicalId);
        const child = resource && children.get(resource);
        return child && outputOf(child, output);
      },
    };
  }
  return children;
}

function exportsOf(template: Template): readonly (readonly [string, Elsewhere])[] {
  return Object.values(section(template.body, 'Outputs')).flatMap((output) => {
    if (!isRecord(output)) return [];
    const name = section(output, 'Export')['Name'];
    const node = output['Value'];
    return typeof name === 'string' && node !== undefined ? [[name, { template, node }] as const] : [];
  });
}

interface StackOutput {
  readonly stack: string;
  readonly output: string;
  readonly region: string | undefined;
}

function stackOutput(
  templates: readonly Template[],
  { stack, output, region }: StackOutput,
): Elsewhere | undefined {
  const isInRegion = (template: Template) =>
    region === undefined || template.region === undefined || template.region === region;
  const template = templates.find((candidate) => candidate.stackName === stack && isInRegion(candidate));
  return template && outputOf(template, output);
}

function outputOf(template: Template, name: string): Elsewhere | undefined {
  const output = own(section(template.body, 'Outputs'), name);
  return isRecord(output) ? found(template, output['Value']) : undefined;
}

function passedParameter({ template, definition }: Resource, parameter: string): Elsewhere | undefined {
  return found(template, own(section(section(definition, 'Properties'), 'Parameters'), parameter));
}

function found(template: Template, node: Json | undefined): Elsewhere | undefined {
  return node === undefined ? undefined : { template, node };
}
