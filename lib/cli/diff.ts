import { readInput } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { coloured, plain } from '../paint.ts';
import { readAcceptanceFile } from '../policy/acceptance/acceptance-file.ts';
import { type Diff, diffOf, type Judged, weakens } from '../policy/diff/diff.ts';
import { evaluate } from '../policy/evaluate.ts';
import { rules } from '../policy/rules/index.ts';
import { diffAsJson } from '../report/diff/json.ts';
import { diffAsMarkdown } from '../report/diff/markdown.ts';
import { diffAsText } from '../report/diff/text.ts';
import { day } from './check.ts';
import { namedRuleset } from './named-ruleset.ts';
import { oneOf, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError, writeOutput } from './output.ts';

const formatNames = ['text', 'json', 'markdown'] as const;

const help = `Compare two sets of templates, and say what protects less than before

Usage: palisade diff BEFORE AFTER [options]

BEFORE and AFTER are each a cdk.out folder, a folder of templates, or one JSON or YAML template

Options:
  -f, --format FORMAT      ${formatNames.join(', ')} (default: text)
  -o, --output FILE        write the result there
      --ruleset VERSION    judge by the rules of this version of the ruleset (default: today's)
      --acceptances FILE   a file of accepted findings, as JSON or YAML
      --as-of DAY          judge acceptances on this day, YYYY-MM-DD (default: today)
  -h, --help               print this help

Lists new, fixed and unchanged findings, what got broader, shorter, deafer or weaker though every rule passes, what is no longer
there, and what CloudFormation would replace although it holds something. Resources are paired by stack and construct, whatever
files and hashes are called, and what has another name by its content. Rules in preview are left to palisade check.

Exit codes: 0 nothing is weakened, 1 something is, 2 the comparison could not run

Example:
  palisade diff main/cdk.out cdk.out --format markdown --output comment.md
`;

const formats: Readonly<Record<(typeof formatNames)[number], (diff: Diff, isColoured: boolean) => string>> = {
  text: (diff, isColoured) => diffAsText(diff, isColoured ? coloured : plain),
  json: diffAsJson,
  markdown: diffAsMarkdown,
};

/** `palisade diff`: what a change of templates does to what they protect. */
export function diff(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    output: { type: 'string', short: 'o' },
    acceptances: { type: 'string' },
    ruleset: { type: 'string' },
    'as-of': { type: 'string', default: output.today },
    help: { type: 'boolean', short: 'h', default: false },
  });
  if (values.help) {
    output.out(help);
    return 0;
  }
  const format = oneOf(values.format, formatNames, 'format');
  const [before, after] = twoPaths(positionals);
  const asOf = day(values['as-of']);
  const acceptances =
    values.acceptances === undefined ? {} : { acceptances: [readAcceptanceFile(values.acceptances)] };
  const ruleset = namedRuleset(values.ruleset);
  const only = ruleset.rules.filter(({ stage }) => stage === 'enforced').map(({ id }) => id);
  const judge = (path: string): Judged => {
    const model = new Model(readInput(path));
    return { model, findings: evaluate(model, rules, { asOf, only, ...acceptances }) };
  };
  const found = diffOf(judge(before), judge(after));
  const isFile = values.output !== undefined;
  const text = formats[format](found, output.isColoured && !isFile);
  if (values.output === undefined) output.out(text);
  else writeOutput(values.output, text);
  return weakens(found) ? 1 : 0;
}

function twoPaths(positionals: readonly string[]): readonly [string, string] {
  const [before, after, ...others] = positionals;
  if (before !== undefined && after !== undefined && others.length === 0) return [before, after];
  const found = positionals.length === 0 ? 'nothing' : positionals.join(' ');
  throw new UsageError(`found ${found}, write two paths: palisade diff BEFORE AFTER`);
}
