import { controlById, requirementsOf } from '../../../compliance/catalogue.ts';
import { controlsTowards } from '../../../compliance/mappings.ts';
import { type Criterion, summarizeRoute } from '../../../compliance/saq.ts';
import { groupBy } from '../../../group-by.ts';
import { type Finding, isBlocking, isExcused, type Status, worstFirst } from '../../../policy/finding.ts';
import { approvalOf } from '../../approval.ts';
import { countResources, type Report, type RuleResult, rulesById } from '../../report.ts';
import { html, type Markup } from './markup.ts';

/** Whose templates were judged, and which stacks were not among them. */
export function judged({ storefronts }: Report): Markup {
  return html`${storefronts.map(
    ({ shop, environment, purpose, stacks, missingStacks }) =>
      html`<p><strong>${shop}, ${environment}</strong> (${purpose}): stacks ${stacks.join(', ')}${
        missingStacks.length > 0 ? `; not given: ${missingStacks.join(', ')}` : ''
      }.</p>
`,
  )}`;
}

/** What each environment's contract suggests that is filed, why, and what a person still has to confirm. */
export function pciDss({ storefronts }: Report): Markup {
  if (storefronts.length === 0) return html`<p>No template says that it belongs to a shop.</p>`;
  return html`${storefronts.map(
    ({ shop, environment, pciDss: route }) => html`<section><h3>${shop}, ${environment}</h3>
<p>${summarizeRoute(route)}.</p>
<ul>${route.reasons.map(({ text, inForceSince }) => html`<li>${text}${inForceSince ? ` In force since ${inForceSince}.` : ''}</li>`)}</ul>
${confirmations(route.confirmations)}</section>
`,
  )}`;
}

function confirmations(criteria: readonly Criterion[]): Markup {
  if (criteria.length === 0) return html``;
  return html`<p>A person of the shop confirms before it is filed:</p>
<ul>${criteria.map((criterion) => html`<li>${criterion.text}${towards(criterion)}</li>`)}</ul>`;
}

function towards({ id, saq }: Criterion): string {
  const ids = saq === 'A' ? controlsTowards(id) : [];
  return ids.length > 0 ? ` Controls that help to confirm it: ${ids.join(', ')}.` : '';
}

/** How many findings there are of each status. */
export function sums(report: Report): Markup {
  const { summary, rules, templates } = report;
  const counts: readonly (readonly [string, number])[] = [
    ['templates', templates.length],
    ['resources', countResources(report)],
    ['rules', rules.length],
    ...worstFirst.map((status) => [statusWords[status], summary[status]] as const),
  ];
  return html`<dl class="sums">${counts.map(([word, count]) => html`<div><dt>${word}</dt><dd>${count}</dd></div>`)}</dl>`;
}

/** What stops the deployment, with the remedy; failures before what nobody knows. */
export function blocking(report: Report): Markup {
  const rules = rulesById(report);
  const stopping = byStatus(report.findings.filter(isBlocking));
  if (stopping.length === 0) return html`<p>Nothing: no rule failed, and none was left undecided.</p>`;
  return html`${stopping.map((finding) => card(finding, rules.get(finding.rule)))}`;
}

function card(finding: Finding, rule: RuleResult | undefined): Markup {
  return html`<article class="is-${finding.status}">
<h3>${statusWord(finding.status)} <a href="#${anchor(finding.rule)}">${finding.rule}</a>: ${rule?.title ?? ''}</h3>
<dl>
<dt>Resource</dt><dd>${place(finding)}</dd>
<dt>Property</dt><dd><code>${finding.path}</code></dd>
<dt>Observed</dt><dd><code>${finding.actual}</code></dd>
<dt>Expected</dt><dd>${finding.expected}</dd>
<dt>Severity</dt><dd>${finding.severity}${rule?.stage === 'preview' ? ', in preview, so it stops nothing' : ''}</dd>
<dt>Why</dt><dd>${rule?.why ?? ''}</dd>
<dt>What to do</dt><dd>${rule?.fix ?? ''}</dd>
</dl></article>`;
}

