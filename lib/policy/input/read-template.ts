import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isRecord } from '../model/json.ts';
import type { TemplateSource } from '../model/template.ts';
import { InputError } from './input-error.ts';
import { parseRecord } from './parse.ts';

/** Reads one template; `name` is what reports call it. */
export function readTemplate(path: string, name: string): TemplateSource {
  const text = readFileSync(path, 'utf8');
  const body = parseRecord(text, name);
  if (!isRecord(body['Resources'])) {
    throw new InputError(`${name}: has no Resources, give a CloudFormation template`);
  }
  return { name, sha256: createHash('sha256').update(text).digest('hex'), body };
}
