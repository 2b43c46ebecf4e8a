import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { checkSource, type FileKind } from '../../config/check-file.ts';
import { ConfigError } from '../../config/config-error.ts';
import { readText } from '../../config/read-text.ts';
import { day, section, words } from '../../config/schema/fields.ts';
import { readSource } from '../../config/source.ts';
import { hashOf } from '../manifest/manifest.ts';
import { procedureTexts } from './document.ts';
import { blank, type GivenProcedure, type Procedures } from './procedure.ts';
import { factsFence } from './write-procedure.ts';

const front = section('Who answers for a page, and when it was last read.', {
  owner: words('Who answers for it.', 'who answers for it'),
  reviewed: day('The day on which the owner last read it and found it right.'),
  everyDays: z
    .union([z.int().min(1).max(3660), z.string().regex(blank)], { error: 'a number of days' })
    .optional(),
});

const oneFact = z.union([z.string(), z.number()]);
const facts = z.record(z.string(), z.record(z.string(), z.union([oneFact, z.array(oneFact)])), {
  error: 'the facts of each environment',
});

/** Reads the pages that lie in a folder. Throws a `ConfigError` with what is wrong with the first that is not a page. */
export function readProcedures(folder: string): Procedures {
  const names = namesIn(folder);
  const known = new Map(procedureTexts().map((text) => [`${text.id}.md`, text.id]));
  return {
    given: names.flatMap((name) => {
      const id = known.get(name);
      return id === undefined ? [] : [readProcedure(folder, name, id)];
    }),
    others: names.filter((name) => !known.has(name)),
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch (cause) {
    const remedy = 'name a folder that palisade evidence procedures has written';
    throw new ConfigError(folder, [{ path: [], found: 'no folder that can be read', remedy }], { cause });
  }
}

function readProcedure(folder: string, name: string, id: string): GivenProcedure {
  const path = join(folder, name);
  const text = readText(path, 'procedure.yaml').replaceAll('\r\n', '\n');
  const head = /^---\n(?<yaml>[\s\S]*?\n)---\n/.exec(text)?.groups?.['yaml'];
  if (head === undefined) {
    const remedy = 'begin the page with ---, its owner, the day of its review, and --- again';
    throw new ConfigError(path, [{ path: [], found: 'a page without a front matter', remedy }]);
  }
  const content = readFileSync(path);
  return {
    id,
    name,
    content,
    sha256: hashOf(content),
    ...checked(path, `\n${head}`, front),
    blanks: text.split(blank).length - 1,
    facts: factsIn(path, text),
  };
}

function factsIn(path: string, text: string): GivenProcedure['facts'] {
  const start = text.indexOf(`\n${factsFence}\n`);
  if (start < 0) return {};
  const body = start + factsFence.length + 2;
  const end = text.indexOf('\n```', body - 1);
  const yaml = text.slice(body, end < 0 ? undefined : end);
  // Empty lines before it keep the lines of mistakes those of the page.
  return checked(path, text.slice(0, body).replace(/[^\n]/g, '') + yaml, facts);
}

function checked<T>(path: string, yaml: string, schema: z.ZodType<T>): T {
  const kind: FileKind<T> = { usually: 'procedure.yaml', schema, checkRules: () => [], unsupported: [] };
  const { mistakes, file } = checkSource(readSource(yaml), '.', kind);
  if (mistakes.length > 0 || !file) throw new ConfigError(path, mistakes);
  return file;
}
