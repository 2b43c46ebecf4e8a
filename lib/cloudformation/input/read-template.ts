import { createHash } from 'node:crypto';
import { isRecord, type JsonRecord } from '../model/json.ts';
import type { TemplateSource } from '../model/types.ts';
import { InputError } from './input-error.ts';
import { parseRecord } from './parse.ts';
import { readText } from './read-file.ts';

/** Reads one template; `name` is what reports call it. */
export function readTemplate(path: string, name: string): TemplateSource {
  const text = readText(path, name);
  return templateOf(name, text, parseRecord(text, name));
}

/** A template whose text has been read and parsed already. */
export function templateOf(name: string, text: string, body: JsonRecord): TemplateSource {
  return { name, sha256: createHash('sha256').update(text).digest('hex'), body };
}

/** Reads a file that somebody calls a template; one without resources is something else. */
export function readClaimedTemplate(path: string, name: string): TemplateSource {
  const template = readTemplate(path, name);
  if (isRecord(template.body['Resources'])) return template;
  throw new InputError(`${name}: has no Resources, give a CloudFormation template`);
}
