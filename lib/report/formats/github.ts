import { type Finding, isBlocking } from '../../policy/finding.ts';
import { lineToChange } from '../place-in-repository.ts';
import { type FormatOptions, type Report, rulesById, saidOf } from '../report.ts';
import { formatSummary } from './text.ts';

/** The report as workflow commands of GitHub Actions, which become annotations of a pull request. */
export function formatGithub(report: Report, options: FormatOptions): string {
  const rules = rulesById(report);
  const annotations = report.findings.filter(isBlocking).map((finding) => {
    const rule = rules.get(finding.rule);
    return annotation(finding, {
      command: rule?.stage === 'preview' ? 'warning' : 'error',
      options,
      fix: rule?.fix,
    });
  });
  return [...annotations, formatSummary(report), ''].join('\n');
}

interface Annotation {
  readonly command: 'error' | 'warning';
  readonly options: FormatOptions;
  readonly fix: string | undefined;
}

function annotation(finding: Finding, { command, options, fix }: Annotation): string {
  const { file, line } = lineToChange(finding, options);
  const { rule, status, severity } = finding;
  const preview = command === 'warning' ? ', in preview' : '';
  const title = `${rule} ${status === 'unknown' ? 'undecided' : 'failed'} (${severity}${preview})`;
  const said = saidOf(finding);
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
