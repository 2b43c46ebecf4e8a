import { isBlocking } from '../../policy/finding.ts';
import { type Cause, causesOf } from '../causes.ts';
import { judgingSentences } from '../judging-sentences.ts';
import { lineToChange } from '../place-in-repository.ts';
import { type FormatOptions, type Report, rulesById, saidOf } from '../report.ts';
import { formatSummary } from './text.ts';

/** The report as workflow commands of GitHub Actions, which become annotations of a pull request. */
export function formatGithub(report: Report, options: FormatOptions): string {
  const rules = rulesById(report);
  const annotations = causesOf(report.findings.filter(isBlocking)).map((cause) => {
    const rule = rules.get(cause.findings[0].rule);
    return annotation(cause, {
      command: rule?.stage === 'preview' ? 'warning' : 'error',
      options,
      fix: rule?.fix,
    });
  });
  const notices = judgingSentences(report).map((sentence) => `::notice title=Palisade::${inText(sentence)}`);
  return [...annotations, ...notices, formatSummary(report), ''].join('\n');
}

interface Annotation {
  readonly command: 'error' | 'warning';
  readonly options: FormatOptions;
  readonly fix: string | undefined;
}

function annotation({ findings, message }: Cause, { command, options, fix }: Annotation): string {
  const [finding] = findings;
  const { file, line } = lineToChange(finding, options);
  const { rule, status, severity, logicalId } = finding;
  const preview = command === 'warning' ? ', in preview' : '';
  const title = `${rule} ${status === 'unknown' ? 'undecided' : 'failed'} (${severity}${preview})`;
  const said = saidOf({ logicalId, message });
  const text = fix === undefined ? said : `${said}\nfix: ${fix}`;
  return `::${command} file=${inProperty(file)},line=${line},title=${inProperty(title)}::${inText(text)}`;
}

/** A template's text must not begin a command of its own. */
function inText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function inProperty(text: string): string {
  return inText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