/** Findings that somebody lives with, or whose control somebody else owns. */
export function excused(report: Report): Markup {
  const { findings } = report;
  const rows = byStatus(findings.filter(isExcused));
  if (rows.length === 0) {
    return html`<p>No finding of these rules is accepted, no control is declared as owned elsewhere, and none is declined.</p>`;
  }
  return html`<div class="wide" role="region" aria-label="Accepted, declared and declined findings" tabindex="0"><table>
<thead><tr><th scope="col">Status</th><th scope="col">Rule</th><th scope="col">Resource</th><th scope="col">Why</th><th scope="col">Who</th><th scope="col">Until</th></tr></thead>
<tbody>${rows.map((finding) => excusedRow(finding, report))}</tbody></table></div>`;
}

function excusedRow(finding: Finding, report: Report): Markup {
  const { acceptance, declaration } = finding;
  const why = acceptance ? `${acceptance.kind}: ${acceptance.reason}` : (declaration?.arn ?? finding.message);
  const who = acceptance
    ? `${acceptance.owner}, ${approvalOf(acceptance, report)} (${acceptance.ticket})`
    : (declaration?.owner ?? '');
  return html`<tr><td>${statusWord(finding.status)}</td><td>${finding.rule}</td><td>${place(finding)}</td><td>${finding.about ? html`<code>${finding.about}</code><br>` : ''}${why}</td><td>${who}</td><td class="day">${acceptance?.expires ?? ''}</td></tr>
`;
}

/** What the kit recommends to accept and nobody has confirmed; it blocks nothing, and it is nobody's approval. */
export function unconfirmed({ unconfirmed: decisions }: Report): Markup {
  if (decisions.length === 0) return html``;
  return html`<p>Palisade recommends these exceptions, and nobody of the shop has confirmed them: ${decisions.join(', ')}.</p>`;
}

/** What storefronts accept of other packs: this report does not know whether those found it. */
export function otherPacks(report: Report): Markup {
  const { otherAcceptances } = report;
  if (otherAcceptances.length === 0) return html``;
  return html`<h3>Accepted findings of other cdk-nag packs</h3>
<p>These packs run inside the synthesis. Who accepted what is listed here; what they found is in their own report.</p>
<div class="wide" role="region" aria-label="Accepted findings of other packs" tabindex="0"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Resource</th><th scope="col">Why</th><th scope="col">Who</th><th scope="col">Until</th></tr></thead>
<tbody>${otherAcceptances.map(
    ({ template, ...acceptance }) =>
      html`<tr><td>${acceptance.rule}</td><td><code>${acceptance.resource}</code><br><span class="quiet">${template}</span></td><td>${acceptance.kind}: ${acceptance.reason}</td><td>${acceptance.owner}, ${approvalOf(acceptance, report)} (${acceptance.ticket})</td><td class="day">${acceptance.expires}</td></tr>
`,
  )}</tbody></table></div>`;
}

/** Every rule with everything that it looked at. */
export function byControl({ rules, findings }: Report): Markup {
  const grouped = groupBy(findings, ({ rule }) => rule);
  return html`${byStatus(rules).map((rule) => ruleSection(rule, grouped.get(rule.id) ?? []))}`;
}

function ruleSection(rule: RuleResult, findings: readonly Finding[]): Markup {
  const seen = byStatus(findings.filter(({ status }) => status !== 'notApplicable'));
  const pci = rule.controls.flatMap((id) => requirementsOf(controlById(id), 'evidence'));
  return html`<section><h3 id="${anchor(rule.id)}">${rule.id}: ${rule.title} ${statusWord(rule.status)}</h3>
<p class="quiet">${rule.why} Severity ${rule.severity}${rule.stage === 'preview' ? ', in preview, so it stops nothing' : ''}${pci.length > 0 ? `; evidence for PCI DSS v4.0.1 ${pci.join(', ')}` : ''}.</p>
${seen.length > 0 ? observations(rule, seen) : html`<p>No template had anything to ask about.</p>`}</section>
`;
}

