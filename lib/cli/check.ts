import { posix } from 'node:path';
import { readParameters } from '../cloudformation/input/parameters.ts';
import { folderOf, readInputs } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { coloured, plain } from '../paint.ts';
import { readAcceptanceFile } from '../policy/acceptance/acceptance-file.ts';
import { evaluate } from '../policy/evaluate.ts';
import { stoppingFindings } from '../policy/finding.ts';
import { rules } from '../policy/rules/index.ts';
import { isAtLeast, severities } from '../policy/severity.ts';
import { type FormatName, formats } from '../report/formats/index.ts';
import { formatSummary } from '../report/formats/text.ts';
import { buildReport, type FormatOptions, type Report } from '../report/report.ts';
import { namedRuleset } from './named-ruleset.ts';
import { oneOf, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError, writeOutput } from './output.ts';
import { ruleById } from './rules.ts';

const formatNames = Object.keys(formats) as FormatName[];

const help = `Judge CloudFormation templates by the policy

Usage: palisade check [PATH...] [options]

PATH is a cdk.out folder, a folder of templates, or one JSON or YAML template (default: cdk.out); several are judged together

Options:
  -f, --format FORMAT      ${formatNames.join(', ')} (default: text)
  -o, --output FILE        write the report there, and only its summary to the terminal
      --only RULE[,RULE]   judge only by these rules
      --exclude PATTERN    leave out templates whose path fits, such as 'examples/**'; may be repeated, and the report names them
      --fail-on SEVERITY   exit 1 only from this severity on: ${severities.join(', ')} (default: info); in templates of a
                           storefront or an account every blocking finding counts
      --ruleset VERSION    judge by the rules of this version of the ruleset (default: today's)
      --acceptances FILE   a file of accepted findings, as JSON or YAML
      --as-of DAY          judge acceptances on this day, YYYY-MM-DD (default: today)
      --parameters FILE    parameter values of the templates, in either format of the AWS CLI
  -h, --help               print this help

Exit codes: 0 no blocking finding, 1 a blocking finding: failed or unknown, 2 the check could not run

Examples:
  palisade check
  palisade check cdk.out --format html --output report/index.html
  palisade check services/*/cdk.out --exclude '**/sandbox/**' --fail-on high --format sarif --output palisade.sarif
  palisade check template.yaml --parameters prod.json --acceptances accepted.yaml
`;

/** `palisade check`: reads templates, judges them, prints the report. */
export function check(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    output: { type: 'string', short: 'o' },
    only: { type: 'string', multiple: true },
    ruleset: { type: 'string' },
    acceptances: { type: 'string' },
    'as-of': { type: 'string', default: output.today },
    parameters: { type: 'string' },
    exclude: { type: 'string', multiple: true, default: [] },
    'fail-on': { type: 'string', default: 'info' },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }

  const format = oneOf(values.format, formatNames, 'format');
  const asOf = day(values['as-of']);
  const only = values.only?.flatMap((list) => list.split(',')).map((id) => ruleById(id.trim()).id);
  const ruleset = namedRuleset(values.ruleset);
  const judged = ruleset.rules.filter(({ id }) => only?.includes(id) ?? true);
  const parameters = values.parameters === undefined ? {} : readParameters(values.parameters);
  const acceptances = values.acceptances === undefined ? undefined : readAcceptanceFile(values.acceptances);
  const failOn = oneOf(values['fail-on'], severities, 'fail-on');
  const paths = positionals.length === 0 ? ['cdk.out'] : positionals;
  const { sources, excluded } = readInputs(paths, values.exclude);
  const model = new Model(sources, parameters);

  const findings = evaluate(model, rules, {
    asOf,
    only: judged.map(({ id }) => id),
    ...(acceptances ? { acceptances } : {}),
  });
  const report = buildReport({ findings, rules: judged, model, asOf, excluded, ruleset });
  print(report, { format, file: values.output, ...placesOf(paths) }, output);
  const stopping = stoppingFindings(report.findings, report.rules);
  const owned = new Set(model.templates.filter(({ contract }) => contract).map(({ name }) => name));
  return stopping.some((finding) => owned.has(finding.template) || isAtLeast(finding.severity, failOn))
    ? 1
    : 0;
}

/** Where paths begin that the report names; those of several begin where the command runs. */
function placesOf([path = '', ...others]: readonly string[]): Pick<FormatOptions, 'folder' | 'app'> {
  if (others.length > 0) return {};
  const folder = folderOf(path);
  return { folder, app: posix.join(folder, '..') };
}

interface Destination extends Pick<FormatOptions, 'folder' | 'app'> {
  readonly format: FormatName;
  readonly file: string | undefined;
}

function print(report: Report, { format, file, ...places }: Destination, output: Output): void {
  const { isColoured } = output;
  if (file === undefined) {
    output.out(formats[format](report, { isColoured, ...places }));
    return;
  }
  writeOutput(file, formats[format](report, { isColoured: false, ...places }));
  output.out(`${formatSummary(report, isColoured ? coloured : plain)}\nreport: ${file}\n`);
}

/** The day that an option names. Throws a `UsageError` for anything else. */
export function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime());
  if (isDay && date.toISOString().startsWith(text)) return text;
  throw new UsageError(`--as-of: found ${text}, write a day such as 2026-11-22`);
}
