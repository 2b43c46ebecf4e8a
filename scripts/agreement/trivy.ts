import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseText } from '../../lib/cloudformation/input/parse.ts';
import { isList, type Json, type JsonRecord, section } from '../../lib/cloudformation/model/json.ts';
import { type Case, templateOf } from './case.ts';
import { filesBelow } from './files.ts';

/** The good and bad examples that trivy-checks shows beside each check. */
export function trivyCases(repository: string): readonly Case[] {
  const folder = join(repository, 'checks', 'cloud', 'aws');
  return filesBelow(folder, /\.yaml$/).flatMap((file) => {
    const examples = section(
      parseText(readFileSync(join(folder, file), 'utf8'), file) as JsonRecord,
      'cloudformation',
    );
    const rule = file.replace(/\.yaml$/, '');
    return (['good', 'bad'] as const).flatMap((kind) => {
      const texts = examples[kind];
      return isList(texts) ? texts.flatMap((text, index) => caseOf(rule, { kind, index, text })) : [];
    });
  });
}

interface Example {
  readonly kind: 'good' | 'bad';
  readonly index: number;
  readonly text: Json;
}

function caseOf(rule: string, { kind, index, text }: Example): readonly Case[] {
  const name = `${rule}.yaml#${kind}${index}`;
  const templates = templateOf(name, parseText(String(text), name));
  return templates.length === 0 ? [] : [{ peer: 'trivy', rule, name, templates, objects: kind === 'bad' }];
}
