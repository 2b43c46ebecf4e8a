import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderOf, type Input } from '../cloudformation/input/read-input.ts';
import { Model } from '../cloudformation/model/model.ts';
import { coloured, plain } from '../paint.ts';
import { diffOf, weakens } from '../policy/diff/diff.ts';
import { diffAsJson } from '../report/diff/json.ts';
import type { JudgedDiff } from '../report/diff/judged-diff.ts';
import { diffAsMarkdown } from '../report/diff/markdown.ts';
import { diffAsText } from '../report/diff/text.ts';
import { judge } from '../repository/judge.ts';
import { readBefore, readWithin } from '../repository/read.ts';
import { rulebookOf, textsOf } from '../repository/rulebook.ts';
import { type Settings, settingsFor, sideBefore } from '../repository/settings.ts';
import { day } from './check.ts';
import { judgingChoices, judgingOptions } from './judging-options.ts';
import { oneOf, parseOptions } from './options.ts';
import { type ExitCode, type Output, UsageError, writeOutput } from './output.ts';

const formatNames = ['text', 'json', 'markdown'] as const;

const help = `Compare two sets of templates, and say what protects less than before

Usage: palisade diff BEFORE AFTER [options]

BEFORE and AFTER are each a cdk.out folder, a folder of templates, or one JSON or YAML template; a folder with a palisade.yaml that has
paths means these

Both are judged by the palisade.yaml that palisade check finds from the working directory. Where BEFORE lies in another checkout, what was
left out, accepted or in a baseline there is what the palisade.yaml of that checkout says, so that an exception which came since is told. Where
the palisade.yaml itself judges more leniently since, a sentence says so.

Options:
  -f, --format FORMAT      ${formatNames.join(', ')} (default: text)
  -o, --output FILE        write the result there
      --as-of DAY          judge acceptances on this day, YYYY-MM-DD (default: today)
      --exclude, --fail-on, --profile, --ruleset, --config, --policy, --acceptances, --baseline
                           as those of palisade check
  -h, --help               print this help

Lists new, fixed and unchanged findings, what got broader, shorter, deafer or weaker though every rule passes, what is no longer
there, and what CloudFormation would replace although it holds something; and whether a change is significant in the sense of PCI DSS. Resources are paired by stack and construct, whatever
files and hashes are called, and what has another name by its content. Rules in preview are left to palisade check.

Exit codes: 0 nothing is weakened, 1 something is, 2 the comparison could not run

Example:
  palisade diff main/cdk.out cdk.out --format markdown --output comment.md
`;

const formats: Readonly<
  Record<(typeof formatNames)[number], (diff: JudgedDiff, isColoured: boolean) => string>
> = {
  text: (diff, isColoured) => diffAsText(diff, isColoured ? coloured : plain),
  json: diffAsJson,
  markdown: diffAsMarkdown,
};

/** `palisade diff`: what a change of templates does to what they protect. */
export function diff(args: readonly string[], output: Output): ExitCode {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', short: 'f', default: 'text' },
    output: { type: 'string', short: 'o' },
    ...judgingOptions,
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
  const choices = { ...judgingChoices(values), paths: [after] };
  const settings = settingsFor(choices);
  const rulebook = rulebookOf(settings);
  const judged = (own: Settings, { sources, excluded }: Input) => {
    const model = new Model(sources);
    return { model, excluded, ...judge(own, { model, rulebook, asOf }) };
  };
  const later = judged(settings, readWithin(settings, pathsOf(after, settings)));
  const { settings: past, lenience } = sideBefore(choices, settings, folderOf(before));
  // What came with the change was nowhere before.
  const paths = pathsOf(before, past).filter((path) => path === before || existsSync(path));
  const earlier = judged(past, readBefore(past, paths));
  const { judging } = later;
  const found = diffOf(earlier, later, { rules: textsOf(rulebook), failOn: judging.failOn });
  const isFile = values.output !== undefined;
  const text = formats[format](
    { ...found, judging, rules: textsOf(rulebook).length, lenience },
    output.isColoured && !isFile,
  );
  if (values.output === undefined) output.out(text);
  else writeOutput(values.output, text);
  return weakens(found) ? 1 : 0;
}

/** What is compared of one side: of the folder with a palisade file, what that file has judged. */
function pathsOf(path: string, { root, named }: Settings): readonly string[] {
  const isWhole = named !== undefined && resolve(path) === resolve(root);
  return isWhole ? named.map((each) => join(root, each)) : [path];
}

function twoPaths(positionals: readonly string[]): readonly [string, string] {
  const [before, after, ...others] = positionals;
  if (before !== undefined && after !== undefined && others.length === 0) return [before, after];
  const found = positionals.length === 0 ? 'nothing' : positionals.join(' ');
  throw new UsageError(`found ${found}, write two paths: palisade diff BEFORE AFTER`);
}
