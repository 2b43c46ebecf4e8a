import { isList, type Json, type JsonRecord, own } from './json.ts';
import { literal, type Resolved, unknown } from './resolved.ts';
import type { Template } from './template.ts';

/**
 * What a parameter may be: the value given on the command line, else one of its allowed values, else its
 * default or anything. A `NoEcho` parameter stays unknown, so that no report repeats its value.
 */
export function parameterAlternatives(
  name: string,
  parameter: JsonRecord,
  template: Template,
): readonly Resolved[] {
  if (String(parameter['NoEcho']) === 'true') return [unknown(`parameter ${name} is NoEcho`)];
  const type = String(parameter['Type'] ?? 'String');
  if (type.startsWith('AWS::SSM::')) return [unknown(`parameter ${name} is read from Parameter Store`)];

  const given = own(template.parameterValues, name);
  if (given !== undefined) return [typed(given, type)];
  const allowed = parameter['AllowedValues'];
  if (isList(allowed) && allowed.length > 0) return allowed.map((value) => typed(value, type));
  const open = unknown(`parameter ${name} is only known at deployment`);
  const fallback = parameter['Default'];
  return fallback === undefined ? [open] : [typed(fallback, type), open];
}

function typed(value: Json, type: string): Resolved {
  const isListType = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isListType && typeof value === 'string'
    ? literal(value.split(',').map((item) => item.trim()))
    : literal(value);
}
