import { posix } from 'node:path';
import { isCalendarDay } from '../calendar-day.ts';
import { readParameters } from '../cloudformation/input/parameters.ts';
import { folderOf } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { failingFindings } from '../policy/judging.ts';
import { profileNames } from '../policy/profiles/profiles.ts';
import { allRules } from '../policy/rules/index.ts';
import { severities } from '../policy/severity.ts';
import type { FormatOptions } from '../report/report.ts';
import { refuseNarrowing } from '../repository/central.ts';
import { topOfRepository } from '../repository/find.ts';
import { judge } from '../repository/judge.ts';
import { readRepository } from '../repository/read.ts';
import { rulebookOf } from '../repository/rulebook.ts';
import { settingsFor } from '../repository/settings.ts';
import { baselineToWrite, writeBaseline } from './check-baseline.ts';
import { judgedReport } from './judged-report.ts';
import { judgingChoices, judgingOptions } from './judging-options.ts';
import { parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError } from './output.ts';
import { destinationsOf, formatNames, printReport } from './report-destinations.ts';
import { ruleById } from './rules.ts';

const help = `Judge CloudFormation templates by the policy

Usage: palisade check [PATH...] [options]

PATH is a cdk.out folder, a folder of templates, or one JSON or YAML template (default: cdk.out); several are judged together

A palisade.yaml, from the working directory up to where its repository begins, says what is judged and how (docs/palisade-file.md).
What the command line says replaces what the file says of the same.

Options:
  -f, --format FORMAT      ${formatNames.join(', ')} (default: text); FORMAT=FILE writes a file,
                           and several forms may be asked for at once
  -o, --output FILE        write the report there, and only its summary to the terminal
      --only RULE[,RULE]   judge only by these rules; under a central policy only where it has mayNarrow
      --exclude PATTERN    leave out templates whose path fits, such as 'examples/**'; may be repeated, and the report names them
      --fail-on SEVERITY   exit 1 only from this severity on: ${severities.join(', ')} (default: info); in templates of a
                           storefront or an account every blocking finding counts
      --ruleset VERSION    judge by the rules of this version of the ruleset (default: today's)
      --profile PROFILE    rules asked of templates without a contract: ${profileNames.join(' or ')} (default: storefront where a storefront or
                           an account is among the templates)
      --config FILE        the palisade file (default: the one that is found)
      --policy FILE        a central policy, which says who may accept what
      --acceptances FILE   a file of accepted findings, as JSON or YAML
      --baseline FILE      findings that may stay until their day; each is counted and named, and what is new or worse blocks
      --write-baseline FILE  write what blocks now into FILE, with --reason TEXT and --expires DAY; what is in FILE already keeps
                           its reason and day, and what is fixed is left out. Exits 0
      --as-of DAY          judge acceptances on this day, YYYY-MM-DD (default: today)
      --parameters FILE    parameter values of the templates, in either format of the AWS CLI
  -h, --help               print this help

Exit codes: 0 no blocking finding, 1 a blocking finding: failed or unknown, 2 the check could not run

Examples:
  palisade check
  palisade check cdk.out --format html --output report/index.html
  palisade check services/*/cdk.out --exclude '**/sandbox/**' --fail-on high --format github --format sarif=palisade.sarif
  palisade check infra --write-baseline palisade-baseline.json --reason 'Found when we began; see SEC-12' --expires 2027-06-30
  palisade check infra --baseline palisade-baseline.json
  palisade check template.yaml --parameters prod.json --acceptances accepted.yaml
`;

/** `palisade check`: reads templates, judges them, prints the report. */
export function check(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', multiple: true, default: ['text'] },
    output: { type: 'string', short: 'o' },
    only: { type: 'string', multiple: true },
    ...judgingOptions,
    'as-of': { type: 'string', default: output.today },
    parameters: { type: 'string' },
    'write-baseline': { type: 'string' },
    reason: { type: 'string' },
    expires: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }

  const destinations = destinationsOf(values.format, values.output);
  const asOf = day(values['as-of']);
  const parameters = values.parameters === undefined ? {} : readParameters(values.parameters);
  const written = baselineToWrite(values, asOf);
  const settings = settingsFor({
    ...judgingChoices(values),
    paths: positionals.length > 0 ? positionals : undefined,
    ...(written ? { baseline: false } : {}),
  });
  const rulebook = rulebookOf(settings);
  const only = values.only
    ?.flatMap((list) => list.split(','))
    .map((id) => ruleById(id.trim(), [...allRules, ...rulebook.own]).id);
  const { root, paths = ['cdk.out'] } = settings;
  if (only) refuseNarrowing(settings.centralPolicy);
  const input = readRepository(settings, paths);
  const { sources } = input;
  if (sources.length >= longFrom) output.progress?.(`palisade: judging ${sources.length} templates`);
  const model = new Model(sources, parameters);

  const judged = judge(settings, { model, rulebook, only, asOf });
  if (written) {
    const { findings, asked } = judged;
    writeBaseline(written, { model, asOf, judged: new Set(asked.map(({ id }) => id)), findings }, output);
    return 0;
  }
  const report = judgedReport(judged, { input, model, rulebook, asOf });
  printReport(report, destinations, { places: placesOf(paths, root), output });
  return failingFindings(report.findings, report.rules, { model, failOn: judged.judging.failOn }).length > 0
    ? 1
    : 0;
}

/** Templates from which on somebody at a terminal would wonder what happens: a second and more. */
const longFrom = 100;

/**
 * Where paths begin that the report names, from the top of the repository; those of several paths begin where the command runs, or at the
 * palisade file.
 */
function placesOf(
  [path = '', ...others]: readonly string[],
  root: string,
): Pick<FormatOptions, 'folder' | 'app'> {
  const top = topOfRepository(root);
  if (others.length > 0) return { folder: folderOf(root, top), app: folderOf(root, top) };
  const folder = folderOf(path, top);
  return { folder, app: posix.join(folder, '..') };
}

/** The day that an option names. Throws a `UsageError` for anything else. */
export function day(text: string, option = '--as-of'): string {
  if (isCalendarDay(text)) return text;
  throw new UsageError(`${option}: found ${text}, write a day such as 2026-11-22`);
}
