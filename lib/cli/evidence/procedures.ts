import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Model } from '../../cloudformation/model/model.ts';
import { templatesOf } from '../../evidence/environment.ts';
import { procedureTexts } from '../../evidence/procedures/document.ts';
import type { FactSource } from '../../evidence/procedures/facts.ts';
import { compared } from '../../evidence/procedures/procedure-standing.ts';
import { readProcedures } from '../../evidence/procedures/read-procedures.ts';
import { writtenProcedure } from '../../evidence/procedures/write-procedure.ts';
import { readRepository } from '../../repository/read.ts';
import { settingsFor } from '../../repository/settings.ts';
import { day } from '../check.ts';
import { parseOptions, required } from '../options.ts';
import { type ExitCode, type Output, UsageError } from '../output.ts';

const help = `Write the policies, procedures and risk analyses of a shop, for its team to fill in and edit

Usage: palisade evidence procedures [PATH...] --output FOLDER --owner NAME --reviewed DAY

PATH is a cdk.out folder, a folder of templates, or one JSON or YAML template (default: cdk.out); several are read together, such as those
of the shop and those of its account

Options:
  -o, --output FOLDER      write the pages there; one that is there already is left as it is, and compared with the templates
      --owner NAME         who answers for the pages that are written
      --reviewed DAY       the day on which that person has read them, YYYY-MM-DD
      --config FILE        the palisade file (default: the one that is found)
  -h, --help               print this help

Each page holds places that only a person can fill in. Until that is done, palisade evidence --procedures FOLDER does not count it as on file.

Exit codes: 0 nothing contradicts the templates, 1 a page that was there does, 2 the pages could not be written

Example:
  palisade evidence procedures cdk.out --output procedures --owner "Jane Roe" --reviewed 2026-11-30
`;

/** `palisade evidence procedures`: writes the pages that are missing, and compares the others with the templates. */
export function writeProcedures(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    output: { type: 'string', short: 'o' },
    owner: { type: 'string' },
    reviewed: { type: 'string' },
    config: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const folder = required(values.output, '--output', 'the folder to write');
  const owner = required(values.owner, '--owner', 'who answers for the pages');
  const reviewed = day(required(values.reviewed, '--reviewed', 'a day such as 2026-11-30'), '--reviewed');
  const sources = factSources(values.config, positionals);
  const there = pagesIn(folder);
  const texts = procedureTexts();
  const differences = texts.flatMap((text) => {
    const given = there.find(({ id }) => id === text.id);
    return given
      ? compared(text, given, sources).contradictions.map((said) => `${join(folder, given.name)}: ${said}`)
      : [];
  });
  const missing = texts.filter(({ id }) => !there.some((given) => given.id === id));
  writePages(
    folder,
    missing.map((text) => [`${text.id}.md`, writtenProcedure(text, { owner, reviewed, sources })]),
  );
  for (const difference of differences) output.out(`${difference}\n`);
  output.out(
    `procedures: ${folder}, ${missing.length} pages written, ${there.length} left as they are; ${differences.length === 0 ? 'nothing contradicts the templates' : `${differences.length} facts contradict the templates`}\n`,
  );
  return differences.length === 0 ? 0 : 1;
}

function factSources(config: string | undefined, positionals: readonly string[]): readonly FactSource[] {
  const settings = settingsFor({ config, paths: positionals.length > 0 ? positionals : undefined });
  const { paths = ['cdk.out'] } = settings;
  const model = new Model(readRepository(settings, paths).sources);
  if (model.storefronts.length === 0) {
    throw new UsageError(`${paths.join(' ')}: found no template of a shop, name the cdk.out of one`);
  }
  return model.storefronts.map(({ contract }) => ({
    contract,
    templates: templatesOf(contract, model),
    model,
  }));
}

function pagesIn(folder: string) {
  if (!existsSync(folder)) return [];
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(`--output: found the file ${folder}, name a folder`);
  }
  return readProcedures(folder).given;
}

/** Writes all pages or none. A page that somebody has put there in the meantime is not overwritten. */
function writePages(folder: string, pages: readonly (readonly [name: string, text: string])[]): void {
  const written: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of pages) {
      const file = join(folder, name);
      writeFileSync(file, text, { flag: 'wx' });
      written.push(file);
    }
  } catch (cause) {
    for (const file of written) rmSync(file, { force: true });
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new UsageError(
      `--output: cannot write to ${folder} (${code}), name a folder that you may write to`,
      {
        cause,
      },
    );
  }
}