function observations(rule: RuleResult, findings: readonly Finding[]): Markup {
  return html`<div class="wide" role="region" aria-label="What ${rule.id} looked at" tabindex="0"><table class="fixed">
<thead><tr><th scope="col" class="w-status">Status</th><th scope="col" class="w-place">Resource</th><th scope="col" class="w-path">Property</th><th scope="col" class="w-seen">Observed</th><th scope="col">Expected</th></tr></thead>
<tbody>${findings.map(
    (finding) =>
      html`<tr><td>${statusWord(finding.status)}</td><td>${place(finding)}</td><td><code>${finding.path}</code></td><td><code>${finding.actual}</code></td><td>${finding.expected}</td></tr>
`,
  )}</tbody></table></div>`;
}

/** Every resource that a rule looked at, with the rules and their words. */
export function byResource({ findings }: Report): Markup {
  const relevant = findings.filter(({ status, logicalId }) => status !== 'notApplicable' && logicalId !== '');
  return html`${[...groupBy(relevant, ({ template }) => template)].map(
    ([template, own]) => html`<section><h3>${template}</h3>
<div class="wide" role="region" aria-label="Resources of ${template}" tabindex="0"><table>
<thead><tr><th scope="col">Resource</th><th scope="col">Type</th><th scope="col">Rules</th></tr></thead>
<tbody>${[...groupBy(own, ({ logicalId }) => logicalId)].map(([logicalId, group]) => resourceRow(logicalId, group))}</tbody></table></div></section>
`,
  )}`;
}

function resourceRow(logicalId: string, findings: readonly Finding[]): Markup {
  const verdicts = worstFirst.flatMap((status) => {
    const ids = [...new Set(findings.filter((finding) => finding.status === status).map(({ rule }) => rule))];
    return ids.length > 0 ? [html`<div>${statusWord(status)} ${ids.join(', ')}</div>`] : [];
  });
  return html`<tr><th scope="row"><code>${logicalId}</code></th><td>${findings[0]?.type ?? ''}</td><td>${verdicts}</td></tr>
`;
}

/** The files that were judged, with the hashes by which they can be recognized, and those that were left out. */
export function templates({ templates: files, excluded }: Report): Markup {
  const left = excluded.length === 0 ? html`` : html`<p>Left out: ${excluded.join(', ')}</p>`;
  return html`${left}<div class="wide" role="region" aria-label="Templates" tabindex="0"><table>
<thead><tr><th scope="col">Template</th><th scope="col">Resources</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${files.map(
    ({ name, resources, sha256 }) =>
      html`<tr><td>${name}</td><td>${resources}</td><td><code>${sha256}</code></td></tr>
`,
  )}</tbody></table></div>`;
}

/** Types of resources about which the rules say nothing. */
export function notJudged({ notJudged: types }: Report): Markup {
  if (types.length === 0) return html`<p>None: a rule judges each type of resource.</p>`;
  return html`<p>No rule has these among its subjects. At most a rule looks at one of them for another resource.</p>
<ul>${types.map(({ type, resources }) => html`<li><code>${type}</code>: ${resources}</li>`)}</ul>`;
}

function place({ logicalId, construct, template, stack }: Finding): Markup {
  const where = construct ?? (stack === template ? template : `${stack} (${template})`);
  return logicalId === ''
    ? html`${where}`
    : html`<code>${logicalId}</code><br><span class="quiet">${where}</span>`;
}

function anchor(rule: string): string {
  return `rule-${rule.toLowerCase()}`;
}

/** How a person reads a status. */
const statusWords: Readonly<Record<Status, string>> = {
  fail: 'failed',
  unknown: 'unknown',
  declined: 'not met, declined',
  accepted: 'accepted',
  declared: 'declared',
  pass: 'passed',
  notApplicable: 'not applicable',
};

/** The status as a coloured word. */
function statusWord(status: Status): Markup {
  return html`<span class="status ${status}">${statusWords[status]}</span>`;
}

/** Puts what needs a person first, and keeps the order otherwise. */
function byStatus<T extends { readonly status: Status }>(items: readonly T[]): readonly T[] {
  return worstFirst.flatMap((status) => items.filter((item) => item.status === status));
}
