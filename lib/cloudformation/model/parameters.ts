import { isList, type Json, type JsonRecord, own } from './json.ts';
import { absent, literal, unknown } from './resolved.ts';
import type { Resolved, Template } from './types.ts';

/**
 * What a parameter may be: the value given on the command line, else one of its allowed values, else its
 * default or anything. A `NoEcho` parameter stays unknown, so that no report repeats its value.
 */
export function parameterAlternatives(
  name: string,
  parameter: JsonRecord,
  template: Template,
): readonly Resolved[] {
  if (isHidden(parameter)) return [unknown(`parameter ${name} is NoEcho`)];
  if (isStored(parameter)) return [unknown(`parameter ${name} is read from Parameter Store`)];

  const given = own(template.parameterValues, name);
  if (given !== undefined) return [typed(given, parameter)];
  const allowed = parameter['AllowedValues'];
  if (isList(allowed) && allowed.length > 0) return allowed.map((value) => typed(value, parameter));
  const open = unknown(`parameter ${name} is only known at deployment`);
  return parameter['Default'] === undefined ? [open] : [fallback(name, parameter), open];
}

/** Whether no report may repeat what a parameter is. */
export function isHidden(parameter: JsonRecord): boolean {
  return String(parameter['NoEcho']) === 'true';
}

/** What a parameter is where nothing is passed for it. */
export function fallback(name: string, parameter: JsonRecord): Resolved {
  if (isStored(parameter)) return unknown(`parameter ${name} is read from Parameter Store`);
  const value = parameter['Default'];
  return value === undefined
    ? unknown(`parameter ${name} is only known at deployment`)
    : typed(value, parameter);
}

function isStored(parameter: JsonRecord): boolean {
  return typeOf(parameter).startsWith('AWS::SSM::');
}

function typeOf(parameter: JsonRecord): string {
  return String(parameter['Type'] ?? 'String');
}

/** A value as the type of a parameter makes it: lists are passed as one text. */
export function typed(value: Json, parameter: JsonRecord): Resolved {
  const type = typeOf(parameter);
  const isListType = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isListType && typeof value === 'string'
    ? literal(value.split(',').map((item) => item.trim()))
    : literal(value);
}

/** What `AWS::…` is in a template; unknown where only the deployment decides. */
export function pseudoParameter(name: string, { account, region, stackName }: Template): Resolved {
  if (name === 'AWS::NoValue') return absent;
  const known: Readonly<Record<string, string | undefined>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::StackName': stackName,
    'AWS::Partition': region && partitionOf(region),
    'AWS::URLSuffix': region && urlSuffixOf(region),
  };
  const value = known[name];
  return value === undefined ? unknown(`${name} is only known at deployment`) : literal(value);
}

/** Partition of a region: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}

function urlSuffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
