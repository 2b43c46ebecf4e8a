import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseText } from '../../lib/cloudformation/input/parse.ts';
import { isList, isRecord, type Json, section } from '../../lib/cloudformation/model/json.ts';
import { type Case, templateOf } from './case.ts';
import { filesBelow } from './files.ts';

/** The unit tests of aws-guard-rules-registry: each names a rule, a template, and PASS, FAIL or SKIP. */
export function guardRegistryCases(repository: string): readonly Case[] {
  return filesBelow(repository, /^rules\/.*_tests\.ya?ml$/).flatMap((file) => {
    const tests = parseText(readFileSync(join(repository, file), 'utf8'), file);
    return isList(tests) ? tests.flatMap((test, index) => casesOf(test, `${file}#${index}`)) : [];
  });
}

function casesOf(test: Json, name: string): readonly Case[] {
  if (!isRecord(test)) return [];
  const templates = templateOf(name, test['input'] ?? null);
  const rules = section(section(test, 'expectations'), 'rules');
  return Object.entries(rules).flatMap(([rule, verdict]) =>
    templates.length === 0 || (verdict !== 'PASS' && verdict !== 'FAIL')
      ? []
      : [{ peer: 'guard registry', rule, name, templates, objects: verdict === 'FAIL' }],
  );
}
