import { isCalendarDay } from '../../calendar-day.ts';
import { Model } from '../../cloudformation/model/model.ts';
import { evidenceBundle } from '../../evidence/bundle.ts';
import type { Evidence, EvidenceFile, Period } from '../../evidence/evidence.ts';
import { readProcedures } from '../../evidence/procedures/read-procedures.ts';
import { readRecords } from '../../evidence/records/read-records.ts';
import { noRecords } from '../../evidence/records/record.ts';
import { NameTooPlain } from '../../evidence/redaction/redaction.ts';
import { stoppingFindings } from '../../policy/finding.ts';
import { judge } from '../../repository/judge.ts';
import { readRepository } from '../../repository/read.ts';
import { rulebookOf } from '../../repository/rulebook.ts';
import { settingsFor } from '../../repository/settings.ts';
import { day } from '../check.ts';
import { judgedReport } from '../judged-report.ts';
import { parseOptions, required } from '../options.ts';
import { type Code, type ExitCode, type Output, UsageError } from '../output.ts';
import { diffEvidence } from './diff.ts';
import { writeProcedures } from './procedures.ts';
import { programHash } from './program.ts';
import { readLives } from './read-lives.ts';
import { readSoftware } from './software.ts';
import { verifyEvidence } from './verify.ts';
import { writeBundle } from './write-bundle.ts';

const help = `Write a folder with which an assessor works offline, from templates of a shop

Usage: palisade evidence [PATH...] --period FROM..TO --as-of DAY --output FOLDER
       palisade evidence verify FOLDER
       palisade evidence diff OLD NEW
       palisade evidence store FOLDER --bucket NAME
       palisade evidence procedures [PATH...] --output FOLDER --owner NAME --reviewed DAY

PATH is a cdk.out folder, a folder of templates, or one JSON or YAML template (default: cdk.out); several are read together, such as those
of the shop and those of its account

Options:
      --period FROM..TO    the days that the evidence is about, such as 2026-01-01..2026-12-31
      --as-of DAY          the day on which dates are judged, YYYY-MM-DD
  -o, --output FOLDER      write the evidence there; the folder must not exist, or be empty
      --records FILE       what the team has recorded: scans, tests, reviews, attestations, confirmations (docs/evidence.md)
      --procedures FOLDER  the team's policies and procedures, as palisade evidence procedures has begun them
      --redact             replace what nobody outside has to know: account ids, ARNs, e-mail addresses, people, hosts of internal systems;
                           documents and templates are named by their SHA-256
      --live FILE          what palisade verify --live saw of an environment; once for each environment (docs/live.md)
      --config FILE        the palisade file (default: the one that is found)
  -h, --help               print this help

index.html is where to begin. The same templates, period and day give the same bytes. Nothing in the folder says that a shop conforms to a
standard: it says what was observed, and what was not assessed.

Commands:
  verify FOLDER   compare a folder with its manifest
  diff OLD NEW    compare two folders: what got worse, what better, what came and went
  store FOLDER    put a folder into the locked bucket of its account
  procedures      write policies, procedures and risk analyses for a team to edit

Exit codes: 0 the evidence is written and nothing in it blocks, 1 it is written and something blocks, 2 it could not be written

Example:
  palisade evidence cdk.out --period 2026-01-01..2026-12-31 --as-of 2026-12-31 --output evidence
`;

/** `palisade evidence`: writes a bundle, compares one, stores one, or writes the procedures that belong into one. */
export function evidence(args: readonly string[], output: Output): Code {
  const [first, ...rest] = args;
  if (first === 'verify') return verifyEvidence(rest, output);
  if (first === 'diff') return diffEvidence(rest, output);
  if (first === 'store') return output.withAws().then((aws) => aws.evidence(rest, output));
  return first === 'procedures' ? writeProcedures(rest, output) : write(args, output);
}

function write(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    period: { type: 'string' },
    'as-of': { type: 'string' },
    output: { type: 'string', short: 'o' },
    config: { type: 'string' },
    records: { type: 'string' },
    procedures: { type: 'string' },
    redact: { type: 'boolean', default: false },
    live: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const period = periodOf(required(values.period, '--period', 'FROM..TO, such as 2026-01-01..2026-12-31'));
  const asOf = day(required(values['as-of'], '--as-of', 'a day such as 2026-12-31'));
  const folder = required(values.output, '--output', 'the folder to write');
  const settings = settingsFor({
    config: values.config,
    paths: positionals.length > 0 ? positionals : undefined,
  });
  const records = values.records === undefined ? noRecords : readRecords(values.records);
  const procedures = values.procedures === undefined ? undefined : readProcedures(values.procedures);
  const rulebook = rulebookOf(settings);
  const { paths = ['cdk.out'] } = settings;
  const input = readRepository(settings, paths);
  const { sources } = input;
  const model = new Model(sources);
  if (model.storefronts.length === 0) {
    throw new UsageError(`${paths.join(' ')}: found no template of a shop, name the cdk.out of one`);
  }
  const live = readLives(values.live ?? [], model);
  output.progress?.(`palisade: judging ${sources.length} templates`);
  const judged = judge(settings, { model, rulebook, asOf });
  const report = judgedReport(judged, { input, model, rulebook, asOf });
  const files = filesOf({
    ...{ report, model, period, asOf, records, procedures, live },
    program: programHash(),
    software: readSoftware(paths),
    isRedacted: values.redact,
  });
  writeBundle(folder, files);
  const blocking = stoppingFindings(judged.findings, judged.asked).length;
  output.out(
    `evidence: ${folder}/index.html, ${files.length} files from ${sources.length} templates; ${blocking === 0 ? 'nothing blocks' : `${blocking} findings block`}\n`,
  );
  return blocking === 0 ? 0 : 1;
}

function filesOf(evidence: Evidence): readonly EvidenceFile[] {
  try {
    return evidenceBundle(evidence);
  } catch (error) {
    if (!(error instanceof NameTooPlain)) throw error;
    throw new UsageError(
      `--redact: found ${error.who} as the name of a person, a word that stands elsewhere too, write a name such as Ada Lovelace or an e-mail address`,
      { cause: error },
    );
  }
}

/** The days that the option names. */
function periodOf(text: string): Period {
  const [from = '', to = '', ...others] = text.split('..');
  if (others.length > 0 || !isCalendarDay(from) || !isCalendarDay(to)) {
    throw new UsageError(`--period: found ${text}, write FROM..TO, such as 2026-01-01..2026-12-31`);
  }
  if (from > to) throw new UsageError(`--period: found ${text}, write the earlier day first`);
  return { from, to };
}
