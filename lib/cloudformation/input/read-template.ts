import { createHash } from 'node:crypto';
import { isRecord, type Json, type JsonRecord } from '../model/json.ts';
import type { TemplateSource } from '../model/types.ts';
import { InputError } from './input-error.ts';
import { parseRecord, parseText, yamlNodeOf } from './parse.ts';
import { readText } from './read-file.ts';
import { isCalledTemplate, isWrittenAsTemplate } from './template-names.ts';
import { WrittenTemplate } from './written-template.ts';

/** Reads a file that somebody calls a template; one without resources is something else. */
export function readClaimedTemplate(path: string, name: string): TemplateSource {
  const text = readText(path, name);
  const body = parseRecord(text, name);
  if (!isRecord(body['Resources'])) {
    throw new InputError(`${name}: has no Resources, give a CloudFormation template`);
  }
  return templateOf(name, text, body);
}

/**
 * Reads one of several files: nothing where it is no template, and a template without resources that says why where it cannot
 * be read, so that the others are judged and nobody takes this one for judged.
 */
export function readOneOfSeveral(path: string, name: string, isTemplate: boolean): readonly TemplateSource[] {
  let text = '';
  try {
    text = readText(path, name);
    if (!isTemplate && !isMeantAsTemplate(name, text)) return [];
    if (isTemplate) return [templateOf(name, text, parseRecord(text, name))];
    const body = parseText(text, name);
    return isRecord(body) && isRecord(body['Resources']) ? [templateOf(name, text, body)] : [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [unreadSource(name, text, error)];
  }
}

/** Stands for what could not be read, with the sentence that says why. */
export function unreadSource(name: string, text: string, { message, line = 1 }: InputError): TemplateSource {
  return { ...source(name, text, {}), unreadable: message, written: { text, lineOf: () => line } };
}

/** What is not called a template has to be written as one: nobody else would count on it. */
function isMeantAsTemplate(name: string, text: string): boolean {
  return isCalledTemplate(name) ? speaksOfResources(text) : isWrittenAsTemplate(text);
}

/** A folder holds other files too; only those that speak of resources by their types have to be readable. */
function speaksOfResources(written: string): boolean {
  // In UTF-16 each letter has a zero beside it; such a file is a template that cannot be read.
  const text = written.replaceAll('\0', '');
  return text.includes('Resources') && /\b[A-Za-z0-9]{2,64}::[A-Za-z0-9]/.test(text);
}

function templateOf(name: string, text: string, body: JsonRecord): TemplateSource {
  // A stack of the CDK without resources has no such section.
  const { Resources: resources = {} } = body;
  if (!isRecord(resources)) {
    throw new InputError(`${name}: found no object at Resources, write resources by their logical ids there`);
  }
  for (const [logicalId, definition] of Object.entries(resources)) {
    if (!logicalId.startsWith('Fn::')) requireType(name, logicalId, definition);
  }
  return source(name, text, body);
}

/** Without its type no rule would ask for a resource. */
function requireType(name: string, logicalId: string, definition: Json): void {
  if (!isRecord(definition)) {
    throw new InputError(
      `${name}: found ${JSON.stringify(definition).slice(0, 40)} at Resources.${logicalId}, write a resource with its Type there`,
    );
  }
  if (typeof definition['Type'] !== 'string') {
    throw new InputError(`${name}: Resources.${logicalId} has no Type, write one such as AWS::S3::Bucket`);
  }
}

function source(name: string, text: string, body: JsonRecord): TemplateSource {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { name, sha256, body, written: new WrittenTemplate(text, yamlNodeOf(body)) };
}
