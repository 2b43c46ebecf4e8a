import { isRecord, type Json, section } from './json.ts';
import type { Elsewhere, Template, TemplateSource } from './template.ts';

/** Lets templates see each other's outputs, exports and nested parameters. */
export function connect(templates: readonly Template[], sources: readonly TemplateSource[]): void {
  const byName = new Map(templates.map((template) => [template.name, template]));
  const exports = new Map(templates.flatMap(exportsOf));
  const nested = new Map(
    sources.flatMap(({ name, nestedIn }) => {
      const template = byName.get(name);
      return nestedIn && template ? [[`${nestedIn.template}\n${nestedIn.logicalId}`, template]] : [];
    }),
  );

  for (const { name, nestedIn } of sources) {
    const template = byName.get(name);
    if (!template) continue;
    const parent = nestedIn && byName.get(nestedIn.template);
    template.outside = {
      exported: (exported) => exports.get(exported),
      stackOutput: (stack, output, region) => stackOutput(templates, { stack, output, region }),
      passedParameter: (parameter) =>
        nestedIn && parent ? passedParameter(parent, nestedIn.logicalId, parameter) : undefined,
      nestedOutput: (logicalId, output) => {
        const child = nested.get(`${name}\n${logicalId}`);
        return child && outputOf(child, output);
      },
    };
  }
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
  const output = section(template.body, 'Outputs')[name];
  return isRecord(output) ? found(template, output['Value']) : undefined;
}

function passedParameter(parent: Template, logicalId: string, parameter: string): Elsewhere | undefined {
  const definition = parent.resources.get(logicalId)?.definition ?? {};
  return found(parent, section(section(definition, 'Properties'), 'Parameters')[parameter]);
}

function found(template: Template, node: Json | undefined): Elsewhere | undefined {
  return node === undefined ? undefined : { template, node };
}
