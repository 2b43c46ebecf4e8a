import { groupBy } from '../../../group-by.ts';
import { type Finding, isBlocking } from '../../../policy/finding.ts';
import { isAtLeast, type Severity, severities } from '../../../policy/severity.ts';
import { type Cause, causesOf } from '../../causes.ts';
import { count } from '../../count.ts';
import { type Report, rulesById } from '../../report.ts';
import { html, type Markup } from './markup.ts';
import { place } from './place.ts';
import { byStatus, statusWord } from './status.ts';

/** What one rule objects to. */
interface Objections {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  readonly isPreview: boolean;
  readonly places: number;
  readonly findings: readonly Finding[];
}

/** How many places of one fault are printed. */
const onPaper = 5;

/** How many rules are unfolded from the beginning. */
const unfolded = 5;

/** What enforced rules object to, the worst of it first. */
export function stoppingGroups(report: Report): readonly Objections[] {
  return objections(report).filter(({ isPreview }) => !isPreview);
}

/** What every rule objects to: those that stop a deployment, by severity, and then those in preview. */
function objections(report: Report): readonly Objections[] {
  const rules = rulesById(report);
  const groups = [...groupBy(report.findings.filter(isBlocking), ({ rule }) => rule)].map(
    ([id, findings]) => {
      const rule = rules.get(id);
      return {
        id,
        title: rule?.title ?? '',
        why: rule?.why ?? '',
        fix: rule?.fix ?? '',
        severity: worstSeverity(findings),
        isPreview: rule?.stage === 'preview',
        places: new Set(findings.map(({ template, logicalId }) => `${template}\n${logicalId}`)).size,
        findings: byStatus(findings),
      };
    },
  );
  return [false, true].flatMap((isPreview) =>
    severities.flatMap((severity) =>
      groups.filter((group) => group.isPreview === isPreview && group.severity === severity),
    ),
  );
}

function worstSeverity(findings: readonly Finding[]): Severity {
  return (
    severities.find((severity) => findings.some((finding) => isAtLeast(finding.severity, severity))) ?? 'info'
  );
}

/** What stops the deployment, by rule, with the remedy once for each. */
export function stopping(report: Report): Markup {
  const groups = objections(report);
  if (groups.length === 0) return html`<p>Nothing: no rule failed, and none was left undecided.</p>`;
  return html`${groups.map((group, index) => ofRule(group, index < unfolded))}`;
}

function ofRule(
  { id, title, why, fix, severity, isPreview, places, findings }: Objections,
  isOpen: boolean,
): Markup {
  const [first] = findings;
  return html`<details class="entry objection" id="stops-${id.toLowerCase()}" data-status="${first?.status ?? ''}" data-severity="${severity}"${isOpen ? html` open` : ''}>
<summary>${first ? statusWord(first.status) : ''} <b>${id}</b> <span class="title">${title}</span> <span class="quiet">${severity}, ${count(places, 'place')}${isPreview ? ', in preview: stops nothing' : ''}</span></summary>
<p>${why}</p>
<p class="fix"><b>What to do:</b> ${fix}</p>
<ul class="seen">${alike(findings).map(observed)}</ul>
</details>
`;
}

/** The causes of findings, those together that read the same. */
function alike(findings: readonly Finding[]): readonly (readonly Cause[])[] {
  const keyOf = ({ findings: [{ status }], message }: Cause) => JSON.stringify([status, message]);
  return [...groupBy(causesOf(findings), keyOf).values()];
}

/** What is wrong in the same way in several places is told once, with all of them. */
function observed(causes: readonly Cause[]): Markup {
  const [first] = causes;
  if (!first) return html``;
  const places = new Map(
    causes.map(({ findings: [finding] }) => place(finding)).map((markup) => [markup.text, markup]),
  );
  const [{ status }] = first.findings;
  return html`<li>${statusWord(status)} ${first.message}${wanted(first)}
<ul class="places">${listed([...places.values()])}</ul></li>
`;
}

/** Every place on the screen; on paper the first of them, unless the whole is asked for. */
function listed(places: readonly Markup[]): Markup {
  const more = places.length - onPaper;
  return html`${places.map((markup, index) => html`<li${index < onPaper ? '' : html` class="appendix"`}>${markup}</li>`)}${
    more > 0 ? html`<li class="more">and ${more} more, which are on the screen</li>` : ''
  }`;
}

/** What ought to stand there, where the message does not say it and all findings of the cause agree. */
function wanted({ findings, message }: Cause): string {
  const [expected = '', ...others] = new Set(findings.map((finding) => finding.expected));
  return others.length > 0 || expected === '' || message.includes(expected) ? '' : `; expected: ${expected}`;
}
